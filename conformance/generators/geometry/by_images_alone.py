from conformance.draft import Draft, accept
from conformance.images import source_uids, unplaced
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0, sources=source_uids(case_id, 1))
    unplaced(seg)
    seg.elements["PatientOrientation"] = ["L", "F"]
    return accept(
        seg.file(),
        op="validate",
        title="Without Frame of Reference the source image says where a frame is",
        why="Radiographs have no position in space; their segmentations are correct without.",
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-008", "LM-MOD-009", "LM-FG-013"],
        features=["mono8"],
    )
