from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.IMPLICIT)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map is written in Implicit VR Little Endian",
        why="Without VRs the reader depends on lengths and the dictionary; writers forget "
        "the order of words for OW.",
        effect="Archives that know only the default syntax refuse the file.",
        requirements=["LM-TS-001", "LM-PIX-017"],
        features=["mono8", "implicit"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
