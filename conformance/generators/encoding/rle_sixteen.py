from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0x0101, 0x0201], [0x01FF, 0]], [[0x0201, 0x0201], [0x0101, 0x01FF]]],
        background=0,
        bits=16,
        syntax=bs.RLE,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="16-bit RLE with labels 0x0101, 0x0201 and 0x01FF",
        why="Two byte planes, the most significant first. Equal low bytes show which plane "
        "is which; decoders that knew one or three planes gave zeros, others swapped "
        "bytes.",
        effect="Labels 257 and 513 are the same segment, or everything is empty.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2611",
            "https://github.com/innovative-io/io-dicom/issues/46",
            "https://github.com/pydicom/pydicom/issues/1374",
        ],
        requirements=["LM-TS-007"],
        features=["mono16", "rle", "labels"],
    )
