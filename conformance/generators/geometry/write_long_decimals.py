from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

SPOTS = [
    ["-123.4567890123456", "1E-9", "-1000.123456789"],
    ["-123.4567890123456", "1E-9", "-997.6234567890"],
]
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, LABELS, background=0, positions=SPOTS, spacing=("0.703125000001", "0.333333333333")
    )
    return accept(
        encode_model(seg),
        seg.model(),
        title="Values with more digits than DS holds are written as near as it can",
        why=(
            "DS has 16 characters. Writers cut the text, which drops the exponent or the "
            "sign, or write more than is allowed."
        ),
        effect="The segmentation is metres away, or a strict reader refuses the file.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/236"],
        requirements=["LM-FG-005", "LM-FG-019"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
