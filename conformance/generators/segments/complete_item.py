from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="One organ and a background, completely described",
        why="The twin of files whose segments lack an attribute.",
        effect="The plainest label map cannot be read.",
        requirements=["LM-DES-006", "LM-DES-008"],
        features=["mono8", "labels", "background"],
    )
