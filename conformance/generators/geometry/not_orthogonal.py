from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"][0][
        "ImageOrientationPatient"
    ][:] = ["1", "0", "0", "0.5", "0.8660254", "0"]
    return reject(
        seg.file(),
        ["geometry.cosines"],
        twin="geometry.complete",
        op="validate",
        title="Rows and columns are not at right angles",
        why=(
            "Direction cosines are unit vectors at right angles; an affine matrix with "
            "shear is not."
        ),
        effect="Every viewer straightens it in its own way.",
        links=["https://github.com/cornerstonejs/cornerstone3D/issues/2281"],
        requirements=["LM-FG-020"],
        features=["mono8"],
    )
