from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segment, segmentation

LABELS = ["左心室", "riñón", "печень", "𝛼"]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[0, 1, 2, 3, 4]]], segments=[0, *items], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Labels in several scripts are written so that all readers read them",
        why="Only UTF-8 holds them together, and it has to be declared.",
        effect="Names are question marks.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/233",
            "https://github.com/SlicerRt/SlicerRT/issues/228",
        ],
        requirements=["LM-SOP-001", "LM-DES-006"],
        features=["mono8", "unicode"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
