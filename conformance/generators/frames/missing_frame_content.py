from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del (
        seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"],
        seg.elements["PerFrameFunctionalGroupsSequence"][1]["FrameContentSequence"],
    )
    return reject(
        seg.file(),
        ["frames.missing-group"],
        twin="frames.groups-complete",
        op="validate",
        title="Frames have no Frame Content although dimensions are declared",
        why=(
            "With Dimension Index Sequence every frame needs its index values. Label maps "
            "exported for one viewer went without."
        ),
        effect="Readers that sort by dimension cannot open the file.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-009", "LM-DIM-005"],
        features=["mono8"],
    )
