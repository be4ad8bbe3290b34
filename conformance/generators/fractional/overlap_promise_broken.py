from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 9, 64]], [[7, 0, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="FRACTIONAL", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "NO"
    return reject(
        seg.file(),
        ["pixels.overlap", "frames.overlap"],
        twin="fractional.overlap-promise-kept",
        op="validate",
        title="Segments Overlap is NO, but two FRACTIONAL segments are above 0 in one pixel",
        why="The promise is about every value above 0.",
        effect="A converter drops the smaller probability.",
        requirements=["LM-OVL-003"],
        features=["fractional"],
    )
