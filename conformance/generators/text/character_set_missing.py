from conformance.draft import Draft, reject
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, "riñón")])
    del seg.elements["SpecificCharacterSet"]
    return reject(
        seg.file(),
        ["text.character-set", "dataset.character-set", "dataset.missing-attribute"],
        twin="text.character-set-declared",
        op="validate",
        title="Non-ASCII text without Specific Character Set",
        why=(
            "The attribute is required as soon as other than ASCII characters are used. "
            "Converters copy a label and forget the character set of its source."
        ),
        effect="Names are mojibake on every other computer.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-SOP-001"],
        features=["mono8"],
    )
