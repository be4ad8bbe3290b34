from conformance.draft import Draft, either
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), background=0)
    return either(
        seg.file(),
        [
            ("allowed", "Pixel Measures are allowed on slides", None),
            ("error", "The condition names the patient only", ["frames.forbidden-group"]),
        ],
        clarification="0021",
        twin="tiled.without-pixel-measures",
        op="validate",
        title="Pixel Measures in slide coordinates",
        why=(
            "The condition speaks of a patient-relative Frame of Reference only, so that "
            "Pixel Measures are neither required nor allowed on slides, strictly read. "
            "Every viewer of slides needs them."
        ),
        effect="A strict validator rejects what every viewer needs.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/236"],
        requirements=["LM-FG-004"],
        features=["mono8", "tiled-full"],
    )
