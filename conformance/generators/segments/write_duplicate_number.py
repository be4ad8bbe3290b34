from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 10, 40], [40, 10, 0]], [[10, 10, 10], [0, 0, 40]]],
        segments=[segment(0), segment(10), segment(40)],
    )
    model = encode_model(seg)
    model["segments"].append({**model["segments"][1], "label": "Second"})
    return reject(
        model,
        ["segments.duplicate-number"],
        twin="segments.write-gap-in-numbers",
        title="Two segments with the same number are not written",
        why="Segment Number identifies the segment; two items with one number make every pixel of "
        "that value ambiguous, and checkers miss it in label maps.",
        effect="A region has two names; which one is shown depends on the viewer.",
        requirements=["LM-DES-002"],
        features=["mono8"],
    )
