from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], segments=[0, 4, 6], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Segments 0, 4 and 6 are described, 6 does not occur",
        why="The twin of files with a number used twice; unused segments are also what most "
        "automatic pipelines write.",
        effect="Lists of organs looked for and not found cannot be read.",
        requirements=["LM-DES-002", "LM-VAL-003"],
        features=["mono8", "labels"],
    )
