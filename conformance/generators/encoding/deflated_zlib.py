from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A, B], background=0, syntax=bs.DEFLATED)
    header = bytes.fromhex("7801")
    body = bs.padded(header + bs.raw_deflate(seg.body()))
    return reject(
        bs.part10(seg.meta, body),
        ["file.damaged", "encoding.deflate", "file.truncated", "file.not-dicom"],
        twin="encoding.deflated",
        title="A reader meets a deflated data set with a zlib header",
        why="The wrapper is not even complete: its checksum is missing. A reader that "
        "switches modes silently gets an unchecked data set.",
        effect="Damaged data pass as good.",
        requirements=["LM-TS-002"],
        features=["mono8", "deflated"],
    )
