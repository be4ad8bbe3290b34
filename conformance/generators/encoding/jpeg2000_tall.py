from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_TALL, TALL
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [TALL], syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_TALL])
    return accept(
        seg.file(),
        seg.model(),
        title="A JPEG 2000 frame of 66 rows and 9 columns",
        why="Sizes just beyond a power of two make uneven wavelet bands, and more than one "
        "code block.",
        effect="A seam runs through the slice.",
        requirements=["LM-TS-009", "LM-TS-018"],
        features=["mono8", "jpeg2000", "labels"],
        size="A second code block needs more than 64 rows",
    )
