from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 300], [300, 0]]], background=0, bits=16)
    seg.elements["PixelData"] = bs.Raw(bs.samples([0, 300, 300, 0], 16), "OB")
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="pixels.sixteen-bits",
        op="validate",
        title="16-bit samples under the VR OB",
        why="OB is never byte-swapped; words under OB are read wrongly after a conversion "
        "of byte order.",
        effect="Label 300 turns into 11265.",
        requirements=["LM-PIX-017"],
        features=["mono16"],
    )
