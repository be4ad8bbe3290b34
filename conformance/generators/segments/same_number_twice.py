from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], segments=[0, 4, 6], background=0)
    seg.elements["SegmentSequence"][2]["SegmentNumber"] = 4
    return reject(
        seg.file(),
        ["segments.duplicate-number"],
        twin="segments.one-unused",
        title="Two segments have number 4",
        why="The pixel value 4 then has two names. Readers with a table keep the last, "
        "readers with a list the first; dciodvfy is silent for label maps.",
        effect="One file shows a liver here and a kidney there.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-DES-002"],
        features=["mono8"],
    )
