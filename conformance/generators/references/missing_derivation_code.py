from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"][0][
        "DerivationCodeSequence"
    ]
    return reject(
        seg.file(),
        ["references.missing-attribute"],
        twin="references.complete",
        op="validate",
        title="A derivation has no code",
        why="The code says that the frame is a segmentation of the image, not a filtered copy.",
        effect="Strict archives refuse the file.",
        links=["https://github.com/QIICR/dcmqi/issues/489"],
        requirements=["LM-FG-015", "LM-FG-014"],
        features=["mono8"],
    )
