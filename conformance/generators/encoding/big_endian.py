from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=256, bits=16, syntax=bs.BIG_ENDIAN)
    return accept(
        seg.file(),
        seg.model(),
        title="16-bit labels in Explicit VR Big Endian",
        why="Retired, and still in archives. Every number is swapped: tags, lengths, "
        "samples and the padding value; readers forget the last two.",
        effect="Label 1 becomes 256, and the background is not recognised.",
        links=["https://github.com/pydicom/pydicom/pull/2159"],
        requirements=["LM-TS-001", "LM-PIX-015"],
        features=["mono16", "big-endian", "labels", "background"],
    )
