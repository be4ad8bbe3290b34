from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_A, JPEG2000_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_A, JPEG2000_B])
    return accept(
        seg.file(),
        seg.model(),
        title="JPEG 2000 frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="JPEG 2000 label maps cannot be read.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/91"],
        requirements=["LM-TS-009", "LM-TS-014", "LM-TS-018"],
        features=["mono8", "jpeg2000", "labels"],
    )
