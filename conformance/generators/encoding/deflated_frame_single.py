from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A])
    return accept(
        seg.file(),
        seg.model(),
        title="One frame as a raw deflate stream",
        why="The twin of damaged deflated frames.",
        effect="The newest lossless encoding cannot be read.",
        requirements=["LM-TS-003", "LM-TS-006"],
        features=["mono8", "deflated-frame", "labels"],
    )
