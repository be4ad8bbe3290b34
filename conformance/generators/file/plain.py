from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="A plain file: preamble, prefix, file meta information, data set",
        why="The ordinary file; it also shows that a reader which refuses damaged ones does "
        "not refuse everything.",
        effect="No file can be opened.",
        requirements=["LM-FMI-001", "LM-FMI-002"],
        features=["mono8", "labels"],
        smoke=True,
    )
