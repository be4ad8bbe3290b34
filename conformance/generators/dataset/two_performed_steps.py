from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    step = {
        "ReferencedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
        "ReferencedSOPInstanceUID": uid(case_id, "source"),
    }
    seg.elements["ReferencedPerformedProcedureStepSequence"] = [step, dict(step)]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.one-performed-step",
        op="validate",
        title="Referenced Performed Procedure Step Sequence has two items",
        why="At most one item is allowed in this series module; validators often check the "
        "items and never their number.",
        effect="Workflow software takes the first or the last step, each a different one.",
        requirements=["LM-SER-005"],
        features=["mono8"],
    )
