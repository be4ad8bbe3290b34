from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0x0101, 0x0201], [0x01FF, 0]], [[0x0201, 0x0201], [0x0101, 0x01FF]]],
        background=0,
        bits=16,
        syntax=bs.RLE,
    )
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in 16-bit RLE",
        why="The plane of the most significant bytes comes first; writers use the order of memory.",
        effect="All labels are exchanged for others.",
        links=["https://github.com/pydicom/pydicom/issues/1374"],
        requirements=["LM-TS-007"],
        features=["mono16", "rle"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
