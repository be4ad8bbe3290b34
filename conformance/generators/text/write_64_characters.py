from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segment, segmentation

LABELS = [
    "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[0, 1, 2]]], segments=[0, *items], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Labels of 64 characters are written whole",
        why="Writers that count bytes cut or refuse.",
        effect="Names are cut at a third of their length.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-DES-006"],
        features=["mono8", "unicode"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
