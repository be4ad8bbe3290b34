from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import JPEGLS_A, JPEGLS_B, A, B
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [B, A], background=0, syntax=bs.JPEG_LS)
    frames = [JPEGLS_B, JPEGLS_A]
    coding = bs.Coding()
    value = bs.fragments_bytes(bs.Encapsulated(frames, bs.offset_table(frames)), coding)
    seg.elements["PixelData"] = bs.Raw(value, "OW", bs.UNDEFINED)
    return reject(
        seg.file(),
        ["dataset.wrong-vr", "frames.encapsulation"],
        twin="encoding.valid-offset-table",
        op="validate",
        title="Encapsulated Pixel Data have VR OW",
        why="Fragments are bytes, so OB. Software that swaps words spoils them.",
        effect="After a conversion of byte order nothing decodes.",
        requirements=["LM-PIX-017"],
        features=["mono8", "jpegls"],
    )
