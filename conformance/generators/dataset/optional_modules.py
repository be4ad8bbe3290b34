from conformance import bytesmith as bs
from conformance.draft import Draft, accept
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
    return accept(
        seg.file(),
        op="validate",
        title="Clinical trial modules and the age of the patient",
        why="User-optional modules are part of the IOD. Validators that know only what "
        "common writers produce flag them.",
        effect="Every segmentation of a clinical trial is reported as broken.",
        requirements=["LM-MOD-002", "LM-MOD-004", "LM-MOD-005", "LM-MOD-008"],
        features=["mono8"],
    )
