from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        group["DerivationImageSequence"][0]["SourceImageSequence"][0][
            "SpatialLocationsPreserved"
        ] = "NO"
    return accept(
        seg.file(),
        seg.model(),
        title="Frames lie one slice above the images they name, which do not preserve locations",
        why=(
            "A frame is where its position says, whatever image it was derived from. The "
            "image may even have another orientation. Viewers that go by the referenced "
            "image put the labels one slice too low."
        ),
        effect="The segmentation is one slice off.",
        links=["https://github.com/nroduit/Weasis/pull/816"],
        requirements=["LM-FG-005", "LM-FG-016"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
