from conformance.draft import Draft, reject
from conformance.phantom import code, segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "SourceImageSequence"
    ][0]["PurposeOfReferenceCodeSequence"] = [code("121320", "DCM", "Uncompressed predecessor")]
    return reject(
        seg.file(),
        ["references.purpose-code"],
        twin="references.complete",
        op="validate",
        title="The purpose of the reference is that of an uncompressed predecessor",
        why=(
            'In a segmentation it is (121322, DCM, "Source Image for Image Processing Operation").'
        ),
        effect="Software takes the image for an older copy of the segmentation.",
        requirements=["LM-FG-014"],
        features=["mono8"],
    )
