"""Cases of the area text for the operation validate."""

from conformance import bytesmith as bs
from conformance.phantom import segment
from conformance.table import Validate, drop, phantom, put

ACCENTS = phantom([[[1, 1]]], segments=[segment(1, "riñón")])

CASES = (
    Validate(
        "broken-utf-8",
        "Bytes of a label are no UTF-8, although ISO_IR 192 is declared",
        why="Text was copied from a Latin-1 file without conversion.",
        effect="Names are mojibake, or reading fails.",
        built=ACCENTS.but(put("SegmentSequence[0].SegmentLabel", bs.Raw(b"ri\xf1\xf3n "))),
        codes="text.character-set dataset.character-set",
        twin="text.character-set-declared",
        requirements="LM-SOP-001",
        links="https://github.com/QIICR/dcmqi/issues/233 https://github.com/QIICR/dcmqi/issues/453",
    ),
    Validate(
        "character-set-declared",
        "Non-ASCII text with its character set",
        why="The twin of faults in text.",
        effect="Correct files are reported as broken.",
        built=ACCENTS,
        requirements="LM-SOP-001",
    ),
    Validate(
        "character-set-missing",
        "Non-ASCII text without Specific Character Set",
        why="The attribute is required as soon as other than ASCII characters are used. "
        "Converters copy a label and forget the character set of its source.",
        effect="Names are mojibake on every other computer.",
        built=ACCENTS.but(drop("SpecificCharacterSet")),
        codes="text.character-set dataset.character-set dataset.missing-attribute",
        twin="text.character-set-declared",
        requirements="LM-SOP-001",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Validate(
        "label-too-long",
        "A label of 65 characters",
        why="Long String has 64 characters at most.",
        effect="Names are cut, and two segments get the same one.",
        built=ACCENTS.but(put("SegmentSequence[0].SegmentLabel", "ñ" * 65)),
        codes="text.label-length dataset.value",
        twin="text.character-set-declared",
        requirements="LM-DES-006",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Validate(
        "label-with-backslash",
        "A label with a backslash, which makes it two values",
        why="The backslash separates values; the label has one value.",
        effect="The name is cut, or the file is refused.",
        built=ACCENTS.but(put("SegmentSequence[0].SegmentLabel", "riñón\\left")),
        codes="text.multiplicity dataset.multiplicity",
        twin="text.character-set-declared",
        requirements="LM-DES-006",
    ),
    Validate(
        "unknown-character-set",
        'Specific Character Set is "UTF-8"',
        why="The term for UTF-8 is ISO_IR 192. Other names are unknown to readers.",
        effect="Names are mojibake, or the file is refused.",
        built=ACCENTS.but(put("SpecificCharacterSet", "UTF-8")),
        codes="text.character-set dataset.character-set dataset.enumerated-value",
        twin="text.character-set-declared",
        requirements="LM-SOP-001",
        finding=("LM-SOP-001", "SpecificCharacterSet"),
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
)
