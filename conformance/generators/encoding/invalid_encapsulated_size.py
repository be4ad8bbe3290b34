from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation

FINDING = ("LM-TS-012", "PixelData frame 0")


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.ENCAPSULATED)
    seg.elements["PixelData"] = bs.Encapsulated([bytes(seg.frames[0][:12])])
    return reject(
        seg.file(),
        ["frames.length", "frames.encapsulation", "pixels.length"],
        twin="encoding.valid-encapsulated",
        op="validate",
        title="An uncompressed fragment is three bytes too short",
        why="The length of a fragment follows from rows, columns and bits.",
        effect="The last row is garbage.",
        requirements=["LM-TS-012", "LM-PIX-015"],
        features=["mono8", "encapsulated"],
    )
