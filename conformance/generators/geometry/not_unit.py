from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"][0][
        "ImageOrientationPatient"
    ][:] = ["0.7", "0", "0", "0", "0.9", "0"]
    return reject(
        seg.file(),
        ["geometry.cosines"],
        twin="geometry.complete",
        op="validate",
        title="Direction cosines are multiplied with the spacing",
        why="The columns of an affine matrix were written without dividing by the spacing.",
        effect="The segmentation shrinks a second time.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/101"],
        requirements=["LM-FG-020"],
        features=["mono8"],
    )
