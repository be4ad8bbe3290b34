from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEG_BASELINE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[128, 128], [128, 128]]], syntax="1.2.840.10008.1.2.4.50")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_BASELINE])
    seg.elements |= {"LossyImageCompression": "01", "LossyImageCompressionRatio": "1.2"}
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="encoding.lossy-complete",
        op="validate",
        title="A lossy transfer syntax without Lossy Image Compression Method",
        why="Ratio and method are required when the instance itself was compressed.",
        effect="Nobody can tell later what the loss was.",
        requirements=["LM-LOS-003"],
        features=["mono8"],
    )
