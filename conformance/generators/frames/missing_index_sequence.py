from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["DimensionIndexSequence"]
    return reject(
        seg.file(),
        ["frames.missing-attribute"],
        twin="frames.groups-complete",
        op="validate",
        title="Dimension Index Sequence is missing",
        why=(
            "Only TILED_FULL may go without. Index values that nothing explains are numbers"
            " without a meaning."
        ),
        effect="Software that groups frames by dimension has nothing to group by.",
        requirements=["LM-DIM-003", "LM-DIM-005"],
        features=["mono8"],
    )
