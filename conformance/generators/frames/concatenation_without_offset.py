from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements |= {
        "ConcatenationUID": uid(case_id, "pyramid"),
        "SOPInstanceUIDOfConcatenationSource": uid(case_id, "source"),
        "InConcatenationNumber": 1,
        "InConcatenationTotalNumber": 2,
    }
    return reject(
        seg.file(),
        ["frames.missing-attribute"],
        twin="frames.concatenation-complete",
        op="validate",
        title="A part of a concatenation does not say at which frame it starts",
        why=(
            "The attributes of a concatenation come as a set; without the offset the part "
            "has no place."
        ),
        effect="Parts are joined in the wrong order.",
        requirements=["LM-FG-023"],
        features=["mono8", "concatenation"],
    )
