from conformance.colour import icc_profile
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 2]]], background=0)
    seg.elements["ICCProfile"] = icc_profile()
    return either(
        seg.file(),
        [
            ("tolerated", "A profile does no harm", None),
            (
                "error",
                "The module is only there with PALETTE COLOR",
                ["dataset.forbidden-attribute", "colour.icc-profile"],
            ),
        ],
        clarification="0029",
        twin="colour.mono-complete",
        op="validate",
        title="MONOCHROME2 with an ICC Profile",
        why=(
            "The module is conditional, but another table allows the attribute for all "
            "images. Writers attach profiles without looking."
        ),
        effect="A strict archive refuses what every viewer shows.",
        requirements=["LM-COL-011"],
        features=["mono8"],
    )
