from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.meta |= {
        "ImplementationVersionName": "EXAMPLE_1",
        "SourceApplicationEntityTitle": "EXAMPLE",
    }
    return accept(
        seg.file(),
        seg.model(),
        title="Optional elements in the file meta information",
        why="Files that went over a network carry titles of both ends. Readers with fixed "
        "offsets take them for the data set.",
        effect="Files from the archive cannot be opened, local ones can.",
        requirements=["LM-FMI-002"],
        features=["mono8", "labels"],
    )
