from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["LossyImageCompression"] = "01"
    seg.elements["LossyImageCompressionRatio"] = "12.5"
    seg.elements["LossyImageCompressionMethod"] = "ISO_10918_1"
    return accept(
        seg.file(),
        op="validate",
        title="A lossless segmentation of lossy images says 01",
        why="01 in a lossless transfer syntax is legal: it is inherited from the source, as "
        "on most slides. Validators that tie it to the transfer syntax flag it.",
        effect="Every segmentation of a JPEG compressed slide is reported as broken.",
        requirements=["LM-LOS-002", "LM-LOS-003"],
        features=["mono8"],
    )
