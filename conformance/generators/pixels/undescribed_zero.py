from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 0], [254, 255]]], segments=[127, 128, 254, 255])
    labels = {"type": "LABELMAP", "labels": seg.model()["labels"]}
    return either(
        seg.file(),
        [
            (
                "refused",
                "Value 0 occurs and has no item, so the file is not valid",
                ["pixels.undescribed-value"],
            ),
            ("read-unnamed", "The labels are read, value 0 has no name", labels),
        ],
        clarification="0005",
        twin="pixels.signed-byte-limit",
        title="Value 0 occurs, but neither a segment nor a padding value describes it",
        why="The rule asks for an item for every value that occurs, 0 included. At least "
        "one widely used writer leaves 0 out, and readers either refuse its files or "
        "take 0 for the background by habit.",
        effect="The label maps of one viewer open everywhere except in the programs that "
        "follow the rule.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-VAL-002", "LM-VAL-004"],
        features=["mono8", "labels"],
    )
