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
    for numbers, group, frame in zip(
        ([1, 2], [3, 11]),
        seg.elements["PerFrameFunctionalGroupsSequence"],
        seg.frame_models,
        strict=True,
    ):
        group["DerivationImageSequence"][0]["SourceImageSequence"][0]["ReferencedFrameNumber"] = (
            numbers
        )
        frame["sources"] = [{"uid": instance, "frame": number} for number in numbers]
    return accept(
        seg.file(),
        seg.model(),
        title="Each frame names two frames of one image",
        why=(
            "Referenced Frame Number may have several values. Readers that take it for one "
            "number fail on the backslash."
        ),
        effect="The file cannot be opened.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2919"],
        requirements=["LM-FG-016"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
