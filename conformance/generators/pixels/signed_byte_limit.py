from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[127, 128], [254, 255]]])
    return accept(
        seg.file(),
        seg.model(),
        title="Labels 127, 128, 254 and 255 in 8 bits",
        why="Programs that keep labels in signed bytes fold 128 onto -128; some cap the "
        "number of classes at 64 or 127 for that fear.",
        effect="Every second organ of a whole-body segmentation is gone or negative.",
        links=["https://github.com/DIAGNijmegen/rse-panimg/issues/119"],
        requirements=["LM-PIX-005", "LM-PIX-006", "LM-VAL-001"],
        features=["mono8", "labels"],
    )
