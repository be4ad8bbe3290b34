import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1, 1]], [[1, 0, 0]], [[1, 1, 1]]], background=0, syntax=bs.RLE
    )
    fragments = [seg.fragment(frame, 3, 8) for frame in seg.frames]
    lengths = [len(bs.padded(fragment)) for fragment in fragments]
    offsets = [0, lengths[0] + 8, lengths[0] + lengths[1] + 16]
    seg.elements |= {
        "ExtendedOffsetTable": struct.pack("<3Q", *offsets),
        "ExtendedOffsetTableLengths": struct.pack("<3Q", *lengths),
    }
    return accept(
        seg.file(),
        seg.model(),
        title="Three frames are read by an Extended Offset Table",
        why=(
            "Offsets count the item headers and the padding of odd fragments. A writer "
            "forgot the padding, a reader skipped the table."
        ),
        effect="The second frame is noise.",
        links=[
            "https://github.com/pydicom/pydicom/issues/1968",
            "https://github.com/ImagingDataCommons/libdicom/issues/92",
        ],
        requirements=["LM-TS-016", "LM-TS-017"],
        features=["mono8", "labels", "rle"],
        compare={"freedoms": ["frame-order"]},
    )
