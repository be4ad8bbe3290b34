from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A + b"\xff"])
    return reject(
        seg.file(),
        ["frames.deflate-surplus", "frames.deflate", "encoding.deflate", "encoding.pad-byte"],
        twin="encoding.valid-deflated-frame",
        op="validate",
        title="The pad byte of a deflated frame is FF, not NULL",
        why="A buffer that is rounded up to even length ends with whatever was in it.",
        effect="Readers that look for a second stream in the rest fail.",
        requirements=["LM-TS-005"],
        features=["mono8", "deflated-frame"],
    )
