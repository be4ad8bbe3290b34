from conformance.draft import Draft, accept
from conformance.images import source_uids, unplaced
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1], [2, 2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 1))
    unplaced(seg)
    return accept(
        seg.file(),
        seg.model(),
        title="A label map of a radiograph, without Frame of Reference",
        why=(
            "Radiographs have no position in space: the segmentation refers to the image "
            "and has its size. Readers that demand a position refuse it."
        ),
        effect="Segmentations of radiographs cannot be opened.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/159",
            "https://github.com/ImagingDataCommons/highdicom/issues/284",
            "https://github.com/QIICR/dcmqi/issues/319",
            "https://github.com/OHIF/Viewers/issues/4812",
        ],
        requirements=["LM-FG-013", "LM-FG-008", "LM-MOD-009"],
        features=["mono8", "labels", "references"],
        compare={},
    )
