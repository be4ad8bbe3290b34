from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.encoding._streams import DEFLATE_A, A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    coding = bs.Coding()
    items = bs.delimiter(bs.ITEM, 0, coding) + bs.delimiter(bs.ITEM, len(DEFLATE_A), coding)
    end = bs.delimiter(bs.SEQUENCE_END, 0, coding)
    seg.elements["PixelData"] = bs.Raw(items + DEFLATE_A + end, "OB", bs.UNDEFINED)
    return reject(
        seg.file(),
        ["frames.items", "frames.encapsulation", "encoding.odd-length"],
        twin="encoding.valid-deflated-frame",
        op="validate",
        title="A deflated frame of odd length without its pad byte",
        why="The stream has 17 bytes, the item must be even. Writers of other formats know no pad.",
        effect="Parsers that round lengths up lose the next frame.",
        requirements=["LM-TS-005", "LM-TS-014"],
        features=["mono8", "deflated-frame"],
    )
