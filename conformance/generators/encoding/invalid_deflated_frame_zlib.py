import zlib

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation

FINDING = ("LM-TS-003", "PixelData frame 0")


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    header, checksum = bytes.fromhex("78da"), zlib.adler32(bytes(seg.frames[0])).to_bytes(4, "big")
    frame = header + DEFLATE_A + checksum
    seg.elements["PixelData"] = bs.Encapsulated([frame])
    return reject(
        seg.file(),
        ["frames.deflate", "encoding.deflate"],
        twin="encoding.valid-deflated-frame",
        op="validate",
        title="A validator meets a deflated frame in a zlib wrapper",
        why="The default function of most libraries adds the wrapper; a lenient reader "
        "hides it, a validator must not.",
        effect="The author's viewer shows the file, every other one reports corruption.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2898"],
        requirements=["LM-TS-003"],
        features=["mono8", "deflated-frame"],
    )
