from conformance.draft import Draft, either
from conformance.phantom import background_segment, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 0, 4], [4, 0, 0]]], segments=[background_segment(0), segment(4)]
    )
    by_padding = seg.model()
    by_code = {**by_padding, "background": 0}
    return either(
        seg.file(),
        [
            ("padding-only", "Without Pixel Padding Value nothing is background", by_padding),
            ("by-code", "The segment coded as Background is the background", by_code),
        ],
        clarification="0001",
        title="A segment is coded as Background but there is no Pixel Padding Value",
        why="Two rules for the background are in use: Pixel Padding Value alone, or the code "
        "(125040, DCM). They disagree on this file.",
        effect="The same file shows a background segment in one viewer and none in another.",
        requirements=["LM-VAL-005", "LM-VAL-013"],
        features=["mono8", "labels", "background"],
    )
