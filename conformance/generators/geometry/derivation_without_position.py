from conformance.draft import Draft, either, warned
from conformance.images import source_uids
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0, sources=source_uids(case_id, 1))
    del seg.elements["PerFrameFunctionalGroupsSequence"][0]["PlanePositionSequence"]
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "FrameLabel",
        "FunctionalGroupPointer": "FrameContentSequence",
    }
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"][0]["FrameLabel"] = (
        "1"
    )
    return either(
        seg.file(),
        [
            (
                "warned",
                "References to images replace the geometry groups",
                warned("frames.missing-group"),
            ),
            ("error", "With a Frame of Reference the groups are needed", ["frames.missing-group"]),
        ],
        clarification="0020",
        twin="geometry.with-derivation",
        op="validate",
        level="SHOULD",
        title="A Frame of Reference and references to images, but no positions",
        why=(
            "One table only allows the geometry groups then, another clause demands them. "
            "Label maps without positions could be read by their own viewer only."
        ),
        effect="A viewer that goes by position has none.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-FG-012", "LM-FG-005"],
        features=["mono8"],
    )
