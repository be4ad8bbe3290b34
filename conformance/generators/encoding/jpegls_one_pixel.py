from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEGLS_ONE, ONE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [ONE], syntax=bs.JPEG_LS)
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_ONE])
    return accept(
        seg.file(),
        seg.model(),
        title="A JPEG-LS frame of one pixel",
        why="The smallest frame; encoders and decoders with a minimum size refuse it.",
        effect="A crop to one voxel crashes the viewer.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/91"],
        requirements=["LM-TS-008"],
        features=["mono8", "jpegls", "labels"],
    )
