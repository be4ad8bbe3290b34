from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.IMPLICIT)
    return accept(
        seg.file(),
        seg.model(),
        title="A label map in Implicit VR Little Endian",
        why="The default of the network. Pixel Data are OW there also for bytes, and "
        "readers that swap words change places of neighbours.",
        effect="Every pair of pixels is exchanged.",
        requirements=["LM-TS-001", "LM-PIX-017"],
        features=["mono8", "implicit", "labels", "segments"],
    )
