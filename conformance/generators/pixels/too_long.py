from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1, 1, 0, 0, 0]), "OB")
    return either(
        seg.file(),
        [
            ("clean-or-warned", "The frames are all there", None),
            ("error", "The length is not that of the frames", ["frames.length", "pixels.length"]),
        ],
        clarification="0040",
        twin="dataset.complete",
        op="validate",
        title="A validator meets Pixel Data that are longer than their frames",
        why="The pixels are unambiguous, but the writer has a bug that will show elsewhere. "
        "Validators warn, or call it an error.",
        effect="Readers that divide the length by the number of frames shift every slice.",
        links=["https://github.com/QIICR/dcmqi/issues/341"],
        requirements=["LM-PIX-015"],
        features=["mono8"],
    )
