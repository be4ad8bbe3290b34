from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3], [9, 200]]], background=0, bits=16)
    seg.elements |= {"BitsStored": 8, "HighBit": 7}
    return either(
        seg.file(),
        [
            ("read", "Each sample is the low byte of a word", seg.model()),
            (
                "refused",
                "Bits Stored has to equal Bits Allocated",
                ["pixels.description", "dataset.wrong-value"],
            ),
        ],
        clarification="0019",
        twin="pixels.small-values-in-16-bits",
        title="Bits Allocated 16 with Bits Stored 8",
        why="The table of the Segmentation Image Module lists only 8 of 8 and 16 of 16; "
        "general image rules and dciodvfy allow 8 of 16. Readers do either.",
        effect="The file opens in half of the programs.",
        requirements=["LM-PIX-007"],
        features=["mono16", "labels"],
    )
