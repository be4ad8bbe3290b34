from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    frame = bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7])])
    seg.elements["PixelData"] = bs.Encapsulated([frame[:34], frame[34:]])
    return either(
        seg.file(),
        [
            ("read", "Fragments of one frame are joined", seg.model()),
            (
                "refused",
                "RLE has one fragment for each frame",
                ["frames.rle", "encoding.rle", "frames.fragments", "frames.encapsulation"],
            ),
        ],
        clarification="0040",
        twin="encoding.rle-two-runs",
        title="An RLE frame in two fragments",
        why="Allowed for JPEG, not for RLE. There is one frame, so it is clear what belongs "
        "together; readers that take one fragment for one frame see a second frame.",
        effect="The lower half of the slice is missing.",
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
