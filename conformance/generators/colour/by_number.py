from conformance.colour import cielab
from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

COLOURS = {40: [200, 100, 60], 7: [60, 90, 150], 100: [90, 130, 100]}


def build(case_id: str) -> Draft:
    items = [segment(n, RecommendedDisplayCIELabValue=cielab(c)) for n, c in COLOURS.items()]
    seg = segmentation(case_id, [[sorted(COLOURS)]], segments=items)
    expected = seg.model()
    for number, colour in COLOURS.items():
        expected["segments"][str(number)]["colour"] = colour
    return accept(
        seg.file(),
        expected,
        title="Colours belong to Segment Numbers 40, 7 and 100, in this order of items",
        why="Colours are found by Segment Number, not by the place of the item nor by its rank.",
        effect="Liver and kidney have exchanged colours.",
        links=[
            "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
            "https://github.com/dcmjs-org/dcmjs/issues/357",
        ],
        requirements=["LM-DES-020", "LM-DES-001"],
        features=["mono8", "labels", "segments", "colour"],
        compare={"tolerance": {"colour": 20}},
    )
