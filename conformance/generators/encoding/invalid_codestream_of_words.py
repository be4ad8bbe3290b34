from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_WIDE, WIDE
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [WIDE], background=0, bits=16, syntax=bs.JPEG_LS)
    seg.elements |= {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    seg.frames = []  # their place is taken by the codestream
    seg.elements["PixelData"] = bs.Encapsulated([JPEGLS_WIDE])
    return reject(
        seg.file(),
        ["frames.codestream", "encoding.codestream"],
        twin="encoding.valid-jpegls-sixteen",
        op="validate",
        title="A validator compares Bits Allocated with the codestream",
        why="16 bits in the stream, 8 in the attributes: both decode, to different labels.",
        effect="Labels 256 and 512 become 0.",
        requirements=["LM-TS-018"],
        features=["mono16", "jpegls"],
    )
