from conformance.draft import Draft, accept
from conformance.phantom import encode_model
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0], [2, 2, 0, 3], [0, 3, 3, 3]]


def build(case_id: str) -> Draft:
    seg = slide(case_id, MATRIX, (2, 2), full=False, background=0)
    model = encode_model(seg)
    del model["matrix"]
    return accept(
        model,
        seg.model(),
        title="Tiles of a slide are written with their positions",
        why="Writers number tiles from 0, or exchange rows and columns of the matrix.",
        effect="The slide is off by one pixel, or transposed.",
        links=["https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280"],
        requirements=["LM-TIL-004", "LM-FG-021", "LM-TIL-002"],
        features=["mono8", "tiled-sparse"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
