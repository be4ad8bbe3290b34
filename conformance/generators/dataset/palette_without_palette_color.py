from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    seg.elements["PhotometricInterpretation"] = "MONOCHROME2"
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.palette-complete",
        op="validate",
        title="Palette tables although the label map is MONOCHROME2",
        why="A conditional module whose condition is false is wholly absent. Converters "
        "change the photometric interpretation and leave the tables behind.",
        effect="One viewer uses the palette, another the recommended colours.",
        requirements=["LM-GEN-004", "LM-MOD-021", "LM-COL-011"],
        features=["mono8", "palette"],
    )
