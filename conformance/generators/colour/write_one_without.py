from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

COLOURS = {1: [200, 100, 60], 2: None, 3: [90, 130, 160]}


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
        title="A segment without a colour stays without",
        why=(
            "Writers make up a colour, which a reader then takes for the wish of the "
            "author; or give it that of the neighbour."
        ),
        effect="Colours appear that nobody chose.",
        links=["https://github.com/OHIF/Viewers/issues/3939"],
        requirements=["LM-DES-020"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"], "tolerance": {"colour": 16}},
    )
