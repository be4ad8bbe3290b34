from conformance.draft import Draft, accept
from conformance.phantom import uid
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements |= {"PyramidUID": uid(case_id, "pyramid"), "PyramidLabel": "level 2"}
    return accept(
        seg.file(),
        op="validate",
        title="A level of a pyramid",
        why=(
            "Levels of a pyramid share a UID; validators with older tables do not know the module."
        ),
        effect="Correct files are reported as broken.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/368"],
        requirements=["LM-TIL-005"],
        features=["mono8", "tiled-full"],
    )
