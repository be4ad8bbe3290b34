from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PlanarConfiguration"] = 0
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Planar Configuration with one sample per pixel",
        why="It exists only for several samples per pixel; toolkits write it always.",
        effect="Strict receivers refuse the file.",
        requirements=["LM-PIX-012"],
        features=["mono8"],
    )
