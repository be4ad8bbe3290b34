import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation

TWIN = "encoding.valid-deflated"


def stored(data: bytes) -> bytes:
    """One block of a Deflate stream, not the last one (RFC 1951, 3.2.4)."""
    return struct.pack("<BHH", 0, len(data), len(data) ^ 0xFFFF) + data


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation(TWIN, [A], background=0, syntax=bs.DEFLATED)
    # The empty block keeps the length even with the same pad byte as in the twin.
    meta = stored(b"") + stored(bs.file_meta(seg.meta))
    return reject(
        b"\0" * 128 + b"DICM" + meta + bs.padded(bs.raw_deflate(seg.body())),
        ["file.meta", "file.damaged", "file.not-dicom"],
        twin=TWIN,
        op="validate",
        title="The file meta information is deflated together with the data set",
        why="Group 0002 says that the rest is deflated, so it cannot be deflated itself. A writer "
        "that compresses the finished file does it.",
        effect="No reader can know what to do with the bytes.",
        requirements=["LM-FMI-004", "LM-FMI-001"],
        features=["mono8", "deflated"],
    )
