from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    samples = bytes(seg.frames[0])
    seg.elements["PixelData"] = bs.Encapsulated([bs.raw_deflate(samples * 3)])
    return reject(
        seg.file(),
        ["frames.deflate", "encoding.deflate"],
        twin="encoding.deflated-frame-single",
        title="A deflated frame inflates to three times its size",
        why="A valid stream of another image. Readers that take what they need from the front "
        "show one third of it; readers without a bound let a small file fill the memory.",
        effect="A part of something else is shown as the segmentation.",
        requirements=["LM-TS-006"],
        features=["mono8", "deflated-frame"],
    )
