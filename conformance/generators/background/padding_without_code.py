from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[5, 5, 2], [2, 5, 5]]], segments=[segment(2), segment(5)])
    seg.elements["PixelPaddingValue"] = 5
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value names a segment that is coded as tissue",
        why="Pixel Padding Value alone decides. Readers that look for the code Background "
        "find none and draw what should be hidden; with the code in mind, one "
        "conversion kept it as an organ.",
        effect="A box around the patient is filled with colour.",
        links=[
            "https://github.com/QIICR/dcmqi/pull/541",
            "https://github.com/ImagingDataCommons/slim/pull/430",
        ],
        requirements=["LM-VAL-005", "LM-VAL-013"],
        features=["mono8", "labels", "background"],
    )
