from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= {
        0x00290010: bs.Raw(b"EXAMPLE ", "LO"),
        0x00291001: bs.Raw(b"\1\2\3\4", "UN"),
    }
    return accept(
        seg.file(),
        seg.model(),
        title="Private elements of unknown meaning",
        why="Vendors add their own groups with VR UN. Readers with closed tables stop there.",
        effect="All files of one vendor fail.",
        requirements=["LM-TS-001", "LM-GEN-005"],
        features=["mono8", "labels"],
    )
