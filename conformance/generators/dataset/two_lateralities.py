from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements[0x00200062] = bs.Raw(b"L\\R ", "CS")
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Image Laterality says left and right",
        why="The attribute has one value, and a word of its own for both sides: B. Programs that "
        "collect the sides of all segments write a list.",
        effect="Hanging protocols see the first side only.",
        requirements=["LM-MOD-014"],
        features=["mono8"],
    )
