from conformance.draft import Draft, reject
from conformance.generators.pixels.aspect_ratio import with_aspect_ratio


def build(case_id: str) -> Draft:
    seg = with_aspect_ratio(case_id, [2])
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="pixels.aspect-ratio",
        op="validate",
        title="Pixel Aspect Ratio has one value",
        why="It is height and width as two whole numbers; a quotient cannot be written in it.",
        effect="Circles become ellipses, or the viewer refuses the file.",
        requirements=["LM-PIX-013"],
        features=["mono8"],
    )
