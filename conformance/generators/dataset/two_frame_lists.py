import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid

FINDING = ("LM-SOP-003", "FrameExtractionSequence[0]")

SIMPLE_FRAME_LIST, CALCULATED_FRAME_LIST, SOURCE_UID = 0x00081161, 0x00081162, 0x00081167


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = {
        SIMPLE_FRAME_LIST: bs.Raw(struct.pack("<I", 1), "UL"),
        CALCULATED_FRAME_LIST: bs.Raw(struct.pack("<3I", 1, 3, 2), "UL"),
        SOURCE_UID: bs.Raw(bs.padded(uid(case_id, "source").encode()), "UI"),
    }
    seg.elements["FrameExtractionSequence"] = [item]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.one-frame-list",
        op="validate",
        title="Frame Extraction names its frames in two ways",
        why="An extracted instance has exactly one of three frame lists. Servers that fill "
        "in all forms leave open which one holds.",
        effect="The frames of the extract are attributed to wrong frames of the original.",
        requirements=["LM-SOP-003", "LM-MOD-026"],
        features=["mono8"],
    )
