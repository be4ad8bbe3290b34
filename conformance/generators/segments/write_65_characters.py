from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentLabel"] = "Sixty-four " * 5 + "characters"
    return reject(
        encode_model(seg),
        ["segments.label-length"],
        twin="segments.write-64-characters",
        title="One character too many in a label is not cut off silently",
        why="LO holds 64 characters. A writer that cuts silently makes names equal; one "
        "that writes it makes a file that strict readers refuse.",
        effect="Two long names become the same, or the archive refuses the file.",
        requirements=["LM-DES-006"],
        features=["mono8"],
    )
