from conformance import bytesmith as bs
from conformance.draft import Draft, either
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.DEFLATED_FRAME)
    seg.elements["PixelData"] = bs.Encapsulated([bs.raw_deflate(bytes([*seg.frames[0], 0]))])
    return either(
        seg.file(),
        [
            ("read", "The byte behind the frame is ignored", seg.model()),
            (
                "refused",
                "The stream inflates to a wrong size",
                ["frames.deflate", "encoding.deflate"],
            ),
        ],
        clarification="0033",
        twin="encoding.deflated-frame-single",
        title="An odd frame was padded before it was deflated",
        why="The text pads the stream and says nothing of the frame; writers that share "
        "code with native data pad both.",
        effect="A reader takes the extra byte for a size error, or for the first pixel of the "
        "next frame.",
        requirements=["LM-TS-006", "LM-TS-005"],
        features=["mono8", "deflated-frame", "labels"],
    )
