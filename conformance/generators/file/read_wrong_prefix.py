from conformance.draft import Draft, either
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = seg.file().replace(b"DICM", b"DIXM", 1)
    return either(
        data,
        [
            ("read", "What follows is read all the same", seg.model()),
            (
                "refused",
                "Without the prefix it is no DICOM file",
                ["file.not-dicom", "file.damaged"],
            ),
        ],
        clarification="0040",
        twin="file.plain",
        title="A reader meets a file with a wrong prefix",
        why="Old files have neither preamble nor prefix, so many readers go on regardless, "
        "and may take any file for DICOM.",
        effect="Foreign files are parsed as segmentations, or old ones are refused.",
        requirements=["LM-FMI-001"],
        features=["mono8", "labels"],
    )
