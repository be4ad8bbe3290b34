from conformance.draft import Draft, reject
from conformance.images import source_uids, unplaced
from conformance.phantom import segmentation

TWIN = "geometry.by-images-alone"


def build(case_id: str) -> Draft:  # noqa: ARG001
    # Identifiers of the twin: without the first, derived ones would be numbered anew.
    seg = segmentation(TWIN, [[[0, 1], [1, 0]]], background=0, sources=source_uids(TWIN, 1))
    unplaced(seg)
    seg.elements["PatientOrientation"] = ["L", "F"]
    del seg.elements["ReferencedSeriesSequence"]
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["DerivationImageSequence"]
    return reject(
        seg.file(),
        ["frames.missing-group", "dataset.missing-attribute", "geometry.missing-attribute"],
        twin=TWIN,
        op="validate",
        title="Neither a Frame of Reference nor a source image says where the frame is",
        why="One of the two is needed. Writers that copy the pixels of a radiograph forget that "
        "only the reference tied them to it.",
        effect="The segmentation belongs to no image.",
        requirements=["LM-FG-008", "LM-MOD-009"],
        features=["mono8"],
    )
