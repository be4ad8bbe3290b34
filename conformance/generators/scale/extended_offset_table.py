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
        op="validate",
        title="An Extended Offset Table of three frames",
        why="Files above 4 GiB need offsets of 64 bits; the table may be in small files as well.",
        effect="Correct files are reported as broken.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/354",
            "https://github.com/pydicom/pydicom/issues/1968",
        ],
        requirements=["LM-TS-016", "LM-TS-017"],
        features=["mono8", "rle", "large"],
    )
