from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelAspectRatio"] = [7, 9]
    return accept(
        seg.file(),
        warn=["dataset.forbidden-attribute"],
        op="validate",
        title="Pixel Aspect Ratio beside Pixel Spacing is odd, and no error",
        why="The ratio is for images whose pixel size is unknown; both together may "
        "contradict each other.",
        effect="A viewer that prefers the ratio shows round organs as ovals.",
        requirements=["LM-PIX-013"],
        features=["mono8"],
        level="SHOULD",
    )
