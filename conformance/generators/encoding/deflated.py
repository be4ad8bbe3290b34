from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED)
    return accept(
        seg.file(),
        seg.model(),
        title="The whole data set is deflated, with a pad byte at the end",
        why="Raw deflate after the file meta information. A reader built without zlib was "
        "shipped; others expect a zlib header, or take the pad byte for data.",
        effect="The file cannot be opened on one operating system.",
        links=["https://github.com/QIICR/dcmqi/issues/549"],
        requirements=["LM-TS-002", "LM-FMI-004"],
        features=["mono8", "deflated", "labels"],
    )
