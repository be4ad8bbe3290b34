from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {"SegmentAlgorithmType": "AUTOMATIC"}
    item = seg.elements["SegmentSequence"][1]
    item["SegmentAlgorithmName"] = ["First", "Second"]
    return either(
        seg.file(),
        [
            ("clean", "Recent dictionaries have one or more names", None),
            ("error", "Older dictionaries have one name", ["dataset.wrong-value"]),
        ],
        clarification="0018",
        twin="segments.one-algorithm-name",
        op="validate",
        title="A segment made by two algorithms in turn",
        why="The dictionary was changed from one value to one or more; tables of different "
        "age disagree.",
        effect="A pipeline of two networks cannot be described without an error somewhere.",
        requirements=["LM-DES-009"],
        features=["mono8"],
    )
