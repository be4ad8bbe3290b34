import struct

from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelPaddingValue"] = bs.Raw(struct.pack("<h", 0), "SS")
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Pixel Padding Value has VR SS",
        why="The VR follows Pixel Representation, which is unsigned here. Toolkits that "
        "take the first VR of the dictionary write SS.",
        effect="Numbers above 32767 become negative and match no segment.",
        links=["https://github.com/dcm4che/dcm4che/issues/1368"],
        requirements=["LM-VAL-011"],
        features=["mono8"],
    )
