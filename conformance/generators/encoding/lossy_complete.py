from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG_BASELINE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[128, 128], [128, 128]]], syntax="1.2.840.10008.1.2.4.50")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_BASELINE])
    seg.elements |= {
        "LossyImageCompression": "01",
        "LossyImageCompressionRatio": "1.2",
        "LossyImageCompressionMethod": "ISO_10918_1",
    }
    return accept(
        seg.file(),
        op="validate",
        title="A lossy transfer syntax that is declared is no error",
        why="The twin of files that hide their lossy compression.",
        effect="Correct files are refused.",
        requirements=["LM-LOS-002", "LM-LOS-003"],
        features=["mono8"],
    )
