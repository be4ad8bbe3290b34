import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_A, JPEG2000_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_2000)
    fragments = [JPEG2000_A[:70], JPEG2000_A[70:], JPEG2000_B[:80], JPEG2000_B[80:]]
    table = struct.pack("<2I", 0, 70 + 70 + 16)
    seg.elements["PixelData"] = bs.Encapsulated(fragments, table)
    return accept(
        seg.file(),
        seg.model(),
        title="Each frame is spread over two fragments",
        why="The table says where frames begin. Readers that take one fragment for one "
        "frame see four frames, or the first half of two.",
        effect="Slices are cut in the middle.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/205"],
        requirements=["LM-TS-014", "LM-TS-015", "LM-TS-009"],
        features=["mono8", "jpeg2000", "labels"],
    )
