from conformance.draft import Draft, reject
from conformance.phantom import encode_model, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1]]],
        segments=[
            0,
            segment(
                1,
                "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
            ),
        ],
        background=0,
    )
    return reject(
        encode_model(seg),
        ["text.label-length", "segments.label-length", "segments.label"],
        twin="text.write-accent",
        title="A label of 65 characters is not written",
        why="The limit is 64. Writers that cut in silence make two names equal.",
        effect="A file that strict readers refuse, or a cut name.",
        links=["https://github.com/QIICR/dcmqi/issues/233"],
        requirements=["LM-DES-006"],
        features=["mono8", "unicode"],
    )
