from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    model = encode_model(seg)
    del model["segments"][2]
    return reject(
        model,
        ["pixels.undescribed-value", "segments.undescribed"],
        twin="pixels.write-described",
        title="A label without a segment is not written",
        why="Every value that occurs needs an item. A writer that drops the check makes "
        "files which strict readers refuse, weeks later and elsewhere.",
        effect="Part of the segmentation has no name and the author is gone.",
        links=["https://github.com/DCMTK/dcmtk/commit/93a83d834"],
        requirements=["LM-VAL-002"],
        features=["mono8"],
    )
