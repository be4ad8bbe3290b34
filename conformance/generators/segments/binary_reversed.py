from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1, 0]], [[1, 0, 0, 1]]],
        kind="BINARY",
        frame_segments=[1, 2],
        positions=[["0", "0", "0"], ["0", "0", "0"]],
    )
    for item, number in zip(seg.elements["SegmentSequence"], (2, 1), strict=True):
        item["SegmentNumber"] = number
    return either(
        seg.file(),
        [
            ("clean", "Items stand in any order", None),
            ("error", "Item i describes segment i", ["segments.not-consecutive"]),
        ],
        clarification="0016",
        twin="segments.binary-in-order",
        op="validate",
        title="BINARY segments 2 and 1 in this order",
        why="The table says that the order is free; dciodvfy wants item i to be number i. "
        "Readers by position swap the names.",
        effect="A valid file is refused by the best known validator.",
        requirements=["LM-DES-001", "LM-DES-003"],
        features=["mono8", "binary"],
    )
