from conformance.draft import Draft, either
from conformance.phantom import derivation, segmentation, source_uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[2, 2], [0, 0]]], background=0)
    spot = seg.frame_models[1]["position"] = seg.frame_models[0]["position"]
    seg.elements["PerFrameFunctionalGroupsSequence"][1] |= {
        "FrameContentSequence": [{"DimensionIndexValues": [1]}],
        "PlanePositionSequence": [{"ImagePositionPatient": spot}],
        "DerivationImageSequence": [derivation(source_uid(case_id, 0))],
    }
    return either(
        seg.file(),
        [
            ("both-kept", "Both frames are reported at their place", seg.model()),
            ("refused", "One place cannot have two labels", ["frames.two-at-one-position"]),
        ],
        clarification="0007",
        twin="frames.two-planes",
        title="Two label map frames at one position, with different labels",
        why=(
            "Nothing that could be found forbids it, and no reader can be right: one value "
            "per position is what a label map means. Readers let the first or the last "
            "frame win without a word."
        ),
        effect="A segment covers another one, which is gone.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/491",
            "https://github.com/ImagingDataCommons/highdicom/issues/369",
        ],
        requirements=["LM-OVL-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
