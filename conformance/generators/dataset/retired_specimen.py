from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements[0x0040050A] = bs.Raw(b"S24-1234", "LO")
    return accept(
        seg.file(),
        warn=["dataset.retired-attribute"],
        twin="dataset.complete",
        op="validate",
        level="SHOULD",
        title="An attribute of the retired Specimen Identification Module",
        why="Slides of old scanners have it, and writers copy what they find. Its place is taken "
        "by the Specimen Module, which new readers look at.",
        effect="The number of the specimen is in the file, and nobody sees it.",
        requirements=["LM-GEN-009"],
        features=["mono8"],
    )
