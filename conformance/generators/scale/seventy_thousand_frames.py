from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack


def build(case_id: str) -> Draft:
    # The same from both ends: a reader may turn the stack.
    frames = [[[min(index, 69999 - index) % 7]] for index in range(70000)]
    # 70,000 references would triple the file.
    spots = stack(70000, step=0.01)
    seg = segmentation(case_id, frames, background=0, positions=spots, thickness="0.01", sources=())
    expected = seg.model()
    del expected["frames"]
    return accept(
        seg.file(),
        expected,
        title="70,000 frames of one pixel",
        why=(
            "Slides have more than 65,535 tiles. A toolkit counted frames in 16 bits; "
            "others parse the items of all frames one by one, for minutes."
        ),
        effect="Only the first 4,464 frames are there, or the viewer freezes.",
        links=[
            "https://github.com/DCMTK/dcmtk/commit/b9ab4fc7c",
            "https://github.com/nroduit/Weasis/issues/680",
            "https://github.com/pydicom/pydicom/issues/1728",
        ],
        requirements=["LM-PIX-023", "LM-FG-001"],
        features=["mono8", "labels", "large"],
        stored=False,
        size="More frames than 16 bits can count",
    )
