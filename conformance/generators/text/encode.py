"""Cases of the area text for the operation encode."""

from conformance.phantom import segment
from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-64-characters",
        "Labels of 64 characters are written whole",
        why="Writers that count bytes cut or refuse.",
        effect="Names are cut at a third of their length.",
        built=phantom(
            [[[0, 1, 2]]],
            segments=[
                0,
                *[
                    segment(n, label)
                    for n, label in enumerate(
                        [
                            "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
                            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        ],
                        1,
                    )
                ],
            ],
            background=0,
        ),
        requirements="LM-DES-006",
        features="mono8 unicode",
        links="https://github.com/QIICR/dcmqi/issues/233",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-65-characters",
        "A label of 65 characters is not written",
        why="The limit is 64. Writers that cut in silence make two names equal.",
        effect="A file that strict readers refuse, or a cut name.",
        built=phantom(
            [[[0, 1]]],
            segments=[
                0,
                segment(
                    1,
                    "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
                ),
            ],
            background=0,
        ),
        codes="text.label-length segments.label-length segments.label",
        twin="text.write-accent",
        requirements="LM-DES-006",
        features="mono8 unicode",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Encode(
        "write-accent",
        "A combining accent is written as it is given",
        why="Software that normalizes text changes names that are compared elsewhere.",
        effect="A segment is not found by its name.",
        built=phantom(
            [[[0, 1]]],
            segments=[0, *[segment(n, label) for n, label in enumerate(["rein é"], 1)]],
            background=0,
        ),
        requirements="LM-DES-006 LM-SOP-001",
        features="mono8 unicode",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-backslash",
        "A label with a backslash is not written",
        why="The backslash separates values, there is no way to write it in a label.",
        effect="The name is cut at the backslash.",
        built=phantom([[[0, 1]]], segments=[0, segment(1, "rein \\ é")], background=0),
        codes="text.backslash segments.label",
        twin="text.write-accent",
        requirements="LM-DES-006",
        features="mono8 unicode",
    ),
    Encode(
        "write-utf-8",
        "Labels in several scripts are written so that all readers read them",
        why="Only UTF-8 holds them together, and it has to be declared.",
        effect="Names are question marks.",
        built=phantom(
            [[[0, 1, 2, 3, 4]]],
            segments=[
                0,
                *[
                    segment(n, label)
                    for n, label in enumerate(["左心室", "riñón", "печень", "𝛼"], 1)
                ],
            ],
            background=0,
        ),
        requirements="LM-SOP-001 LM-DES-006",
        features="mono8 unicode",
        links="https://github.com/QIICR/dcmqi/issues/233 "
        "https://github.com/SlicerRt/SlicerRT/issues/228",
        freedoms="frame-order uids",
    ),
)
