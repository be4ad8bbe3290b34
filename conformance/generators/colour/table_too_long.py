from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["RedPaletteColorLookupTableData"] = bs.samples([0, 65535, 0, 7], 16)
    return reject(
        seg.file(),
        ["colour.length"],
        twin="colour.complete",
        op="validate",
        title="The red table has more entries than its descriptor says",
        why="Nobody knows which entries count.",
        effect="Colours are shifted if a reader counts from the end.",
        requirements=["LM-COL-005"],
        features=["mono8", "palette"],
    )
