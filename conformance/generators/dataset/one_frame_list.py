import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid

SIMPLE_FRAME_LIST, SOURCE_UID = 0x00081161, 0x00081167


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = {
        SIMPLE_FRAME_LIST: bs.Raw(struct.pack("<I", 1), "UL"),
        SOURCE_UID: bs.Raw(bs.padded(uid(case_id, "source").encode()), "UI"),
    }
    seg.elements["FrameExtractionSequence"] = [item]
    return accept(
        seg.file(),
        op="validate",
        title="An instance extracted from a larger one is valid",
        why="Frame-level retrieval gives such instances; the module is rare and validators "
        "do not know it.",
        effect="A correct answer of a server is reported as broken.",
        requirements=["LM-SOP-003", "LM-MOD-026"],
        features=["mono8"],
    )
