from conformance.draft import Draft, either
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1], [1, 0]], [[1, 1], [0, 0]]],
        segments=[segment(0), segment(1)],
        positions=[["-10", "-20", "30"], ["-10", "-20", "35"]],
    )
    stored = seg.model()
    middle = {**stored["frames"][0], "position": ["-10", "-20", "32.5"]}
    filled = {
        **stored,
        "labels": [stored["labels"][0], [[0, 0], [0, 0]], stored["labels"][1]],
        "frames": [stored["frames"][0], middle, stored["frames"][1]],
    }
    return either(
        seg.file(),
        [
            ("as-stored", "The place without a frame stays unknown", stored),
            ("zero", "The place is filled with 0, whatever 0 means", filled),
        ],
        clarification="0002",
        title="The middle slice has no frame, and there is no Pixel Padding Value",
        why="With a padding value the absent slice is background. Without it no value is "
        "right: here 0 is an organ. One converter fills 0 and warns, libraries return "
        "the stored frames.",
        effect="A slice is full of liver, or the volume is one slice short.",
        links=["https://github.com/QIICR/dcmqi/issues/513"],
        requirements=["LM-VAL-014", "LM-TIL-004"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
