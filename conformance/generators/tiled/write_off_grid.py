from conformance.draft import Draft, accept
from conformance.phantom import encode_model
from conformance.slide import slide

MATRIX = [[0, 1, 1, 2], [2, 1, 0, 0], [2, 2, 0, 3], [0, 3, 3, 3]]


def build(case_id: str) -> Draft:
    seg = slide(
        case_id,
        MATRIX,
        (2, 2),
        full=False,
        background=0,
        places=[(1, 2), (2, 1), (3, 3)],
        spacing=("0.000595", "0.0002975"),
    )
    model = encode_model(seg)
    del model["matrix"]
    return accept(
        model,
        seg.model(),
        title="Tiles off any grid are written where they are",
        why="Writers snap tiles to a grid.",
        effect="Tiles are up to half a tile away.",
        links=["https://github.com/ImagingDataCommons/slim/issues/371"],
        requirements=["LM-TIL-004", "LM-FG-021"],
        features=["mono8", "tiled-sparse"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
