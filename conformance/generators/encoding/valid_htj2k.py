from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import HTJ2K_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.201")
    seg.elements["PixelData"] = bs.Encapsulated([HTJ2K_A])
    return accept(
        seg.file(),
        op="validate",
        title="A HTJ2K frame has no errors",
        why="A validator that knows HTJ2K can compare the codestream with the attributes.",
        effect="Every HTJ2K label map is reported as broken.",
        requirements=["LM-TS-010", "LM-TS-018"],
        features=["mono8", "htj2k"],
    )
