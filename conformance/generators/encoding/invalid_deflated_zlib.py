from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED)
    header = bytes.fromhex("7801")
    body = bs.padded(header + bs.raw_deflate(seg.body()))
    return reject(
        bs.part10(seg.meta, body),
        ["file.damaged", "encoding.deflate", "frames.deflate"],
        twin="encoding.valid-deflated",
        op="validate",
        title="The deflated data set starts with a zlib header",
        why="Raw deflate is asked for. Two bytes in front are enough to make every "
        "conforming reader fail.",
        effect="The file opens in the program that wrote it and nowhere else.",
        requirements=["LM-TS-002"],
        features=["mono8", "deflated"],
    )
