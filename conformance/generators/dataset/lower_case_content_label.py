from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["ContentLabel"] = "Liver-Mask"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Content Label has small letters and a hyphen",
        why="It is a Code String: A to Z, 0 to 9, space and underscore. Writers put a file "
        "name into it.",
        effect="Receivers that check the repertoire refuse the file.",
        requirements=["LM-PIX-021"],
        features=["mono8"],
    )
