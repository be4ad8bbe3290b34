from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1]]], segments=[0, segment(1, "rein \\ é")], background=0)
    return reject(
        encode_model(seg),
        ["text.backslash", "segments.label"],
        twin="text.write-accent",
        title="A label with a backslash is not written",
        why="The backslash separates values, there is no way to write it in a label.",
        effect="The name is cut at the backslash.",
        requirements=["LM-DES-006"],
        features=["mono8", "unicode"],
    )
