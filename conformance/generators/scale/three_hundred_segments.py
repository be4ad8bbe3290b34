from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[column % 300 for column in range(700)]]], bits=16)
    expected = seg.model()
    for entry in expected["segments"].values():
        for key in ("category", "type", "algorithm"):
            del entry[key]
    return accept(
        seg.file(),
        expected,
        title="300 segments and their names",
        why=(
            "Parcellations have hundreds of regions. Lists of 256 entries repeat, and names"
            " beyond come from the beginning of the list."
        ),
        effect="Segment 256 has the name of segment 0.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/81",
            "https://github.com/DIAGNijmegen/rse-panimg/issues/119",
        ],
        requirements=["LM-DES-004", "LM-PIX-006", "LM-DES-001"],
        features=["mono16", "labels", "segments"],
        stored=False,
        size="More segments than a byte can count",
    )
