from conformance.draft import Draft, either, warned
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    del seg.elements["SharedFunctionalGroupsSequence"][0]["PixelMeasuresSequence"][0][
        "PixelSpacing"
    ]
    return either(
        seg.file(),
        [
            ("warned", "The condition names only Segmentation Storage", warned("geometry.spacing")),
            ("error", "A label map in space needs its spacing", ["frames.missing-attribute"]),
        ],
        clarification="0022",
        twin="frames.groups-complete",
        op="validate",
        level="SHOULD",
        title="Pixel Measures of a label map have no Pixel Spacing",
        why=(
            "The conditions list SOP Classes by name and were written before label maps; "
            "whether they hold here could not be confirmed."
        ),
        effect="The size of a pixel is unknown, and nothing complains.",
        requirements=["LM-FG-018"],
        features=["mono8"],
    )
