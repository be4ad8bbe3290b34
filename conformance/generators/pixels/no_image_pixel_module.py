from conformance.draft import Draft, reject
from conformance.phantom import segmentation

ABSENT = [
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = None
    for keyword in ABSENT:
        del seg.elements[keyword]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="There are no pixels, and nothing describes any",
        why="A segmentation is an image. A record of segments and codes without frames is none.",
        effect="Readers guess a size, or crash.",
        requirements=["LM-MOD-017"],
        features=["mono8"],
    )
