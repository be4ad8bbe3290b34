from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[1, 2]]], segments=[segment(1, "left kidney"), segment(2, "liver")]
    )
    expected = seg.model()
    seg.elements["SegmentSequence"][0]["SegmentLabel"] = bs.Raw(b"left kidney ")
    seg.elements["SegmentSequence"][1]["SegmentLabel"] = bs.Raw(b"liver   ")
    return accept(
        seg.file(),
        expected,
        title="Labels with padding at the end",
        why=(
            "Text is padded with spaces to an even length, sometimes with more; they are "
            "not part of the name."
        ),
        effect="A segment is not found by its name.",
        links=["https://github.com/QIICR/QuantitativeReporting/issues/251"],
        requirements=["LM-DES-006"],
        features=["mono8", "labels", "segments"],
    )
