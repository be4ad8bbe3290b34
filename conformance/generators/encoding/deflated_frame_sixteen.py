from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax=bs.DEFLATED_FRAME)
    return accept(
        seg.file(),
        seg.model(),
        title="Deflated frames of 16-bit labels",
        why="Deflate works on bytes, the samples are little endian words.",
        effect="Every second pixel is empty.",
        requirements=["LM-TS-003", "LM-TS-006"],
        features=["mono16", "deflated-frame", "labels"],
    )
