from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 2]]])
    del seg.elements["SpecificCharacterSet"]
    return accept(
        seg.file(),
        seg.model(),
        title="Plain ASCII without Specific Character Set",
        why="The attribute is only needed for other characters.",
        effect="The file is refused.",
        requirements=["LM-SOP-001"],
        features=["mono8", "labels", "segments"],
    )
