from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"][0][
        "ImageOrientationPatient"
    ][5]
    return reject(
        seg.file(),
        ["geometry.multiplicity", "dataset.multiplicity"],
        twin="geometry.complete",
        op="validate",
        title="Image Orientation (Patient) has five values",
        why=(
            "Six are needed; readers that pad with 0 happen to get it right here and wrong "
            "elsewhere."
        ),
        effect="The file crashes a reader.",
        requirements=["LM-FG-020", "LM-FG-006"],
        features=["mono8"],
    )
