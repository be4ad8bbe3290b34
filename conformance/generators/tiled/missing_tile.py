from conformance.draft import Draft, reject
from conformance.slide import slide

FINDING = ("LM-TIL-003", "NumberOfFrames")

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    seg.elements["NumberOfFrames"] = 5
    del seg.frames[5]
    return reject(
        seg.file(),
        ["tiled.count"],
        twin="tiled.full-complete",
        op="validate",
        title="TILED_FULL with five of six tiles",
        why=(
            "TILED_FULL means every tile, since only the count says which is which. Writers"
            " that leave out empty tiles have to say TILED_SPARSE."
        ),
        effect="All tiles after the missing one move up by one.",
        links=["https://github.com/ImagingDataCommons/slim/issues/371"],
        requirements=["LM-TIL-003"],
        features=["mono8", "tiled-full"],
    )
