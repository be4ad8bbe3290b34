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
        warn=["dataset.lossy"],
        op="validate",
        title="A label map in a lossy transfer syntax deserves a warning",
        why="Legal as long as it is declared, and still a bad idea: a label that is nearly "
        "right is another organ.",
        effect="Borders carry the names of organs that lie between them in number.",
        requirements=["LM-LOS-004", "LM-LOS-003", "LM-LOS-002"],
        features=["mono8"],
        level="SHOULD",
    )
