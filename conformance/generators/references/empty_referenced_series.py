from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, segments=None, sources=())
    seg.elements["ReferencedSeriesSequence"] = []
    return accept(
        seg.file(),
        seg.model(),
        title="Referenced Series Sequence is there but empty",
        why=(
            "Nothing is referenced. Validators complain of the empty sequence, viewers take"
            " its first item; the segmentation itself is complete."
        ),
        effect="The file crashes a viewer.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2212",
            "https://github.com/OHIF/Viewers/issues/3936",
        ],
        requirements=["LM-REF-001"],
        features=["mono8", "labels", "geometry"],
        level="SHOULD",
        compare={"freedoms": ["frame-order"]},
    )
