from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= {
        "SmallestImagePixelValue": 0,
        "LargestImagePixelValue": 1,
        "BurnedInAnnotation": "NO",
        "PresentationLUTShape": "IDENTITY",
    }
    del seg.elements["ContentCreatorName"]
    return accept(
        seg.file(),
        op="validate",
        title="Optional attributes may be there or not",
        why="Content Creator's Name became optional in recent editions, others always were; "
        "validators with older tables ask for it.",
        effect="A correct file is reported as broken.",
        requirements=["LM-PIX-018", "LM-PIX-019", "LM-PIX-022"],
        features=["mono8"],
    )
