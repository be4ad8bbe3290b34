from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written as deflated data set",
        why="Raw deflate of everything after the file meta information, with a pad byte; "
        "writers compress the wrong part or add a header.",
        effect="The file opens nowhere else.",
        links=["https://github.com/QIICR/dcmqi/issues/549"],
        requirements=["LM-TS-002", "LM-FMI-004"],
        features=["mono8", "deflated"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
