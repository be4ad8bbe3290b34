from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.meta["TransferSyntaxUID"]
    return either(
        seg.file(),
        [
            ("read", "The coding is found by looking", seg.model()),
            (
                "refused",
                "The coding of the data set is not stated",
                [
                    "file.not-dicom",
                    "file.damaged",
                    "frames.transfer-syntax",
                    "dataset.missing-attribute",
                    "file.meta",
                ],
            ),
        ],
        clarification="0040",
        twin="file.plain",
        title="A reader meets a file without Transfer Syntax UID",
        why="Some readers assume Implicit VR, some look at the first bytes, some refuse. "
        "Guessing wrong gives nonsense instead of an error.",
        effect="The file opens in programs that guess well.",
        requirements=["LM-FMI-002"],
        features=["mono8", "labels"],
    )
