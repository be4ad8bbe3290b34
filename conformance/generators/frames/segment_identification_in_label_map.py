from conformance.draft import Draft, either, warned
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["SegmentIdentificationSequence"] = [{"ReferencedSegmentNumber": 1}]
    return either(
        seg.file(),
        [
            ("warned", "A group beyond the IOD, which is ignored", warned("frames.unlisted-group")),
            ("error", "A group whose condition is false is not there", ["frames.forbidden-group"]),
        ],
        clarification="0025",
        twin="frames.groups-complete",
        op="validate",
        level="SHOULD",
        title="The frames of a label map name a segment",
        why=(
            "The group belongs to BINARY and FRACTIONAL. One validator warns, one toolkit "
            "drops it in silence, and a strict reading forbids it."
        ),
        effect="Viewers that look at the group show the whole map as segment 1.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-011"],
        features=["mono8"],
    )
