from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["GreenPaletteColorLookupTableDescriptor"] = [2, 0, 16]
    seg.elements["GreenPaletteColorLookupTableData"] = bs.samples([0, 0], 16)
    return reject(
        seg.file(),
        ["colour.descriptors"],
        twin="colour.complete",
        op="validate",
        title="The green palette has fewer entries than the others",
        why="The descriptors of the three tables are the same.",
        effect="The last segment takes its green from another.",
        requirements=["LM-COL-002"],
        features=["mono8", "palette"],
    )
