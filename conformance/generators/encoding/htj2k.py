from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import HTJ2K_A, HTJ2K_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax="1.2.840.10008.1.2.4.201")
    seg.elements["PixelData"] = bs.Encapsulated([HTJ2K_A, HTJ2K_B])
    return accept(
        seg.file(),
        seg.model(),
        title="HTJ2K frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="HTJ2K label maps cannot be read.",
        links=["https://github.com/OHIF/Viewers/issues/5806"],
        requirements=["LM-TS-010", "LM-TS-014", "LM-TS-018"],
        features=["mono8", "htj2k", "labels"],
    )
