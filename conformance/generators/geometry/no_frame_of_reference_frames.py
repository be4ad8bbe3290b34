from conformance.draft import Draft, accept
from conformance.images import source_uid, unplaced
from conformance.phantom import reference, segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=[source_uid(case_id, 0)] * 3)
    unplaced(seg)
    seg.elements["ReferencedSeriesSequence"][0]["ReferencedInstanceSequence"] = [
        reference(source_uid(case_id, 0))
    ]
    for number, group in zip(
        (2, 5, 9), seg.elements["PerFrameFunctionalGroupsSequence"], strict=True
    ):
        group["DerivationImageSequence"][0]["SourceImageSequence"][0]["ReferencedFrameNumber"] = (
            number
        )
    for number, frame in zip((2, 5, 9), seg.frame_models, strict=True):
        frame["sources"][0]["frame"] = number
    return accept(
        seg.file(),
        seg.model(),
        title="A label map of three frames of a film, without Frame of Reference",
        why=(
            "Frames of an ultrasound film have no position; the frame number of the "
            "reference is all there is."
        ),
        effect="All frames are shown on the first picture of the film.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/159",
            "https://github.com/nroduit/Weasis/issues/666",
        ],
        requirements=["LM-FG-013", "LM-FG-016", "LM-FG-008"],
        features=["mono8", "labels", "references"],
        compare={},
    )
