from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements |= {"PaletteColorLookupTableUID": uid(case_id, "pyramid"), "ColorSpace": "SRGB"}
    return accept(
        seg.file(),
        op="validate",
        title="A palette with a UID and a named colour space",
        why="Both are optional and help viewers to cache.",
        effect="Correct files are reported as broken.",
        requirements=["LM-COL-012", "LM-COL-009"],
        features=["mono8", "palette"],
    )
