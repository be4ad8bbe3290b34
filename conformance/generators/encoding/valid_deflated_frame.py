from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A])
    return accept(
        seg.file(),
        op="validate",
        title="A deflated frame has no errors",
        why="The syntax is new; validators that do not know it take the frame for native "
        "data of the wrong length.",
        effect="Every file in the newest encoding is reported as broken.",
        requirements=["LM-TS-003", "LM-TS-004", "LM-TS-005", "LM-TS-006"],
        features=["mono8", "deflated-frame"],
    )
