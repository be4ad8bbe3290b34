from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 1, 0]]], kind="BINARY", frame_segments=[1])
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1, 1, 0]), "OB")
    seg.elements |= {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="pixels.binary-complete",
        op="validate",
        title="BINARY with one byte per sample",
        why="BINARY means one bit. Toolkits that cannot pack bits write bytes and leave the type.",
        effect="Readers that unpack bits show one eighth of the image, eight times as wide.",
        links=["https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285"],
        requirements=["LM-PIX-009"],
        features=["mono8", "binary"],
    )
