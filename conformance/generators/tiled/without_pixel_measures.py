from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0] = {}
    return accept(
        seg.file(),
        op="validate",
        title="A slide without Pixel Measures",
        why=(
            "Strictly read they are not part of a slide; then the size of a pixel is "
            "unknown, which is no error."
        ),
        effect="A validator asks for what the table does not ask for.",
        requirements=["LM-FG-004", "LM-FG-001"],
        features=["mono8", "tiled-full"],
        level="MAY",
    )
