from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], segments=[segment(0), segment(1)])
    seg.elements["PixelPaddingValue"] = 0
    return accept(
        seg.file(),
        op="validate",
        title="A background that is not coded as such is no error",
        why="The code (125040, DCM) is a habit of writers, not a rule; a validator may "
        "remark on it.",
        effect="Files of writers with other codes are reported as broken.",
        requirements=["LM-VAL-013", "LM-VAL-005"],
        features=["mono8"],
    )
