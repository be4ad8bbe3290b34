from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["FrameContentSequence"][0][
        "DimensionIndexValues"
    ] = [1]
    return accept(
        seg.file(),
        twin="frames.groups-complete",
        op="validate",
        warn=["frames.duplicate-index"],
        level="SHOULD",
        title="Two frames have the same Dimension Index Values",
        why=(
            "The index should tell every frame from every other; files with constant values"
            " are in the wild."
        ),
        effect="Software that keys frames by their index keeps only one of them.",
        links=[
            "https://github.com/rordenlab/dcm2niix/issues/839",
            "https://github.com/ImagingDataCommons/highdicom/issues/92",
        ],
        requirements=["LM-DIM-006"],
        features=["mono8"],
    )
