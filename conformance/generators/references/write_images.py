from conformance.draft import Draft, accept
from conformance.images import ct_image, source_uids, with_images
from conformance.phantom import AXIAL, encode_model, segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    spots = stack(4)
    seg = segmentation(
        case_id, LABELS, background=0, positions=spots[1:3], sources=source_uids(case_id, 4)[1:3]
    )
    files = [f"image-{index}.dcm" for index in range(4)]
    images = {
        file: ct_image(case_id, index, spots[index], (2, 2), AXIAL, ("0.7", "0.9"))
        for file, index in zip(files, range(4), strict=True)
    }
    return with_images(
        images,
        accept(
            encode_model(seg, sources=files),
            seg.model(),
            title="Written frames name the images they were made from",
            why=(
                "A viewer finds the segmentation of a series by these references. Writers list "
                "the series and leave the frames without, or name the images in the order of "
                "the files."
            ),
            effect="The segmentation is not offered for its images, or lies on the wrong ones.",
            links=[
                "https://github.com/QIICR/dcmqi/issues/489",
                "https://github.com/OHIF/Viewers/issues/4030",
            ],
            requirements=["LM-REF-001", "LM-FG-008", "LM-FG-016"],
            features=["mono8", "source-grid"],
            compare={"freedoms": ["frame-order", "omitted-frames", "filled-frames"]},
        ),
    )
