from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.JPEG_2000)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in JPEG 2000 Lossless",
        why="Tiny frames failed in an encoder that always asks for five wavelet levels; the "
        "reversible transform must be chosen.",
        effect="Small segmentations cannot be written, or labels are only nearly right.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/91"],
        requirements=["LM-TS-009"],
        features=["mono8", "jpeg2000"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
