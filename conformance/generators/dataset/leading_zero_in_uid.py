from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["FrameOfReferenceUID"] = "1.2.840.01.5"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A UID has a component with a leading zero",
        why="Home-made UIDs put dates or times between the dots, and 08 is no component. "
        "Most parsers pass them on.",
        effect="Databases that compare components as numbers treat two studies as one.",
        requirements=["LM-SOP-004"],
        features=["mono8"],
    )
