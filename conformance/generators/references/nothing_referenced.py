from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=())
    return accept(
        seg.file(),
        op="validate",
        title="Nothing is referenced: position alone ties the segmentation to images",
        why=(
            "Neither Derivation Image nor a list of references is needed in a Frame of Reference."
        ),
        effect="Correct files are reported as broken.",
        requirements=["LM-REF-001", "LM-MOD-023", "LM-FG-008"],
        features=["mono8"],
    )
