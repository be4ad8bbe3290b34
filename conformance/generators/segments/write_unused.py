from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], segments=[0, 4, 6, 9], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Segments that do not occur are written too",
        why="That a structure was looked for and not found is a result. Writers that list "
        "only what they see lose it.",
        effect="The report cannot tell absent from not examined.",
        links=[
            "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/517",
            "https://github.com/ImagingDataCommons/highdicom/issues/338",
        ],
        requirements=["LM-VAL-003", "LM-DES-001"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
