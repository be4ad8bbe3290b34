from conformance.draft import Draft, either, warned
from conformance.phantom import segmentation

CODES = ["dataset.forbidden-attribute"]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelAspectRatio"] = [7, 9]
    return either(
        seg.file(),
        [
            ("warning", "The ratio is superfluous, and agrees with the spacing", warned(*CODES)),
            ("error", "Its condition does not hold, so it may not be there", CODES),
        ],
        clarification="0043",
        twin="dataset.complete",
        op="validate",
        title="Pixel Aspect Ratio beside Pixel Spacing is reported",
        why="The ratio is for images whose pixel size is unknown; both together may "
        "contradict each other.",
        effect="A viewer that prefers the ratio shows round organs as ovals.",
        requirements=["LM-PIX-013"],
        features=["mono8"],
        level="SHOULD",
    )
