from conformance.draft import Draft, either, warned
from conformance.phantom import reference, segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=())
    seg.elements["ReferencedSeriesSequence"] = [
        {
            "SeriesInstanceUID": "2.25.3",
            "ReferencedInstanceSequence": [reference(name) for name in IMAGES],
        }
    ]
    return either(
        seg.file(),
        [
            (
                "warned",
                "The list may be there on its own",
                warned("references.forbidden-attribute"),
            ),
            (
                "error",
                "The module is only there with Derivation Image",
                ["references.forbidden-attribute", "dataset.forbidden-attribute"],
            ),
        ],
        clarification="0031",
        twin="references.nothing-referenced",
        op="validate",
        level="SHOULD",
        title="Referenced Series Sequence although no frame names an image",
        why=(
            "The module is conditional on Derivation Image, strictly read; writers list the"
            " series all the same, and viewers live on it."
        ),
        effect="A strict validator flags a file that every viewer loads.",
        links=["https://github.com/OHIF/Viewers/issues/4030"],
        requirements=["LM-REF-001", "LM-MOD-030", "LM-MOD-023"],
        features=["mono8"],
    )
