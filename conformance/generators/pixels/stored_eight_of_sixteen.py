from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 30], [30, 0]]], background=0, bits=16)
    seg.elements |= {"BitsStored": 8, "HighBit": 7}
    return either(
        seg.file(),
        [
            ("error", "Only 8 of 8 and 16 of 16 are listed", ["dataset.wrong-value"]),
            ("clean", "The general image rules allow it", None),
        ],
        clarification="0019",
        twin="pixels.small-label-of-sixteen",
        op="validate",
        title="A validator meets Bits Stored 8 in Bits Allocated 16",
        why="The enumerated values leave no room for it, dciodvfy accepts it. A file whose "
        "samples fit shows which table a validator follows.",
        effect="A writer learns from one validator what another denies.",
        requirements=["LM-PIX-007"],
        features=["mono16"],
    )
