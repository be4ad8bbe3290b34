from conformance.draft import Draft, either
from conformance.phantom import segmentation

LABELS = [[[0, 1, 1, 1, 1], [1, 0, 0, 0, 0]], [[1, 1, 1, 0, 1], [0, 0, 1, 1, 1]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 1])
    expected = seg.model()
    seg.elements |= {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    return either(
        seg.file(),
        [
            ("read", "The bytes are taken as 0 and 1", expected),
            (
                "refused",
                "BINARY has one bit a pixel",
                ["pixels.binary-bits", "dataset.enumerated-value"],
            ),
        ],
        clarification="0039",
        twin="binary.native-twin",
        title="BINARY with 8 bits allocated, pixels 0 and 1",
        why=(
            "Not allowed, and found in the wild: a deployment kit and an early collection "
            "store BINARY as bytes. Readers that take the type for the pixel form read bits"
            " out of bytes."
        ),
        effect="The mask is a barcode.",
        links=[
            "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285",
            "https://github.com/ImagingDataCommons/highdicom/issues/344",
        ],
        requirements=["LM-PIX-009"],
        features=["binary", "labels"],
        compare={"freedoms": ["frame-order"]},
    )
