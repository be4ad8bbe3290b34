import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1, 1]], [[1, 0, 0]], [[1, 1, 1]]], background=0, syntax=bs.RLE
    )
    fragments = [seg.fragment(frame, 3, 8) for frame in seg.frames]
    lengths = [len(bs.padded(fragment)) for fragment in fragments]
    offsets = [0, lengths[0] + 8, lengths[0] + lengths[1] + 16]
    offsets[2] += 1 << 32
    seg.elements |= {
        "ExtendedOffsetTable": struct.pack("<3Q", *offsets),
        "ExtendedOffsetTableLengths": struct.pack("<3Q", *lengths),
    }
    return reject(
        seg.file(),
        ["encoding.offset-table", "frames.offset-table"],
        twin="scale.extended-offset-table",
        op="validate",
        title="An extended offset points 4 GiB behind the end of the file",
        why=(
            "Software that computes offsets in 32 bits drops the upper half of this one, "
            "lands on the right frame by accident, and fails with every file that is really"
            " so large. This file is small: inputs are whole files with a hash, and 4 GiB of "
            "them are more than a suite can ask for."
        ),
        effect="Frames beyond 4 GiB are those from the beginning of the file.",
        links=[
            "https://github.com/dcm4che/dcm4che/issues/1284",
            "https://github.com/fo-dicom/fo-dicom/issues/1626",
        ],
        requirements=["LM-TS-016"],
        features=["mono8", "rle", "large"],
    )
