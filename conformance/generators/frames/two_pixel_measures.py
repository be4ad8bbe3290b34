from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    groups = seg.elements["SharedFunctionalGroupsSequence"][0]
    groups["PixelMeasuresSequence"] *= 2
    return reject(
        seg.file(),
        ["frames.item-count", "dataset.item-count"],
        twin="frames.groups-complete",
        op="validate",
        title="The Pixel Measures group has two items",
        why="A functional group holds exactly one item. Programs that merge stacks append a second one; readers take the first or the last.",
        effect="Lengths and volumes depend on which item a reader takes.",
        requirements=["LM-FG-004"],
        features=["mono8"],
    )
