from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=256, bits=16, syntax=bs.BIG_ENDIAN)
    return accept(
        seg.file(),
        warn=["encoding.retired"],
        op="validate",
        level="SHOULD",
        title="A file in Explicit VR Big Endian, which is retired",
        why="It can be read and has no error, but no new software has to. Who stores such files "
        "should hear of it.",
        effect="An archive fills with files that the next viewer cannot open.",
        requirements=["LM-TS-001"],
        features=["mono16", "big-endian"],
    )
