from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import HTJ2K_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.201")
    seg.elements["PixelData"] = bs.Encapsulated([HTJ2K_A[:150]])
    return reject(
        seg.file(),
        ["frames.codestream", "frames.codec", "encoding.codestream"],
        twin="encoding.valid-htj2k",
        op="validate",
        title="A validator meets a HTJ2K codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        requirements=["LM-TS-010", "LM-TS-018"],
        features=["mono8", "htj2k"],
    )
