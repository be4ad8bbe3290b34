from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED)
    stream = bs.raw_deflate(seg.body())
    assert len(stream) % 2, "the twin has a pad byte here"
    return reject(
        bs.part10(seg.meta, stream),
        ["file.odd-length", "encoding.odd-length"],
        twin="encoding.valid-deflated",
        op="validate",
        title="A deflated data set of odd length without its pad byte",
        why="A stream of odd length is followed by one NULL byte, as everything in DICOM has even "
        "length. Compression libraries do not know that.",
        effect="Archives that check the length refuse the file.",
        requirements=["LM-TS-002"],
        features=["mono8", "deflated"],
    )
