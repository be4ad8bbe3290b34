from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack


def bits(frames: int, rows: int, columns: int) -> list[list[list[int]]]:
    return [
        [
            [int((7 * f + 5 * r + 3 * c) % 13 == 0 or r == c == 0) for c in range(columns)]
            for r in range(rows)
        ]
        for f in range(frames)
    ]


def build(case_id: str) -> Draft:
    labels = bits(6, 3, 22)
    seg = segmentation(
        case_id, labels, kind="BINARY", frame_segments=[1] * 3 + [2] * 3, positions=stack(3) * 2
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Two segments of three 1-bit frames of 3 rows and 22 columns",
        why=(
            "66 bits a frame, 2 more than whole bytes. Readers that round each frame up to "
            "bytes are right in the first frame of the first segment only."
        ),
        effect="The second organ is scattered over the image.",
        links=[
            "https://github.com/QIICR/QuantitativeReporting/issues/278",
            "https://github.com/dcmjs-org/dcmjs/issues/66",
            "https://github.com/QIICR/dcmqi/issues/341",
        ],
        requirements=["LM-PIX-016", "LM-FG-010"],
        features=["binary", "labels", "geometry", "segments"],
        size="The width at which the bug was reported; several frames of two segments are the point",
        compare={"freedoms": ["frame-order"]},
    )
