from conformance.draft import Draft, reject
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    seg.elements["SpecificCharacterSet"] = "UTF-8"
    return reject(
        seg.file(),
        ["text.character-set", "dataset.character-set", "dataset.enumerated-value"],
        twin="text.character-set-declared",
        op="validate",
        title='Specific Character Set is "UTF-8"',
        why="The term for UTF-8 is ISO_IR 192. Other names are unknown to readers.",
        effect="Names are mojibake, or the file is refused.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-SOP-001"],
        features=["mono8"],
    )
