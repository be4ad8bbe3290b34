from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG2000_ONE, ONE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [ONE], syntax=bs.JPEG_2000)
    seg.elements["PixelData"] = bs.Encapsulated([JPEG2000_ONE])
    return accept(
        seg.file(),
        seg.model(),
        title="A JPEG 2000 frame of one pixel",
        why="Wavelet levels need pixels; encoders that always ask for five levels fail on "
        "tiny frames, decoders on streams without levels.",
        effect="A crop to one voxel crashes the viewer.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/91"],
        requirements=["LM-TS-009"],
        features=["mono8", "jpeg2000", "labels"],
    )
