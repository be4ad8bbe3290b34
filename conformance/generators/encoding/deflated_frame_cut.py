from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([DEFLATE_A[:8]])
    return reject(
        seg.file(),
        ["frames.deflate", "encoding.deflate"],
        twin="encoding.deflated-frame-single",
        title="A deflate stream is cut off",
        why="A transfer that broke. Inflaters return what they have and report no end; "
        "readers that ignore that pad with zeros.",
        effect="The lower half of the slice is background.",
        requirements=["LM-TS-003", "LM-TS-006"],
        features=["mono8", "deflated-frame"],
    )
