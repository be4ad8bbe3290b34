from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    step = {
        "ReferencedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
        "ReferencedSOPInstanceUID": uid(case_id, "source"),
    }
    seg.elements["ReferencedPerformedProcedureStepSequence"] = [step]
    return accept(
        seg.file(),
        op="validate",
        title="Referenced Performed Procedure Step Sequence has one item",
        why="A segmentation made within a performed procedure step says so here; it is "
        "legal and rare, so validators flag it as foreign.",
        effect="A correct file from a worklist-driven workstation is reported as broken.",
        requirements=["LM-SER-005"],
        features=["mono8"],
    )
