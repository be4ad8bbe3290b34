from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 2]]], background=0)
    seg.elements["RedPaletteColorLookupTableData"] = bs.samples([0, 65535, 0], 16)
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="colour.mono-complete",
        op="validate",
        title="MONOCHROME2 with a left-over palette table",
        why="Without PALETTE COLOR no part of the palette may be present.",
        effect="Viewers that look for tables draw in red only.",
        requirements=["LM-COL-011", "LM-MOD-021"],
        features=["mono8"],
    )
