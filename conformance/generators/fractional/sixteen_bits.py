from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation

LABELS = [[[0, 1, 64], [128, 199, 200]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1], maximum=200)
    seg.elements |= {"BitsAllocated": 16, "BitsStored": 16, "HighBit": 15}
    seg.elements["PixelData"] = bs.Raw(bs.samples(seg.frames[0], 16), "OW")
    return reject(
        seg.file(),
        ["dataset.enumerated-value"],
        twin="fractional.complete",
        op="validate",
        title="FRACTIONAL with 16 bits",
        why=(
            "There is no 16-bit FRACTIONAL; probability maps of finer steps are another SOP Class."
        ),
        effect="Values are read as two pixels each.",
        requirements=["LM-PIX-010"],
        features=["fractional"],
    )
