from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], segments=[0, 1, 300], background=0)
    return accept(
        seg.file(),
        warn=["segments.number-range"],
        twin="dataset.complete",
        op="validate",
        title="A segment that 8 bits cannot hold deserves a warning",
        why="Legal, but the segment can never occur: somebody meant 16 bits, or cut a list off.",
        effect="A structure is missing from all results and nobody asks why.",
        requirements=["LM-DES-004"],
        features=["mono8"],
        level="SHOULD",
    )
