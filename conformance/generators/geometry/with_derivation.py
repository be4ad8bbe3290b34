from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0, sources=source_uids(case_id, 1))
    seg.elements["DimensionIndexSequence"][0] |= {
        "DimensionIndexPointer": "FrameLabel",
        "FunctionalGroupPointer": "FrameContentSequence",
    }
    seg.elements["PerFrameFunctionalGroupsSequence"][0]["FrameContentSequence"][0]["FrameLabel"] = (
        "1"
    )
    return accept(
        seg.file(),
        op="validate",
        title="Positions and references to images",
        why="Both ways to say where a frame is, which agree.",
        effect="Correct files are reported as broken.",
        requirements=["LM-FG-012", "LM-FG-004", "LM-FG-008"],
        features=["mono8"],
    )
