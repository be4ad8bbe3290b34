from conformance.draft import Draft, accept
from conformance.phantom import code, segment, segmentation


def build(case_id: str) -> Draft:
    organ = code("10200004", "SCT", "肝臓")
    seg = segmentation(
        case_id, [[[1, 1]]], segments=[segment(1, SegmentedPropertyTypeCodeSequence=[organ])]
    )
    return accept(
        seg.file(),
        seg.model(),
        title="The meaning of a code is in Japanese",
        why="Code meanings are in the language of the writer; the code itself decides.",
        effect="The type of the segment is unknown.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-SOP-001", "LM-DES-022"],
        features=["mono8", "labels", "codes", "unicode"],
    )
