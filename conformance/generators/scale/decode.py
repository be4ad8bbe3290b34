"""Cases of the area scale for the operation decode."""

from conformance.phantom import stack
from conformance.table import ABSENT, Decode, phantom

CASES = (
    Decode(
        "seventy-thousand-frames",
        "70,000 frames of one pixel",
        why="Slides have more than 65,535 tiles. A toolkit counted frames in 16 bits; others "
        "parse the items of all frames one by one, for minutes.",
        effect="Only the first 4,464 frames are there, or the viewer freezes.",
        built=phantom(
            # The same from both ends: a reader may turn the stack.
            [[[min(index, 69999 - index) % 7]] for index in range(70000)],
            background=0,
            positions=stack(70000, step=0.01),
            thickness="0.01",
            sources=(),  # 70,000 references would triple the file
        ),
        model={"frames": ABSENT},
        requirements="LM-PIX-023 LM-FG-001",
        features="mono8 labels large",
        links="https://github.com/DCMTK/dcmtk/commit/b9ab4fc7c "
        "https://github.com/nroduit/Weasis/issues/680 "
        "https://github.com/pydicom/pydicom/issues/1728",
        more={"stored": False, "size": "More frames than 16 bits can count"},
    ),
    Decode(
        "sixty-thousand-segments",
        "60,000 segments, each of one pixel",
        why="Every number of a 16-bit label map may have a segment: cells of a slide are "
        "numbered so. Signed 16-bit numbers end at 32,767, and appending items one by one "
        "takes quadratic time.",
        effect="The upper half of the segments is missing, or the file cannot be opened.",
        built=phantom([[list(range(60000))]], bits=16),
        model={"segments": ABSENT},
        requirements="LM-DES-004 LM-DES-001",
        features="mono16 labels large",
        links="https://github.com/ImagingDataCommons/highdicom/issues/81 "
        "https://github.com/ImagingDataCommons/highdicom/issues/202",
        more={"stored": False, "size": "The number of segments is the point"},
    ),
    Decode(
        "thousand-segments",
        "1,000 segments, each of one pixel",
        why="Software that makes one mask a segment, or searches the list for every pixel, "
        "needs minutes.",
        effect="The file takes minutes to open.",
        built=phantom([[list(range(1000))]], bits=16),
        model={"segments": ABSENT},
        requirements="LM-DES-004 LM-DES-001",
        features="mono16 labels large",
        links="https://github.com/ImagingDataCommons/highdicom/issues/81 "
        "https://github.com/ImagingDataCommons/highdicom/issues/202",
        more={"stored": False, "size": "The number of segments is the point"},
    ),
    Decode(
        "widest-row",
        "One row of 32,769 columns",
        why="Rows and Columns are unsigned 16-bit numbers. Readers that take them for signed "
        "have a negative width.",
        effect="The file cannot be opened.",
        built=phantom([[[column * 7 % 251 % 3 for column in range(32769)]]], background=0),
        requirements="LM-PIX-011 LM-PIX-015",
        features="mono8 labels large",
        links="https://github.com/pydicom/pydicom/issues/1728",
        more={"stored": False, "size": "A width that does not fit a signed 16-bit number"},
    ),
)
