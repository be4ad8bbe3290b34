from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[40000, 2], [2, 40000]]], background=40000, bits=16, syntax=bs.IMPLICIT
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value 40000 without a VR in the file",
        why="In Implicit VR the dictionary says US or SS, and Pixel Representation decides. "
        "Readers that always take SS get a negative number that matches no segment.",
        effect="The background is not recognised and covers the image.",
        links=["https://github.com/dcm4che/dcm4che/issues/1368"],
        requirements=["LM-VAL-011", "LM-VAL-005", "LM-TS-001"],
        features=["mono16", "implicit", "labels", "background"],
    )
