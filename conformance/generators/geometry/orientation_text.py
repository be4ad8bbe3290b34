from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0)
    first, second, third = seg.elements["PerFrameFunctionalGroupsSequence"]
    orientations = (
        b"1\\0\\0\\0\\1\\0",
        b"+1.0 \\-0\\0.\\ 0 \\1.000E+00\\0 ",
        b"1E0\\0\\0\\0\\1\\0.0 ",
    )
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PlaneOrientationSequence"]
    for group, text in zip((first, second, third), orientations, strict=True):
        group["PlaneOrientationSequence"] = [
            {"ImageOrientationPatient": bs.Raw(bs.padded(text, b" "), "DS")}
        ]
    second["PlanePositionSequence"] = [
        {"ImagePositionPatient": bs.Raw(b" -1.0E1\\-20.00\\+32.5", "DS")}
    ]
    return accept(
        seg.file(),
        seg.model(),
        title="Orientation and position in other decimal spellings, with spaces",
        why=(
            'DS allows signs, exponents and padding: "+1", "1.000E+00", "-0". Software that'
            " compares the texts finds two orientations."
        ),
        effect="The file is refused because its frames are not parallel.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/issues/2816",
            "https://github.com/OHIF/Viewers/issues/6154",
        ],
        requirements=["LM-FG-020"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
