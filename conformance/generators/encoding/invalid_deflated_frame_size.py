from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation

FINDING = ("LM-TS-006", "PixelData frame 0")


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([bs.raw_deflate(bytes(seg.frames[0][:-1]))])
    return reject(
        seg.file(),
        ["frames.deflate", "encoding.deflate"],
        twin="encoding.valid-deflated-frame",
        op="validate",
        title="A validator inflates a frame that is too short",
        why="Only inflating shows it.",
        effect="The last pixel is whatever was in memory.",
        requirements=["LM-TS-006"],
        features=["mono8", "deflated-frame"],
    )
