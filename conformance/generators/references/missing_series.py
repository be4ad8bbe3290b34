from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    del seg.elements["ReferencedSeriesSequence"]
    return reject(
        seg.file(),
        ["references.unlisted", "references.missing-attribute"],
        twin="references.complete",
        op="validate",
        title="Frames name images, but there is no Referenced Series Sequence",
        why=(
            "The Common Instance Reference Module is required with Derivation Image; "
            "viewers need the series to load it."
        ),
        effect="The segmentation is not offered for any series.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3936",
            "https://github.com/OHIF/Viewers/issues/4030",
            "https://github.com/QIICR/dcmqi/issues/489",
        ],
        requirements=["LM-REF-001", "LM-MOD-023"],
        features=["mono8"],
    )
