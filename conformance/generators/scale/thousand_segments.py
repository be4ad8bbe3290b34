from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[list(range(1000))]], bits=16)
    expected = seg.model()
    del expected["segments"]
    return accept(
        seg.file(),
        expected,
        title="1,000 segments, each of one pixel",
        why=(
            "Software that makes one mask a segment, or searches the list for every pixel, "
            "needs minutes."
        ),
        effect="The file takes minutes to open.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/81",
            "https://github.com/ImagingDataCommons/highdicom/issues/202",
        ],
        requirements=["LM-DES-004", "LM-DES-001"],
        features=["mono16", "labels", "large"],
        stored=False,
        size="The number of segments is the point",
    )
