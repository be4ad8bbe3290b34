from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SegmentsOverlap"] = "YES"
    return reject(
        seg.file(),
        ["frames.overlap", "dataset.enumerated-value"],
        twin="frames.groups-complete",
        op="validate",
        title="A label map says that its segments overlap",
        why=(
            "One pixel holds one label, so segments of a label map cannot overlap; only NO "
            "is allowed."
        ),
        effect="Software refuses to convert a file that it could convert without loss.",
        requirements=["LM-OVL-002"],
        features=["mono8"],
    )
