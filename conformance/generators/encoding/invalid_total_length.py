from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding.valid_total_length import with_total_length

FINDING = ("LM-FG-024", "EncapsulatedPixelDataValueTotalLength")


def build(case_id: str) -> Draft:
    seg = with_total_length(case_id)
    total = seg.elements["EncapsulatedPixelDataValueTotalLength"]
    number = bs.Raw(total.to_bytes(4, "little"), "UL")
    seg.elements["EncapsulatedPixelDataValueTotalLength"] = number
    return reject(
        seg.file(),
        ["dataset.vr", "dataset.wrong-value", "encoding.vr"],
        twin="encoding.valid-total-length",
        op="validate",
        title="The total length of the encapsulated pixels has 32 bits",
        why="The attribute was made for streams beyond 4 GiB, its VR is UV. Libraries that do not "
        "know UV write the nearest number that they have.",
        effect="Readers that expect 8 bytes read the header of the next element as a length.",
        requirements=["LM-FG-024"],
        features=["mono8", "jpegls"],
    )
