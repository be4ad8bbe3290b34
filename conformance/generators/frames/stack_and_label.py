from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for number, group in enumerate(seg.elements["PerFrameFunctionalGroupsSequence"], 1):
        group["FrameContentSequence"][0] |= {
            "StackID": "1",
            "InStackPositionNumber": number,
            "FrameLabel": f"slice {number}",
            "FrameComments": "-",
        }
    return accept(
        seg.file(),
        op="validate",
        title="Frames with Stack ID, In-Stack Position Number, label and comments",
        why=(
            "Frame Content may say more than the index; validators with short tables flag the rest."
        ),
        effect="Correct files are reported as broken.",
        links=["https://github.com/rordenlab/dcm2niix/issues/706"],
        requirements=["LM-FG-022", "LM-FG-009"],
        features=["mono8"],
    )
