from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 0], [0, 0]]], segments=[0, 1, 2, 3], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="All pixels are background although three organs are described",
        why="An empty result says that nothing was found and which structures were looked "
        "for. Readers refuse it, hang on it, or drop the segments that do not occur.",
        effect="The absence of a tumour, a finding, is reported as a broken file.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/180",
            "https://github.com/QIICR/dcmqi/issues/471",
            "https://github.com/OHIF/Viewers/issues/3991",
        ],
        requirements=["LM-VAL-003", "LM-VAL-014"],
        features=["mono8", "labels", "segments", "background"],
    )
