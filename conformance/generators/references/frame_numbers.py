from conformance.draft import Draft, accept
from conformance.images import source_uid
from conformance.phantom import reference, segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=[source_uid(case_id, 0)] * 2)
    instance = source_uid(case_id, 0)
    seg.elements["ReferencedSeriesSequence"][0]["ReferencedInstanceSequence"] = [
        reference(instance)
    ]
    for number, group, frame in zip(
        (3, 4), seg.elements["PerFrameFunctionalGroupsSequence"], seg.frame_models, strict=True
    ):
        group["DerivationImageSequence"][0]["SourceImageSequence"][0]["ReferencedFrameNumber"] = (
            number
        )
        frame["sources"] = [{"uid": instance, "frame": number}]
    return accept(
        seg.file(),
        seg.model(),
        title="Frames name frames 3 and 4 of one multi-frame image",
        why=(
            "Referenced Frame Number tells which frame of the image is meant. Readers that "
            "drop it collapse all frames onto the first."
        ),
        effect="All slices are drawn on top of each other on frame 1.",
        links=[
            "https://github.com/nroduit/Weasis/issues/666",
            "https://github.com/cornerstonejs/cornerstone3D/issues/2225",
            "https://github.com/cornerstonejs/cornerstone3D/pull/2919",
        ],
        requirements=["LM-FG-016"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
