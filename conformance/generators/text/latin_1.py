from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

LABEL = "riñón"


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 1]]], segments=[segment(1, LABEL)])
    expected = seg.model()
    seg.elements["SpecificCharacterSet"] = "ISO_IR 100"
    seg.elements["SegmentSequence"][0]["SegmentLabel"] = bs.Raw(
        bs.padded(LABEL.encode("latin-1"), b" ")
    )
    return accept(
        seg.file(),
        expected,
        title="A label in Latin-1 (ISO_IR 100)",
        why=(
            "The character set of the data set says how bytes are read; UTF-8 is not the only one."
        ),
        effect="The name is mojibake.",
        links=["https://github.com/SlicerRt/SlicerRT/issues/228"],
        requirements=["LM-SOP-001", "LM-DES-006"],
        features=["mono8", "labels", "segments", "unicode"],
    )
