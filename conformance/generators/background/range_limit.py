from conformance.draft import Draft, either, warned
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelPaddingRangeLimit"] = 0
    return either(
        seg.file(),
        [
            (
                "warned",
                "The general equipment module allows it",
                warned("dataset.forbidden-attribute"),
            ),
            ("error", "A label map has one background, no range", ["dataset.forbidden-attribute"]),
        ],
        clarification="0013",
        twin="dataset.complete",
        op="validate",
        level="SHOULD",
        title="Pixel Padding Range Limit in a label map",
        why="It stretches the padding over a range of values, which makes no sense for "
        "names. Whether the newest text excludes it could not be confirmed; one "
        "validator says so.",
        effect="Several organs between two numbers are hidden together.",
        requirements=["LM-VAL-010"],
        features=["mono8"],
    )
