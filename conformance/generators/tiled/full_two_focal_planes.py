from conformance.draft import Draft, accept
from conformance.slide import slide

UPPER = [[0, 1, 1], [1, 0, 0]]
LOWER = [[1, 0, 0], [0, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, UPPER, (2, 2), background=0)
    other = slide(case_id, LOWER, (2, 2), background=0)
    seg.frames += other.frames
    seg.frame_models += other.frame_models
    seg.elements |= {"NumberOfFrames": 4, "TotalPixelMatrixFocalPlanes": 2}
    seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "SpacingBetweenSlices"
    ] = "0.005"
    expected = {**seg.model(), "matrix": [UPPER, LOWER]}
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="TILED_FULL with two focal planes",
        why=(
            "All tiles of one focal plane come before the next. Readers that know one plane"
            " only mix the two, or drop the second."
        ),
        effect="The second focus overwrites the first.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/158"],
        requirements=["LM-TIL-003", "LM-FG-019"],
        features=["mono8", "tiled-full", "labels", "matrix"],
    )
