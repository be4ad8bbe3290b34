from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = ("LM-COL-010", "ICCProfile")


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    profile = bytearray(seg.elements["ICCProfile"])
    profile[16:20] = b"GRAY"
    seg.elements["ICCProfile"] = bytes(profile)
    return reject(
        seg.file(),
        ["colour.icc-profile"],
        twin="colour.complete",
        op="validate",
        title="The ICC Profile is of grey values",
        why="The palette gives RGB.",
        effect="Colour management refuses the profile, or the image is grey.",
        requirements=["LM-COL-010"],
        features=["mono8", "palette"],
    )
