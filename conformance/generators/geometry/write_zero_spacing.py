from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    model = encode_model(seg)
    for frame in model["frames"]:
        frame["spacing"] = ["0", "0.9"]
    return reject(
        model,
        ["geometry.spacing"],
        twin="geometry.write-one-plane",
        title="A row spacing of 0 is not written",
        why="A lost header shows as 0; a pixel without size has no place.",
        effect="All rows are drawn on top of each other.",
        requirements=["LM-FG-019"],
        features=["mono8"],
    )
