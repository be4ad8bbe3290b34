from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    del seg.meta["ImplementationClassUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Implementation Class UID is missing",
        why="Type 1; it says whose bugs to expect.",
        effect="Nobody can tell which program wrote a faulty file.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
