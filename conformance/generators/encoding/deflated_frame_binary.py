from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1, 1, 0]] * 3, [[1, 0, 0, 1, 1]] * 3],
        kind="BINARY",
        frame_segments=[1, 1],
        syntax=bs.DEFLATED_FRAME,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Deflated 1-bit frames of 15 pixels, each from a byte of its own",
        why="In native data the bits run on through all frames; here each frame starts on a "
        "byte. Readers use one rule for both.",
        effect="The second slice starts with the last pixel of the first.",
        links=[
            "https://github.com/pydicom/pydicom/pull/2266",
            "https://github.com/Enet4/dicom-rs/issues/832",
        ],
        requirements=["LM-TS-019", "LM-TS-006"],
        features=["binary", "deflated-frame", "labels"],
    )
