from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = ("LM-MOD-018", "file")

ABSENT = [
    "InstanceNumber",
    "ContentLabel",
    "ContentDescription",
    "ImageType",
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
    "LossyImageCompression",
    "SegmentationType",
    "SegmentSequence",
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = seg.pixel_data()
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="None of the attributes of the Segmentation Image Module is there",
        why="The SOP Class alone makes no segmentation: a stack of frames under its UID has no segments and no type.",
        effect="Viewers crash on the first attribute that they take for granted.",
        requirements=["LM-MOD-018"],
        features=["mono8"],
    )
