from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[list(range(60000))]], bits=16)
    expected = seg.model()
    del expected["segments"]
    return accept(
        seg.file(),
        expected,
        title="60,000 segments, each of one pixel",
        why=(
            "Every number of a 16-bit label map may have a segment: cells of a slide are "
            "numbered so. Signed 16-bit numbers end at 32,767, and appending items one by "
            "one takes quadratic time."
        ),
        effect="The upper half of the segments is missing, or the file cannot be opened.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/81",
            "https://github.com/ImagingDataCommons/highdicom/issues/202",
        ],
        requirements=["LM-DES-004", "LM-DES-001"],
        features=["mono16", "labels", "large"],
        stored=False,
        size="The number of segments is the point",
    )
