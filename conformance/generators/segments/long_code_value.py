from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    model = seg.model()
    item = seg.elements["SegmentSequence"][1]
    kind = item["SegmentedPropertyTypeCodeSequence"][0]
    del kind["CodeValue"]
    kind["LongCodeValue"] = "12345678901234567890"
    model["segments"]["4"]["type"]["value"] = "12345678901234567890"
    return accept(
        seg.file(),
        model,
        title="A type code longer than 16 characters",
        why="Long codes stand in Long Code Value; post-coordinated and extended SNOMED "
        "codes need it. Readers that know Code Value only crash or report none.",
        effect="The segment has no meaning, or the file does not open.",
        requirements=["LM-DES-022", "LM-DES-012"],
        features=["mono8", "labels", "codes"],
    )
