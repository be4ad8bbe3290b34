from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 2]]], segments=[segment(1, "Seg A"), segment(2, "Seg B")])
    return accept(
        seg.file(),
        seg.model(),
        title="Labels differ from the meaning of the type code",
        why=(
            "The label is the name that the user gave, the type code says what it is. A "
            "converter replaced one by the other."
        ),
        effect="The names of the user are gone after a round trip.",
        links=[
            "https://github.com/QIICR/QuantitativeReporting/issues/251",
            "https://github.com/amine0110/pycad/issues/28",
        ],
        requirements=["LM-DES-006", "LM-DES-012"],
        features=["mono8", "labels", "segments", "codes"],
    )
