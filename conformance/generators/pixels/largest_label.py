from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 65535], [65535, 32768]]], background=0, bits=16)
    return accept(
        seg.file(),
        seg.model(),
        title="Label 65535 in 16 bits",
        why="Segment Number is an unsigned short, so 65535 is a legal label; programs "
        "reserve it as a mark of their own or read it as -1.",
        effect="The segment with the largest number disappears.",
        requirements=["LM-DES-004", "LM-PIX-006", "LM-VAL-001"],
        features=["mono16", "labels", "segments"],
    )
