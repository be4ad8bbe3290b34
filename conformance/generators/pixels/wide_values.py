from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 255, 256], [257, 4096, 65534]]], background=0, bits=16)
    return accept(
        seg.file(),
        seg.model(),
        title="16-bit values around 255 and 65535 in rows of odd length",
        why="Readers that allocate bytes for labels, or cap label numbers at 255, fold different "
        "segments onto each other.",
        effect="Segments 256 and 4096 vanish into the background.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-PIX-006", "LM-PIX-015"],
        features=["mono16", "labels"],
    )
