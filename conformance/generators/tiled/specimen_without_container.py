from conformance.draft import Draft, reject
from conformance.generators.tiled.specimen import with_specimen


def build(case_id: str) -> Draft:
    seg = with_specimen(case_id)
    del seg.elements["ContainerIdentifier"]
    return reject(
        seg.file(),
        ["tiled.missing-attribute", "dataset.missing-attribute"],
        twin="tiled.specimen",
        op="validate",
        level="SHOULD",
        title="A specimen without the identifier of its slide",
        why="A module that is optional is complete if it is there: Container Identifier is Type 1.",
        effect="The segmentation cannot be matched with the glass slide.",
        requirements=["LM-MOD-022"],
        features=["mono8", "tiled-full"],
    )
