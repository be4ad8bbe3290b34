from conformance.draft import Draft, either, warned
from conformance.phantom import derivation, segmentation, source_uid

FINDING = ("LM-OVL-005", "PerFrameFunctionalGroupsSequence[1]", "warning")


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[2, 2], [0, 0]]], background=0)
    first, second = seg.elements["PerFrameFunctionalGroupsSequence"]
    second["PlanePositionSequence"] = [dict(first["PlanePositionSequence"][0])]
    second["DerivationImageSequence"] = [derivation(source_uid(case_id, 0))]
    return either(
        seg.file(),
        [
            ("warned", "Nothing forbids it, but it cannot be right", warned("frames.overlap")),
            ("error", "One place cannot have two labels", ["frames.two-at-one-position"]),
        ],
        clarification="0007",
        twin="frames.groups-complete",
        op="validate",
        level="SHOULD",
        title="A validator meets two label map frames at one position",
        why="No text that could be found forbids it, and no reader can be right. A validator that "
        "says nothing leaves it to each viewer which frame wins.",
        effect="A segment covers another one, which is gone, and the file passed every check.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/369"],
        requirements=["LM-OVL-005"],
        features=["mono8"],
    )
