from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED_FRAME)
    return accept(
        seg.file(),
        seg.model(),
        title="Deflated frames made of stored blocks",
        why="A deflate stream may hold data as they are. Small decoders of browsers know "
        "only compressed blocks.",
        effect="Slices that do not compress are missing.",
        requirements=["LM-TS-003", "LM-TS-006"],
        features=["mono8", "deflated-frame", "labels"],
    )
