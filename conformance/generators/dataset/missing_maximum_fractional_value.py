from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
    del seg.elements["MaximumFractionalValue"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.fractional-complete",
        op="validate",
        title="FRACTIONAL without Maximum Fractional Value",
        why="Readers assume 255, or 1, when it is absent; dciodvfy and viewers disagree on "
        "what the samples then mean.",
        effect="Everything is shown at full strength, or nearly invisible.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/309"],
        requirements=["LM-TYP-003"],
        features=["mono8", "fractional"],
    )
