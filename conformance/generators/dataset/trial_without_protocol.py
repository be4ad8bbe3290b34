from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation

TRIAL = {
    0x00120010: bs.Raw(b"Sponsor ", "LO"),
    0x00120020: bs.Raw(b"Protocol", "LO"),
    0x00120021: bs.Raw(b"", "LO"),
    0x00120030: bs.Raw(b"", "LO"),
    0x00120031: bs.Raw(b"", "LO"),
    0x00120040: bs.Raw(b"Subject ", "LO"),
    0x00120050: bs.Raw(b"", "LO"),
    0x00120060: bs.Raw(b"", "LO"),
    0x00101010: bs.Raw(b"051Y", "AS"),
}


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= TRIAL
    del seg.elements[0x00120020]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.optional-modules",
        op="validate",
        title="A clinical trial module without its protocol",
        why="A module that is optional is complete if it is there: the protocol id is Type "
        "1 in it.",
        effect="A result cannot be assigned to its trial.",
        requirements=["LM-MOD-002"],
        features=["mono8"],
        level="SHOULD",
    )
