from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

LABELS = [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Overlapping segments are written without loss",
        why="Exports that go through one label array lose the overlap.",
        effect="The tumour is cut out of the organ.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3992",
            "https://github.com/Project-MONAI/MONAILabel/issues/565",
        ],
        requirements=["LM-TYP-004", "LM-FG-010"],
        features=["binary"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
