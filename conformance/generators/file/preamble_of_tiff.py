from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = bs.part10(seg.meta, seg.body(), preamble=b"II*\0".ljust(128, b"\0"))
    return accept(
        data,
        seg.model(),
        title="The preamble holds the start of a TIFF header",
        why="The 128 bytes are free, and slides use them to be TIFF and DICOM at once. "
        "Readers that guess the format from the first bytes open a TIFF.",
        effect="The slide viewer says that the file is a damaged TIFF.",
        requirements=["LM-FMI-001"],
        features=["mono8", "labels"],
    )
