"""Cases of the proposal of declared regular volumes (spec/proposals/regular-volume.md)."""

from conformance.proposals import PROPOSED, SOURCES, volume
from conformance.table import FRAMES, MEASURES, SHARED, Decode, drop, images, put, put_all

LABELS = [[[0, 1, 1], [2, 0, 1]], [[2, 2, 0], [1, 1, 0]], [[0, 0, 2], [1, 2, 0]]]
TWO = LABELS[:2]
FULL = volume(LABELS)
ITEMS = [
    {"FrameContentSequence": [{"StackID": "1", "InStackPositionNumber": number}]}
    for number in (1, 2)
]
POSITION = [{"ImagePositionPatient": ["-10", "-20", "30"]}]
WITH_ITEMS = volume(TWO).but(put(FRAMES, ITEMS))
TEMPORAL = volume([*TWO, *TWO[::-1]], seconds=(0.5, 2.25))
WITH_SOURCES = volume(LABELS, sources=images(3))
PLACED = "mono8 regular-volume labels geometry"

CASES = (
    Decode(
        "full",
        "Three planes of 3D_FULL, with one position for all",
        why="The position of frame n is n - 1 times Spacing Between Slices along the normal. A "
        "reader that asks each frame for its position finds none.",
        effect="All planes lie at one place.",
        built=FULL,
        requirements="LM-FG-002 LM-DIM-002",
        features=PLACED,
        more=PROPOSED,
    ),
    Decode(
        "full-oblique",
        "Planes of 3D_FULL whose normal points to the left and to the feet",
        why="The normal is row direction x column direction, and no axis of the patient. The order "
        "of the two factors decides in which direction the volume grows.",
        effect="The volume is mirrored.",
        built=volume(LABELS, orientation=("0", "1", "0", "0.6", "0", "-0.8")),
        requirements="LM-FG-002 LM-DIM-002",
        features=PLACED,
        more=PROPOSED,
    ),
    Decode(
        "full-with-items",
        "3D_FULL with items of frames that say nothing of their place",
        why="Per-Frame Functional Groups Sequence is not needed, and not forbidden.",
        effect="A file with frame comments cannot be read.",
        built=WITH_ITEMS,
        requirements="LM-FG-003",
        features=PLACED,
        more=PROPOSED,
    ),
    Decode(
        "full-position-in-items",
        "3D_FULL with a position in the items of its frames",
        why="The place would be stated twice, and the two could contradict each other.",
        effect="Two readers show the planes at two places.",
        built=WITH_ITEMS.but(put(f"{FRAMES}[*].PlanePositionSequence", POSITION)),
        codes="geometry.incomplete",
        twin="volume.full-with-items",
        requirements="LM-FG-002",
        features="mono8 regular-volume geometry",
        more=PROPOSED,
    ),
    Decode(
        "full-without-spacing",
        "3D_FULL without Spacing Between Slices",
        why="Slice Thickness is no distance: planes may overlap or have gaps.",
        effect="The volume is too thick or too thin.",
        built=FULL.but(drop(f"{MEASURES}.SpacingBetweenSlices")),
        codes="geometry.incomplete",
        twin="volume.full",
        requirements="LM-FG-019",
        features="mono8 regular-volume geometry",
        more=PROPOSED,
    ),
    Decode(
        "full-without-position",
        "3D_FULL without a shared position",
        why="Nothing says where the volume begins.",
        effect="The volume lies at the origin.",
        built=FULL.but(drop(f"{SHARED}.PlanePositionSequence")),
        codes="geometry.incomplete",
        twin="volume.full",
        requirements="LM-FG-019",
        features="mono8 regular-volume geometry",
        more=PROPOSED,
    ),
    Decode(
        "full-sources",
        "3D_FULL with the source image of each frame in one sequence",
        why="Frame Source Image Sequence has one item for each frame, in their order. Source Image "
        "Sequence beside it names one image only.",
        effect="A viewer lays all planes over one image.",
        built=WITH_SOURCES,
        requirements="LM-FG-016",
        features="mono8 regular-volume labels references",
        more=PROPOSED,
    ),
    Decode(
        "full-too-few-sources",
        "3D_FULL with two source images for three frames",
        why="The order is all that says which image belongs to which frame.",
        effect="Planes are shown over the wrong images.",
        built=WITH_SOURCES.but(drop(f"{SOURCES}[2]")),
        codes="references.count",
        twin="volume.full-sources",
        requirements="LM-FG-016",
        features="mono8 regular-volume references",
        more=PROPOSED,
    ),
    Decode(
        "temporal-full",
        "A volume of two planes at two times",
        why="The planes vary fastest, and the times are stated once.",
        effect="The second time lies above the first in space.",
        built=TEMPORAL,
        requirements="LM-FG-002 LM-DIM-002",
        features=PLACED,
        more=PROPOSED,
    ),
    Decode(
        "temporal-full-odd-count",
        "Four frames at three times",
        why="Number of Frames must be a multiple of Number of Temporal Positions.",
        effect="Frames of one time are shown at another.",
        built=TEMPORAL.but(
            put_all(NumberOfTemporalPositions=3, TemporalPositionTimeOffsets=[0.5, 2.25, 3.0])
        ),
        codes="geometry.organization",
        twin="volume.temporal-full",
        requirements="LM-DIM-002",
        features="mono8 regular-volume geometry",
        more=PROPOSED,
    ),
    Decode(
        "temporal-full-not-ascending",
        "Times that do not ascend",
        why="The frames follow each other in time.",
        effect="The film runs backwards.",
        built=TEMPORAL.but(put("TemporalPositionTimeOffsets", [2.25, 0.5])),
        codes="geometry.organization",
        twin="volume.temporal-full",
        requirements="LM-DIM-002",
        features="mono8 regular-volume geometry",
        more=PROPOSED,
    ),
)
