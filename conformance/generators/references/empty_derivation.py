from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"] = []
    seg.frame_models[1]["sources"] = []
    return accept(
        seg.file(),
        seg.model(),
        title="A frame that was painted by hand has an empty Derivation Image Sequence",
        why="The sequence is Type 2: it may have no item. Readers that take the first item fail.",
        effect="The file crashes a reader.",
        links=["https://github.com/OHIF/Viewers/issues/2212"],
        requirements=["LM-FG-015"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
