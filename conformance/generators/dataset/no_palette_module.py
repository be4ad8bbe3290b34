from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = ("LM-MOD-021", "file")

TABLES = [
    f"{colour}PaletteColorLookupTable{part}"
    for colour in ("Red", "Green", "Blue")
    for part in ("Descriptor", "Data")
]


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    for keyword in TABLES:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.palette-complete",
        op="validate",
        title="PALETTE COLOR without any palette",
        why="One library wrote PALETTE COLOR as soon as a profile was given, with or without "
        "tables.",
        effect="The viewer has no colours, and shows nothing or crashes.",
        requirements=["LM-MOD-021"],
        features=["mono8", "palette"],
    )
