from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["DataSetTrailingPadding"] = b"\0" * 8
    return accept(
        seg.file(),
        seg.model(),
        title="Padding follows Pixel Data",
        why="Data Set Trailing Padding is legal and comes after the pixels; readers that "
        "take the rest of the file for pixels read it too.",
        effect="An extra slice, or a refusal.",
        requirements=["LM-TS-001", "LM-PIX-015"],
        features=["mono8", "labels"],
    )
