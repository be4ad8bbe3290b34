from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1, 1, 0, 0, 0]), "OB")
    return accept(
        seg.file(),
        warn=["frames.length"],
        op="validate",
        title="Pixel Data longer than the frames deserve a warning",
        why="The pixels are unambiguous, so it is no error, but the writer has a bug that "
        "will show elsewhere.",
        effect="Readers that divide the length by the frames shift every slice.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
        level="SHOULD",
    )
