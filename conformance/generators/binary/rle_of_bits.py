from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1, 1, 1], [1, 0, 0, 0, 0]], [[1, 1, 1, 0, 1], [0, 0, 1, 1, 1]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 1])
    seg.meta["TransferSyntaxUID"] = bs.RLE
    seg.elements["PixelData"] = bs.Encapsulated(
        [bs.rle_fragment(bs.rle_segments(list(bs.bit_stream(frame)), 2, 8)) for frame in seg.frames]
    )
    return either(
        seg.file(),
        [
            ("read", "This dialect is understood", seg.model()),
            (
                "refused",
                "RLE does not list 1-bit pixels",
                [
                    "encoding.one-bit",
                    "encoding.rle-one-bit",
                    "frames.one-bit",
                    "frames.rle-one-bit",
                ],
            ),
        ],
        clarification="0006",
        twin="binary.native-twin",
        title=(
            "1-bit frames in RLE Lossless: eight pixels packed into a byte before run-length coding"
        ),
        why=(
            "The tables of RLE do not list 1-bit pixels, yet two dialects are written: "
            "bytes by one library, packed bits by another. A reader of one must not take "
            "the other for it."
        ),
        effect="The mask is noise, or is eight times too small.",
        links=[
            "https://github.com/pydicom/pydicom/pull/2216",
            "https://github.com/pydicom/pydicom/pull/2266",
            "https://github.com/cornerstonejs/cornerstone3D/pull/2611",
        ],
        requirements=["LM-TS-007", "LM-TS-019"],
        features=["binary", "labels", "rle"],
        compare={"freedoms": ["frame-order"]},
    )
