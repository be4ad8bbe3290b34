from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    (
        seg.elements["PerFrameFunctionalGroupsSequence"][0]["DerivationImageSequence"],
        seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"],
    ) = (
        seg.elements["PerFrameFunctionalGroupsSequence"][1]["DerivationImageSequence"],
        seg.elements["PerFrameFunctionalGroupsSequence"][0]["DerivationImageSequence"],
    )
    seg.frame_models[0]["sources"], seg.frame_models[1]["sources"] = (
        seg.frame_models[1]["sources"],
        seg.frame_models[0]["sources"],
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Frames name each other's images with Spatial Locations Preserved YES",
        why=(
            "The file contradicts itself as soon as the images are looked at; what it says "
            "of the place of each frame is the position, and of its source the reference. A"
            " reader reports both as they are."
        ),
        effect="Frames are exchanged without a word.",
        links=["https://github.com/nroduit/Weasis/pull/816"],
        requirements=["LM-FG-005", "LM-FG-016"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
