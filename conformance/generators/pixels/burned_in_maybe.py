from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["BurnedInAnnotation"] = "MAYBE"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Burned In Annotation is MAYBE",
        why="The attribute is optional, its values are not: YES or NO.",
        effect="De-identification software does not know whether text has to be removed.",
        requirements=["LM-PIX-019"],
        features=["mono8"],
    )
