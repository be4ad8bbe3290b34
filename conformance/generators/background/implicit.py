from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[7, 7, 0], [0, 7, 2]], [[7, 2, 2], [7, 7, 7]]],
        background=7,
        syntax=bs.IMPLICIT,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value 7 is the background, in Implicit VR",
        why="Without VRs in the file the reader needs the right dictionary, also for "
        "sequences; the newest attributes are missing from old ones.",
        effect="The default transfer syntax of the network cannot be read.",
        links=["https://github.com/dcm4che/dcm4che/issues/1368"],
        requirements=["LM-VAL-005", "LM-VAL-011", "LM-TS-001"],
        features=["mono8", "implicit", "labels", "segments", "background"],
    )
