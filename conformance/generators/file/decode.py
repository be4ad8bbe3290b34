"""Cases of the area file for the operation decode."""

from conformance import bytesmith as bs
from conformance.table import MODEL, PLAIN, Decode, drop, put, put_all

CASES = (
    Decode(
        "cut-in-groups",
        "The file ends within the per-frame groups",
        why="Parsers that stop quietly at the end of the file return a data set without pixels.",
        effect="An existing segmentation is shown as empty.",
        altered=lambda data: data[:-60],
        codes="file.truncated file.damaged dataset.missing-attribute",
        twin="file.plain",
        requirements="LM-PIX-014 LM-FG-001",
    ),
    Decode(
        "cut-in-pixels",
        "The file ends two bytes early",
        why="A transfer that broke. The header is whole and the file opens; readers that fill "
        "up with zeros show a smaller organ.",
        effect="The lower part of the last slice is empty.",
        altered=lambda data: data[:-2],
        codes="file.truncated file.damaged frames.length",
        twin="file.plain",
        requirements="LM-PIX-015",
    ),
    Decode(
        "length-beyond-end",
        "Pixel Data claim four million bytes, four are there",
        why="A length is data from outside. Readers that allocate first can be brought down by "
        "one small file.",
        effect="A crafted file brings the viewer down.",
        built=PLAIN.but(put("PixelData", bs.Raw(bytes([0, 1, 1, 0]), "OB", 4000000))),
        codes="file.truncated file.damaged frames.length",
        twin="file.plain",
        requirements="LM-PIX-015",
    ),
    Decode(
        "optional-meta",
        "Optional elements in the file meta information",
        why="Files that went over a network carry titles of both ends. Readers with fixed "
        "offsets take them for the data set.",
        effect="Files from the archive cannot be opened, local ones can.",
        built=PLAIN.but(
            put_all(ImplementationVersionName="EXAMPLE_1", SourceApplicationEntityTitle="EXAMPLE")
        ),
        requirements="LM-FMI-002",
        features="mono8 labels",
    ),
    Decode(
        "plain",
        "A plain file: preamble, prefix, file meta information, data set",
        why="The ordinary file; it also shows that a reader which refuses damaged ones does "
        "not refuse everything.",
        effect="No file can be opened.",
        requirements="LM-FMI-001 LM-FMI-002",
        features="mono8 labels",
        more={"smoke": True},
    ),
    Decode(
        "private-elements",
        "Private elements of unknown meaning",
        why="Vendors add their own groups with VR UN. Readers with closed tables stop there.",
        effect="All files of one vendor fail.",
        built=PLAIN.but(
            put(0x290010, bs.Raw(b"EXAMPLE ", "LO")),
            put(0x291001, bs.Raw(b"\x01\x02\x03\x04", "UN")),
        ),
        requirements="LM-TS-001 LM-GEN-005",
        features="mono8 labels",
    ),
    Decode(
        "read-without-transfer-syntax",
        "A reader meets a file without Transfer Syntax UID",
        why="Some readers assume Implicit VR, some look at the first bytes, some refuse. "
        "Guessing wrong gives nonsense instead of an error.",
        effect="The file opens in programs that guess well.",
        built=PLAIN.but(drop("TransferSyntaxUID")),
        twin="file.plain",
        alternatives=(
            ("read", "The coding is found by looking", MODEL),
            (
                "refused",
                "The coding of the data set is not stated",
                "file.not-dicom file.damaged frames.transfer-syntax dataset.missing-attribute file.meta",
            ),
        ),
        clarification="0040",
        requirements="LM-FMI-002",
        features="mono8 labels",
    ),
    Decode(
        "read-wrong-prefix",
        "A reader meets a file with a wrong prefix",
        why="Old files have neither preamble nor prefix, so many readers go on regardless, and "
        "may take any file for DICOM.",
        effect="Foreign files are parsed as segmentations, or old ones are refused.",
        altered=lambda data: data.replace(b"DICM", b"DIXM", 1),
        twin="file.plain",
        alternatives=(
            ("read", "What follows is read all the same", MODEL),
            ("refused", "Without the prefix it is no DICOM file", "file.not-dicom file.damaged"),
        ),
        clarification="0040",
        requirements="LM-FMI-001",
        features="mono8 labels",
    ),
    Decode(
        "trailing-padding",
        "Padding follows Pixel Data",
        why="Data Set Trailing Padding is legal and comes after the pixels; readers that take "
        "the rest of the file for pixels read it too.",
        effect="An extra slice, or a refusal.",
        built=PLAIN.but(put("DataSetTrailingPadding", b"\x00" * 8)),
        requirements="LM-TS-001 LM-PIX-015",
        features="mono8 labels",
    ),
)
