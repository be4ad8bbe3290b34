from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation, uid

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    series = seg.elements.pop("ReferencedSeriesSequence")
    seg.elements["StudiesContainingOtherReferencedInstancesSequence"] = [
        {"StudyInstanceUID": uid(case_id, "pyramid"), "ReferencedSeriesSequence": series}
    ]
    return accept(
        seg.file(),
        seg.model(),
        title="The images belong to another study",
        why=(
            "References to other studies stand in a sequence of their own. Readers that "
            "know only Referenced Series Sequence find nothing."
        ),
        effect="The segmentation is not offered for its images.",
        links=["https://github.com/OHIF/Viewers/issues/4030"],
        requirements=["LM-REF-001"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
