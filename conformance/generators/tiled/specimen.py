from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import uid
from conformance.slide import Slide, slide

MATRIX = [[0, 1, 1], [2, 1, 0]]
EMPTY = bs.Raw(b"", "SQ")


def with_specimen(case_id: str) -> Slide:
    """A slide with a complete Specimen Module (PS3.3 C.7.6.22)."""
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    specimen = {
        0x00400551: bs.Raw(b"S24-1 A1", "LO"),  # Specimen Identifier
        0x00400554: bs.Raw(uid(case_id, "source").encode(), "UI"),  # Specimen UID
        0x00400562: EMPTY,  # Issuer of the Specimen Identifier Sequence
        0x00400610: EMPTY,  # Specimen Preparation Sequence
    }
    seg.elements |= {
        "ContainerIdentifier": "S24-1",
        0x00400513: EMPTY,  # Issuer of the Container Identifier Sequence
        0x00400518: EMPTY,  # Container Type Code Sequence
        "SpecimenDescriptionSequence": [specimen],
    }
    return seg


def build(case_id: str) -> Draft:
    seg = with_specimen(case_id)
    return accept(
        seg.file(),
        op="validate",
        title="A slide with a specimen has no errors",
        why="The module is a user option that nearly every slide has.",
        effect="Correct files are reported as broken.",
        requirements=["LM-MOD-022"],
        features=["mono8", "tiled-full"],
    )
