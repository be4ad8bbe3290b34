from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEG_BASELINE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[128, 128], [128, 128]]], syntax="1.2.840.10008.1.2.4.50")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_BASELINE])
    seg.elements |= {
        "LossyImageCompression": "00",
        "LossyImageCompressionRatio": "1.2",
        "LossyImageCompressionMethod": "ISO_10918_1",
    }
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="encoding.lossy-complete",
        op="validate",
        title="A lossy transfer syntax, and Lossy Image Compression 00",
        why="Transcoders change the syntax and leave the attribute. Once lossy, always lossy.",
        effect="Damaged labels pass for exact ones.",
        requirements=["LM-LOS-002"],
        features=["mono8"],
    )
