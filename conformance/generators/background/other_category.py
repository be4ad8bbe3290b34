from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 2], [2, 0]]], background=0)
    for item in seg.elements["SegmentSequence"][:1]:
        category = code("309825002", "SCT", "Spatial and Relational Concept")
        item["SegmentedPropertyCategoryCodeSequence"] = [category]
    return accept(
        seg.file(),
        seg.model(),
        title="The background item has another category than highdicom writes",
        why="highdicom uses the code Background as category and type, DCMTK another "
        "category. Readers that compare the category recognise the files of one writer "
        "only.",
        effect="Background is drawn, depending on who wrote the file.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-005", "LM-VAL-013", "LM-DES-011"],
        features=["mono8", "labels", "codes", "background"],
    )
