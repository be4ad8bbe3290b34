from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionIndexSequence"][0]["DimensionOrganizationUID"] = uid(case_id, "pyramid")
    return reject(
        seg.file(),
        ["frames.dimension-organization"],
        twin="frames.groups-complete",
        op="validate",
        title="A dimension names an organization that is not declared",
        why=(
            "A fixed literal UID in one of the two sequences was in every file of a well "
            "known writer."
        ),
        effect="Software that looks up the organization fails.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/92"],
        requirements=["LM-DIM-004"],
        features=["mono8"],
    )
