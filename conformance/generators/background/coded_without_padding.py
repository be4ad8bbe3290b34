from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["PixelPaddingValue"]
    return accept(
        seg.file(),
        warn=["background.not-padded"],
        twin="dataset.complete",
        op="validate",
        title="A segment coded as Background without Pixel Padding Value deserves a warning",
        why="Half of the readers hide it, half show it. No sentence forbids it, so it is no "
        "error; an author wants to know.",
        effect="The same file shows a background in one viewer and none in another.",
        links=[
            "https://github.com/QIICR/dcmqi/pull/541",
            "https://github.com/ImagingDataCommons/slim/pull/430",
        ],
        requirements=["LM-VAL-013"],
        features=["mono8"],
        level="SHOULD",
    )
