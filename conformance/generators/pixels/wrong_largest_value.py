from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= {"SmallestImagePixelValue": 0, "LargestImagePixelValue": 200}
    return accept(
        seg.file(),
        warn=["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Largest Image Pixel Value that does not occur deserves a warning",
        why="The attributes are optional and often copied from the source; readers size "
        "their tables by them.",
        effect="A colour table is made for 200 labels where there are two, or for two where "
        "there are 200.",
        requirements=["LM-PIX-018"],
        features=["mono8"],
        level="SHOULD",
    )
