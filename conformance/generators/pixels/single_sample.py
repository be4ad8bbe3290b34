from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[6]]], segments=[6])
    return accept(
        seg.file(),
        seg.model(),
        title="One frame, one segment, one sample",
        why="The smallest label map. Readers that drop axes of length one, or expect a list "
        "where there is one item, fail on it.",
        effect="A segmentation of a single image cannot be opened.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/407",
            "https://github.com/dcmjs-org/dcmjs/issues/54",
        ],
        requirements=["LM-PIX-023", "LM-PIX-011", "LM-DES-001"],
        features=["mono8", "labels", "segments"],
    )
