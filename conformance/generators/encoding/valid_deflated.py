from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED)
    return accept(
        seg.file(),
        op="validate",
        title="A deflated data set has no errors",
        why="The file meta information stays as it is, the rest is one raw stream with a pad byte.",
        effect="Every deflated file is reported as broken.",
        requirements=["LM-TS-002", "LM-FMI-004", "LM-FMI-001"],
        features=["mono8", "deflated"],
    )
