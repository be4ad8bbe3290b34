from conformance.draft import Draft, accept
from conformance.images import source_uid
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=[source_uid(case_id, 0)] * 2)
    seg.elements["SharedFunctionalGroupsSequence"][0]["DerivationImageSequence"] = seg.elements[
        "PerFrameFunctionalGroupsSequence"
    ][0]["DerivationImageSequence"]
    for group in seg.elements["PerFrameFunctionalGroupsSequence"]:
        del group["DerivationImageSequence"]
    return accept(
        seg.file(),
        seg.model(),
        title="Derivation Image is in the shared item",
        why=(
            "All frames may come from the same image, a projection or a volume in one file."
            " Readers look in the per-frame items only."
        ),
        effect="The segmentation has no source.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/345"],
        requirements=["LM-FG-002", "LM-FG-008"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
