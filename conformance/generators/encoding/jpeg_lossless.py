from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import JPEG_LOSSLESS_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax="1.2.840.10008.1.2.4.70")
    seg.elements["PixelData"] = bs.Encapsulated([JPEG_LOSSLESS_A])
    return accept(
        seg.file(),
        seg.model(),
        title="A JPEG Lossless frame (process 14, first-order prediction)",
        why="Old archives convert everything to it. Decoders for photographs know only the "
        "lossy processes.",
        effect="The migrated archive shows no segmentation.",
        requirements=["LM-TS-013"],
        features=["mono8", "jpeg-lossless", "labels"],
    )
