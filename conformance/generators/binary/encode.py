"""Cases of the area binary for the operation encode."""

from conformance.phantom import stack
from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-overlap",
        "Overlapping segments are written without loss",
        why="Exports that go through one label array lose the overlap.",
        effect="The tumour is cut out of the organ.",
        built=phantom(
            [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]],
            kind="BINARY",
            frame_segments=[1, 2],
            positions=stack(1) * 2,
        ),
        requirements="LM-TYP-004 LM-FG-010",
        features="binary",
        links="https://github.com/OHIF/Viewers/issues/3992 "
        "https://github.com/Project-MONAI/MONAILabel/issues/565",
        freedoms="frame-order uids omitted-frames",
    ),
    Encode(
        "write-unaligned",
        "1-bit frames of nine pixels are packed without padding",
        why="Bits run on over frames. Writers that pack each frame on its own make files that "
        "only they can read.",
        effect="Other viewers show the first slice only.",
        built=phantom(
            [
                [[1, 0, 1], [1, 1, 0], [0, 1, 1]],
                [[1, 1, 1], [0, 1, 0], [1, 0, 1]],
                [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            ],
            kind="BINARY",
            frame_segments=[1, 1, 1],
            positions=stack(3),
        ),
        requirements="LM-PIX-016",
        features="binary",
        links="https://github.com/QIICR/dcmqi/issues/341 "
        "https://github.com/DCMTK/dcmtk/commit/6245f9cc9",
        freedoms="frame-order uids omitted-frames",
    ),
)
