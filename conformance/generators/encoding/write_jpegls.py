from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_LS)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in JPEG-LS Lossless",
        why="The best compression of labels in published measurements; encoders refuse "
        "small frames.",
        effect="Small segmentations cannot be compressed.",
        links=["https://github.com/NA-MIC/ProjectWeek/issues/643"],
        requirements=["LM-TS-008"],
        features=["mono8", "jpegls"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
