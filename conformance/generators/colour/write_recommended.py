from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

COLOURS = {
    1: [36, 36, 36],
    3: [25, 22, 23],
    7: [200, 190, 180],
    9: [90, 100, 140],
    200: [221, 130, 101],
}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, *COLOURS]]], background=0)
    expected = seg.model()
    model = encode_model(seg)
    for entry in model["segments"]:
        entry["colour"] = COLOURS.get(entry["number"])
        if entry["number"] in COLOURS:
            expected["segments"][str(entry["number"])]["colour"] = COLOURS[entry["number"]]
    return accept(
        model,
        expected,
        title="Recommended colours are written so that they come back",
        why=(
            "Conversion to CIELab and back goes wrong with the white point, the scale of a*"
            " and b*, or rounding of dark colours. The tolerance is wide, since readers "
            "that judge the file use different white points."
        ),
        effect="Colours change with every save.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/563",
            "https://github.com/QIICR/dcmqi/issues/412",
        ],
        requirements=["LM-DES-020"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"], "tolerance": {"colour": 16}},
    )
