import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= {
        "ExtendedOffsetTable": bs.Raw(struct.pack("<Q", 0)),
        "ExtendedOffsetTableLengths": bs.Raw(struct.pack("<Q", 4)),
    }
    return reject(
        seg.file(),
        ["frames.offset-table", "encoding.offset-table", "dataset.forbidden-attribute"],
        twin="dataset.complete",
        op="validate",
        title="An Extended Offset Table beside native Pixel Data",
        why="Left over from decompression. Native frames are found by their size.",
        effect="Readers that prefer the table read the wrong bytes.",
        requirements=["LM-TS-016"],
        features=["mono8"],
    )
