from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import HTJ2K_WIDE, WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax="1.2.840.10008.1.2.4.201")
    seg.elements["PixelData"] = bs.Encapsulated([HTJ2K_WIDE])
    return accept(
        seg.file(),
        seg.model(),
        title="HTJ2K with 16-bit labels",
        why="The codec gives words, and their order is that of the machine; values above "
        "32767 come back signed from some.",
        effect="Label 65534 becomes -2 and is dropped.",
        links=["https://github.com/OHIF/Viewers/issues/5806"],
        requirements=["LM-TS-010", "LM-TS-018"],
        features=["mono16", "htj2k", "labels"],
    )
