from conformance.draft import Draft, reject
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentationAlgorithmIdentificationSequence"] = [
        {
            "AlgorithmFamilyCodeSequence": [code("123110", "DCM", "Artificial Intelligence")],
            "AlgorithmName": "Example",
        }
    ]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Algorithm identification without a version",
        why="The sequence is optional, but family, name and version are Type 1 inside it.",
        effect="Two versions of a network cannot be told apart.",
        requirements=["LM-DES-010"],
        features=["mono8"],
    )
