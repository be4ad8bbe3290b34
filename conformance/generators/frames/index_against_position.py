from conformance.draft import Draft, either
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    every = stack(3)
    spots = [every[1], every[2], every[0]]
    seg = segmentation(case_id, LABELS, positions=spots, background=0)
    by_position = seg.model()
    by_index = seg.model()
    groups = seg.elements["PerFrameFunctionalGroupsSequence"]
    for index, group in enumerate(groups):
        group["FrameContentSequence"] = [{"DimensionIndexValues": [index + 1]}]
        by_index["frames"][index]["position"] = every[index]
    return either(
        seg.file(),
        [
            ("by-position", "Image Position (Patient) says where a frame is", by_position),
            ("by-index", "Dimension Index Values say where a frame is", by_index),
            (
                "refused",
                "A file that contradicts itself is refused",
                ["frames.index-against-position"],
            ),
        ],
        clarification="0012",
        twin="frames.random-order",
        title="Dimension Index Values order the frames otherwise than their positions do",
        why=(
            "Writers count frames instead of positions when they fill the index. Readers "
            "that sort by index and readers that sort by position then disagree, and "
            "neither says so."
        ),
        effect="The same file is upright in one viewer and shuffled in another.",
        links=[
            "https://github.com/rordenlab/dcm2niix/issues/839",
            "https://github.com/ImagingDataCommons/highdicom/issues/92",
            "https://github.com/QIICR/dcmqi/issues/69",
        ],
        requirements=["LM-DIM-006", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
