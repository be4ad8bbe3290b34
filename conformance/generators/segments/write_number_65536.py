from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 10, 40], [40, 10, 0]], [[10, 10, 10], [0, 0, 40]]],
        segments=[segment(0), segment(10), segment(40)],
    )
    model = encode_model(seg)
    model["segments"].append({**model["segments"][1], "number": 65536})
    return reject(
        model,
        ["segments.number-range"],
        twin="segments.write-gap-in-numbers",
        title="Segment Number 65536 is not written",
        why="Segment Number is a 16-bit number; written without a check, 65536 becomes 0.",
        effect="A cell of a large slide becomes background.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/184"],
        requirements=["LM-DES-002"],
        features=["mono8"],
    )
