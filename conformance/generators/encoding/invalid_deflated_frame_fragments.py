from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A[:8], DEFLATE_A[8:]])
    return reject(
        seg.file(),
        ["frames.fragments", "frames.encapsulation", "frames.deflate"],
        twin="encoding.valid-deflated-frame",
        op="validate",
        title="A deflated frame in two fragments",
        why="The syntax has exactly one fragment for each frame, so that a frame can be "
        "found by counting.",
        effect="Readers see two frames, both broken.",
        requirements=["LM-TS-004"],
        features=["mono8", "deflated-frame"],
    )
