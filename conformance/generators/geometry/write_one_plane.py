from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A single plane is written with its place and spacing",
        why="One frame leaves no distance to measure; writers divide by the number of distances.",
        effect="Export of a single slice fails.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/407",
            "https://github.com/QIICR/QuantitativeReporting/issues/264",
        ],
        requirements=["LM-FG-005", "LM-PIX-023"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
