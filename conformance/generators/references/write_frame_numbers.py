from conformance.draft import Draft, accept
from conformance.images import ct_frames, source_uid, with_images
from conformance.phantom import AXIAL, encode_model, segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    spots = stack(4)
    seg = segmentation(
        case_id, LABELS, background=0, positions=spots[1:3], sources=[source_uid(case_id, 0)] * 2
    )
    # The frames of the image run downwards, so that no other count gives these numbers.
    for number, frame in zip((3, 2), seg.frame_models, strict=True):
        frame["sources"][0]["frame"] = number
    image = ct_frames(case_id, spots[::-1], (2, 2), AXIAL, ("0.7", "0.9"))
    return with_images(
        {"image.dcm": image},
        accept(
            encode_model(seg, sources=["image.dcm"]),
            seg.model(),
            title="Written frames name the frames of the multi-frame image they were made from",
            why=(
                "Without Referenced Frame Number a reference means all frames of the image. Writers "
                "that know only images of one slice leave it out, or count their own frames."
            ),
            effect="A viewer draws all slices on top of each other on one frame, or on wrong ones.",
            links=[
                "https://github.com/nroduit/Weasis/issues/666",
                "https://github.com/cornerstonejs/cornerstone3D/issues/2225",
                "https://github.com/cornerstonejs/cornerstone3D/pull/2919",
            ],
            requirements=["LM-FG-016"],
            features=["mono8", "source-grid"],
            compare={"freedoms": ["frame-order", "omitted-frames", "filled-frames"]},
        ),
    )
