from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import JPEG2000_A, JPEG2000_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_2000)
    fragments = [JPEG2000_A[:70], JPEG2000_A[70:], JPEG2000_B[:80], JPEG2000_B[80:]]
    seg.elements["PixelData"] = bs.Encapsulated(fragments)
    return either(
        seg.file(),
        [
            ("read", "Codestreams tell where they begin", seg.model()),
            (
                "refused",
                "Without a table the fragments cannot be assigned",
                ["frames.offset-table", "frames.encapsulation"],
            ),
        ],
        clarification="0040",
        twin="encoding.two-fragments-a-frame",
        title="Four fragments for two frames, without a table",
        why="Legal to write, and only the start markers of the codestreams tell the frames apart.",
        effect="Four slices instead of two, two of them broken.",
        requirements=["LM-TS-014"],
        features=["mono8", "jpeg2000", "labels"],
    )
