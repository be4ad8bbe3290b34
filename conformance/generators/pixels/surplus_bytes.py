from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 3, 3, 9, 9, 0, 0, 0]), "OB")
    return either(
        seg.file(),
        [
            ("ignored", "What follows the last frame is ignored", seg.model()),
            (
                "refused",
                "A length that does not fit is refused",
                ["frames.length", "pixels.length"],
            ),
        ],
        clarification="0040",
        twin="pixels.described-value",
        title="Pixel Data is two bytes longer than its frames",
        why="Some writers pad to four bytes, or add a byte to data that are even already. "
        "The surplus says nothing about the pixels, but a reader that divides the "
        "length by the number of frames gets a wrong frame size.",
        effect="Slices are shifted by a fraction of a sample row.",
        links=["https://github.com/QIICR/dcmqi/issues/341"],
        requirements=["LM-PIX-015"],
        features=["mono8", "labels"],
    )
