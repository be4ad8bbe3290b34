import zlib

from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [A], segments=[0, 3, 9, 255], background=0, syntax=bs.DEFLATED_FRAME
    )
    header, checksum = bytes.fromhex("78da"), zlib.adler32(bytes(seg.frames[0])).to_bytes(4, "big")
    frame = header + DEFLATE_A + checksum
    seg.elements["PixelData"] = bs.Encapsulated([frame])
    return either(
        seg.file(),
        [
            ("read", "The header is recognised and skipped", seg.model()),
            ("refused", "Only a raw stream is allowed", ["frames.deflate", "encoding.deflate"]),
        ],
        clarification="0040",
        twin="encoding.deflated-frame-single",
        title="A deflated frame in a zlib wrapper",
        why="The usual function of most libraries adds a header and a checksum, so first "
        "implementations wrote them. Lenient readers hide the fault from its author.",
        effect="The author's viewer shows the file, every other one reports corruption.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2898"],
        requirements=["LM-TS-003"],
        features=["mono8", "deflated-frame", "labels"],
    )
