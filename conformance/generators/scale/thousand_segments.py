from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    labels = [[[row * 40 + column for column in range(40)] for row in range(25)]]
    seg = segmentation(case_id, labels, bits=16)
    expected = seg.model()
    for entry in expected["segments"].values():
        for key in ("category", "type", "algorithm"):
            del entry[key]
    return accept(
        seg.file(),
        expected,
        title="1,000 segments, each of one pixel",
        why=(
            "Parcellations have hundreds of regions. Software that makes one mask a "
            "segment, or searches the list for every pixel, needs minutes; colour tables of"
            " 256 entries repeat."
        ),
        effect="The file takes minutes to open, or segments beyond 255 are missing.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/81",
            "https://github.com/ImagingDataCommons/highdicom/issues/202",
            "https://github.com/DIAGNijmegen/rse-panimg/issues/119",
        ],
        requirements=["LM-DES-004", "LM-PIX-006", "LM-DES-001"],
        features=["mono16", "labels", "segments", "large"],
        stored=False,
        size="More segments than a byte can count",
    )
