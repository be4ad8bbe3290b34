from conformance.draft import Draft, accept
from conformance.phantom import segmentation

SPOTS = [["-10", "-20", "30"], ["-10", "-19", "32.5"], ["-10", "-18", "35"]]
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="The positions move along the rows as they go up, as with a tilted gantry",
        why=(
            "The frames are parallel, but the stack is sheared. Readers that project the "
            "positions onto the normal straighten it."
        ),
        effect="Each slice is shifted against the image a little more than the one before.",
        links=["https://github.com/wasserth/TotalSegmentator/issues/610"],
        requirements=["LM-FG-005", "LM-FG-006"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
