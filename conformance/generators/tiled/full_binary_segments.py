from conformance.draft import Draft, either
from conformance.slide import slide

ONE = [[0, 1, 1], [1, 1, 0]]
TWO = [[1, 0, 0], [1, 0, 0]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, ONE, (2, 2), kind="BINARY", frame_segments=[1, 1])
    other = slide(case_id, TWO, (2, 2), kind="BINARY", frame_segments=[2, 2])
    seg.frames += other.frames
    seg.frame_models += other.frame_models
    seg.elements["NumberOfFrames"] = 4
    seg.elements["SegmentSequence"] += other.elements["SegmentSequence"]

    outer = seg.model()
    del outer["matrix"]
    inner = {**outer, "frames": [dict(frame) for frame in outer["frames"]]}
    for frame, place in zip(inner["frames"], (0, 0, 2, 2), strict=True):
        frame |= {key: outer["frames"][place // 2][key] for key in ("tile", "position")}
    for frame, number in zip(inner["frames"], (1, 2, 1, 2), strict=True):
        frame["segment"] = number
    return either(
        seg.file(),
        [
            ("segments-outermost", "All tiles of segment 1, then those of segment 2", outer),
            ("segments-innermost", "For each tile one frame a segment", inner),
            ("refused", "This order is not read", ["tiled.segments", "geometry.tiled"]),
        ],
        clarification="0027",
        twin="tiled.full-binary-segment",
        title="TILED_FULL with two BINARY segments",
        why=(
            "Without positions and segment numbers only the order says which frame is what."
            " Which loop is the outer one was not found in the text; writers put the "
            "segments outermost."
        ),
        effect="Half of each segment belongs to the other, or the slide is blank.",
        links=[
            "https://github.com/ImagingDataCommons/slim/issues/223",
            "https://github.com/ImagingDataCommons/highdicom/commit/e8eb0f53",
        ],
        requirements=["LM-TIL-003", "LM-FG-010"],
        features=["binary", "tiled-full", "labels"],
    )
