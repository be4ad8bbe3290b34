from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    seg.elements["SegmentSequence"][0]["SegmentLabel"] = bs.Raw(b"ri\xf1\xf3n ")
    return reject(
        seg.file(),
        ["text.character-set", "dataset.character-set"],
        twin="text.character-set-declared",
        op="validate",
        title="Bytes of a label are no UTF-8, although ISO_IR 192 is declared",
        why="Text was copied from a Latin-1 file without conversion.",
        effect="Names are mojibake, or reading fails.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/233",
            "https://github.com/QIICR/dcmqi/issues/453",
        ],
        requirements=["LM-SOP-001"],
        features=["mono8"],
    )
