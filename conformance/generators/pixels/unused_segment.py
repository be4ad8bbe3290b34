from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], segments=[0, 1, 2], background=0)
    return accept(
        seg.file(),
        op="validate",
        title="A described segment that does not occur is no error",
        why="The converse of the pixel rule does not hold: absence is information, and "
        "shared lists of segments are allowed.",
        effect="A scan without the organ is reported as broken.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/338",
            "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/517",
        ],
        requirements=["LM-VAL-003"],
        features=["mono8"],
    )
