import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    seg.elements["PixelData"] = bs.Encapsulated(frames, struct.pack("<2I", 0, 40))
    return either(
        seg.file(),
        [
            ("read", "A table that points beside the items is not used", seg.model()),
            (
                "refused",
                "A table that points beside the items is a fault",
                ["frames.offset-table", "frames.encapsulation"],
            ),
        ],
        clarification="0040",
        twin="encoding.offset-table",
        title="A Basic Offset Table that points into the first frame",
        why="The items alone say where frames are. Readers that trust the table decode from "
        "the middle of a codestream.",
        effect="All slices but the first are missing.",
        requirements=["LM-TS-015"],
        features=["mono8", "jpegls", "labels"],
    )
