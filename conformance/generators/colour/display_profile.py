from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    profile = bytearray(seg.elements["ICCProfile"])
    profile[12:16] = b"mntr"
    seg.elements["ICCProfile"] = bytes(profile)
    return reject(
        seg.file(),
        ["colour.icc-profile"],
        twin="colour.complete",
        op="validate",
        title="The ICC Profile is that of a display",
        why=(
            "It has to be an input device profile. Writers embed the sRGB profile of their "
            "system, which is a display profile."
        ),
        effect="Colour management refuses the profile, colours are unmanaged.",
        requirements=["LM-COL-010"],
        features=["mono8", "palette"],
    )
