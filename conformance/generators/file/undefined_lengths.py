from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.undefined_length = True
    return accept(
        seg.file(),
        seg.model(),
        title="Sequences and items of undefined length",
        why="Toolkits write either form. Readers that skip sequences by length lose their "
        "way among nested delimiters.",
        effect="All files of one toolkit fail.",
        requirements=["LM-TS-001", "LM-FG-001"],
        features=["mono8", "labels", "segments", "geometry"],
    )
