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
        for file, index in zip(files, (2, 0, 3, 1), strict=True)
    }
    return with_images(
        images,
        accept(
            encode_model(seg, sources=files),
            seg.model(),
            title="Images are given in another order than the slices of labels",
            why=(
                "Files come in the order of their names. Writers that match by order instead of"
                " position label the wrong slices."
            ),
            effect="Labels lie on the neighbouring slices.",
            links=["https://github.com/OHIF/Viewers/issues/4421"],
            requirements=["LM-FG-005", "LM-FG-016"],
            features=["mono8", "source-grid"],
            compare={"freedoms": ["frame-order", "omitted-frames", "filled-frames"]},
        ),
    )
