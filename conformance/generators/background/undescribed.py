from conformance.draft import Draft, either, warned
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[2, 4], [4, 2]]], segments=[2, 4, 6], background=6)
    seg.elements["PixelPaddingValue"] = 77
    return either(
        seg.file(),
        [
            ("warned", "Only values that occur need a segment", warned("background.undescribed")),
            (
                "error",
                "Pixel Padding Value is a Segment Number",
                ["segments.undescribed", "background.undescribed"],
            ),
        ],
        clarification="0003",
        twin="background.described",
        op="validate",
        level="SHOULD",
        title="A validator meets a padding value that no segment has and no pixel holds",
        why="The pixel rule speaks of values that occur; that the padding value names a "
        "segment is said elsewhere. dciodvfy accepts it, one library refuses to write "
        "it.",
        effect="A file passes one validator and fails the next.",
        requirements=["LM-VAL-008"],
        features=["mono8"],
    )
