from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    del seg.meta["MediaStorageSOPInstanceUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Media Storage SOP Instance UID is missing",
        why="Type 1, and what caches use as the key of a file.",
        effect="Two files overwrite each other in a cache.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
