from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentAlgorithmName"] = "Brush"
    return either(
        seg.file(),
        [
            ("clean", "A name does no harm", None),
            (
                "error",
                "The condition is false, so the name is absent",
                ["dataset.forbidden-attribute"],
            ),
        ],
        clarification="0017",
        twin="dataset.complete",
        op="validate",
        title="MANUAL with a Segment Algorithm Name",
        why="Required unless MANUAL, with no word that it may be present otherwise: read "
        "strictly it is forbidden. Many writers put the tool there.",
        effect="Hand-drawn segmentations of common tools fail one validator and pass the next.",
        requirements=["LM-DES-009"],
        features=["mono8"],
    )
