from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.ENCAPSULATED)
    return accept(
        seg.file(),
        seg.model(),
        title="Uncompressed frames of 15 bytes as fragments",
        why="Encapsulated Uncompressed has frames as they are, each in an item with a pad "
        "byte. Readers take the pad for a pixel or expect a codec.",
        effect="From the second slice on the label map is shifted by a sample.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2898"],
        requirements=["LM-TS-012", "LM-TS-014"],
        features=["mono8", "encapsulated", "labels"],
    )
