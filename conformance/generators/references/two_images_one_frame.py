from conformance.draft import Draft, accept
from conformance.images import source_uid, source_uids
from conformance.phantom import derivation, segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    second = derivation(source_uid(case_id, 1))["SourceImageSequence"]
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["DerivationImageSequence"][0][
        "SourceImageSequence"
    ] += second
    seg.frame_models[0]["sources"] = [{"uid": name} for name in source_uids(case_id, 2)]
    return accept(
        seg.file(),
        seg.model(),
        title="One frame is derived from two images",
        why=(
            "A frame between two slices, or made of two contrasts, names both. Readers look"
            " at the first only."
        ),
        effect="The second image shows no segmentation.",
        links=["https://github.com/nroduit/Weasis/issues/693"],
        requirements=["LM-FG-015", "LM-FG-016"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
