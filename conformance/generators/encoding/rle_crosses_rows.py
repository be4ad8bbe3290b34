from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
    packets = bytes([257 - 8, 7])
    seg.elements["PixelData"] = bs.Encapsulated([bs.rle_fragment([packets])])
    return either(
        seg.file(),
        [
            ("read", "Pixels simply follow each other", seg.model()),
            ("refused", "Each row is packed on its own", ["frames.rle", "encoding.rle"]),
        ],
        clarification="0040",
        twin="encoding.rle-two-runs",
        title="An RLE run goes on into the next row",
        why="The encoder of a web viewer packed whole frames. Rows must be packed one by "
        "one; most decoders do not care, some count rows and lose the rest.",
        effect="The label map is sheared or half empty, in some programs only.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-TS-007"],
        features=["mono8", "rle", "labels"],
    )
