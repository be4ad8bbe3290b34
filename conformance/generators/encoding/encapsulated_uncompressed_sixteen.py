from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax=bs.ENCAPSULATED)
    return accept(
        seg.file(),
        seg.model(),
        title="Uncompressed 16-bit frames as fragments",
        why="OB with undefined length holds little endian words here. Readers that go by OB "
        "read bytes.",
        effect="Twice as many pixels, half of them empty.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2898"],
        requirements=["LM-TS-012", "LM-PIX-017"],
        features=["mono16", "encapsulated", "labels"],
    )
