from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_A[:70], JPEG2000_A[70:]])
    return accept(
        seg.file(),
        seg.model(),
        title="One frame in two fragments, without a table",
        why="With a single frame all fragments belong to it. Readers take the first.",
        effect="The lower half of the slice is missing.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/205"],
        requirements=["LM-TS-014", "LM-TS-009"],
        features=["mono8", "jpeg2000", "labels"],
    )
