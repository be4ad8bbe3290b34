from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[1, 1, 1], [0, 0, 1]], [[0, 0, 1], [0, 0, 1]]]
LOW, HIGH = stack(2)


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, LABELS, kind="BINARY", frame_segments=[1, 2, 2], positions=[HIGH, LOW, HIGH]
    )
    return accept(
        encode_model(seg),
        seg.model(),
        title="Segments with different numbers of frames are written",
        why=(
            "Writers that expect every segment on every slice shift the frames of those "
            "that are not."
        ),
        effect="The first organ is one slice too low.",
        links=["https://github.com/dcmjs-org/dcmjs/issues/232"],
        requirements=["LM-FG-010", "LM-VAL-014"],
        features=["binary"],
        compare={"freedoms": ["frame-order", "uids", "omitted-frames"]},
    )
