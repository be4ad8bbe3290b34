from conformance.draft import Draft, reject
from conformance.phantom import code, segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "DerivationCodeSequence"
    ] = [code("113072", "DCM", "Multiplanar reformatting")]
    return reject(
        seg.file(),
        ["references.derivation-code"],
        twin="references.complete",
        op="validate",
        title="The derivation code is that of a reformatted image",
        why='In a segmentation it is (113076, DCM, "Segmentation").',
        effect="Software that looks for segmentations of an image does not find this one.",
        requirements=["LM-FG-014"],
        features=["mono8"],
    )
