from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    model = encode_model(seg)
    for frame in model["frames"]:
        frame["orientation"] = ["1", "0", "0", "0.5", "0.8660254", "0"]
    return reject(
        model,
        ["geometry.cosines"],
        twin="geometry.write-one-plane",
        title="Rows and columns that are not at right angles are not written",
        why=(
            "The format has no way to say it; affine matrices from registration often have shear."
        ),
        effect="The segmentation is straightened without a word and no longer fits.",
        requirements=["LM-FG-020"],
        features=["mono8"],
    )
