from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = (
    "LM-FG-022",
    "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0].InStackPositionNumber",
)


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    for number, group in enumerate(seg.elements["PerFrameFunctionalGroupsSequence"], 1):
        group["FrameContentSequence"][0] |= {
            "StackID": "1",
            "InStackPositionNumber": number,
            "FrameLabel": f"slice {number}",
            "FrameComments": "-",
        }
    del seg.elements["PerFrameFunctionalGroupsSequence"][1]["FrameContentSequence"][0][
        "InStackPositionNumber"
    ]
    return reject(
        seg.file(),
        ["frames.missing-attribute"],
        twin="frames.stack-and-label",
        op="validate",
        title="A frame has a Stack ID but no In-Stack Position Number",
        why=(
            "The number is required as soon as there is a stack; readers that sort by it "
            "lose the frame."
        ),
        effect="One slice is missing from the stack, or stands first.",
        links=["https://github.com/rordenlab/dcm2niix/issues/706"],
        requirements=["LM-FG-022"],
        features=["mono8"],
    )
