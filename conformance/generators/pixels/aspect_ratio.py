from conformance.draft import Draft, accept
from conformance.images import source_uids, unplaced
from conformance.phantom import Phantom, segmentation


def with_aspect_ratio(case_id: str, ratio: list[int]) -> Phantom:
    """A segmentation of an image without spacing, where the ratio alone gives the shape."""
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0, sources=source_uids(case_id, 1))
    unplaced(seg)
    seg.elements |= {"PatientOrientation": ["L", "F"], "PixelAspectRatio": ratio}
    return seg


def build(case_id: str) -> Draft:
    seg = with_aspect_ratio(case_id, [2, 1])
    return accept(
        seg.file(),
        op="validate",
        title="Pixels twice as high as wide, in an image without spacing",
        why="Where nothing gives the size of a pixel in millimetres the ratio gives its shape.",
        effect="Correct files are reported as broken.",
        requirements=["LM-PIX-013"],
        features=["mono8"],
    )
