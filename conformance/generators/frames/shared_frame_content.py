from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["FrameContentSequence"] = [
        {"FrameComments": "all"}
    ]
    return reject(
        seg.file(),
        ["frames.shared-frame-content"],
        twin="frames.groups-complete",
        op="validate",
        title="Frame Content is in the shared item",
        why="It describes one frame and may not be shared.",
        effect="The index of all frames but one is lost.",
        requirements=["LM-FG-009", "LM-FG-002"],
        features=["mono8"],
    )
