from conformance.draft import Draft, accept
from conformance.slide import slide

MATRIX = [[0, 1, 1], [2, 1, 0], [2, 2, 0], [0, 3, 3], [3, 0, 1]]


def build(case_id: str) -> Draft:
    seg = slide(
        case_id,
        MATRIX,
        (2, 2),
        full=False,
        places=[(1, 2), (2, 1), (4, 1), (3, 2)],
        spacing=("0.000595", "0.0002975"),
        background=0,
    )
    return accept(
        seg.file(),
        seg.model(),
        title=(
            "TILED_SPARSE: tiles off any grid, which overlap, 1.19 times the pixel size of "
            "the image"
        ),
        why=(
            "Tiles may start anywhere. A viewer divided positions by the tile size, rounded"
            " the scale of 1.19 to 1, and matched it to a level of the pyramid that does "
            "not exist."
        ),
        effect="Tiles are up to half a tile away, and a fifth too small.",
        links=[
            "https://github.com/ImagingDataCommons/slim/issues/371",
            "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/280",
            "https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/284",
        ],
        requirements=["LM-TIL-004", "LM-FG-021"],
        features=["mono8", "tiled-sparse", "labels", "matrix", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
