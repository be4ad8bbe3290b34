from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 5: [20, 130, 250]}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[sorted(COLOURS)]], background=0, bits=8)
    expected = seg.model()
    model = encode_model(seg)
    model["options"]["photometric"] = "PALETTE COLOR"
    for entry in model["segments"]:
        entry["colour"] = COLOURS.get(entry["number"])
        if entry["number"] in COLOURS:
            expected["segments"][str(entry["number"])]["colour"] = COLOURS[entry["number"]]
    return accept(
        model,
        expected,
        title="A palette of 8-bit pixels is written with gaps in the numbers",
        why=(
            "A palette has an entry for every value up to the last number. Writers that "
            "make one entry a segment shift the colours after a gap."
        ),
        effect="Organs after a gap have wrong colours.",
        links=["https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d"],
        requirements=["LM-COL-001", "LM-COL-005", "LM-COL-009"],
        features=["mono8", "palette"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
