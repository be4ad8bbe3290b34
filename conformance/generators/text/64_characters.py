from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

LABELS = [
    "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[1, 2]]], segments=items)
    return accept(
        seg.file(),
        seg.model(),
        title="Labels of 64 characters, in one of them 192 bytes",
        why="The limit is 64 characters, not bytes. Writers and readers count bytes and cut.",
        effect="Names are cut at a third of their length.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-DES-006"],
        features=["mono8", "labels", "segments", "unicode"],
    )
