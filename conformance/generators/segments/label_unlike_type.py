from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentLabel"] = "Tumour, second opinion"
    return accept(
        seg.file(),
        seg.model(),
        title="The label is not the meaning of the type code",
        why="A round trip that writes the meaning of the code into the label loses what the "
        "user called it.",
        effect="Two opinions on one tumour have the same name.",
        links=["https://github.com/QIICR/QuantitativeReporting/issues/251"],
        requirements=["LM-DES-006"],
        features=["mono8", "labels", "segments"],
    )
