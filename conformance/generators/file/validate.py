"""Cases of the area file for the operation validate."""

from collections.abc import Callable

from conformance.phantom import SEGMENTATION_STORAGE
from conformance.table import PLAIN, Validate, drop, put


def moved_to_the_end(element: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(element, b"", 1) + element


CASES = (
    Validate(
        "meta-without-class",
        "Media Storage SOP Class UID is missing",
        why="Software that sorts files without parsing them reads only the file meta information.",
        effect="The file is not recognised as a segmentation by DICOMDIR tools.",
        built=PLAIN.but(drop("MediaStorageSOPClassUID")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-FMI-002",
    ),
    Validate(
        "meta-without-implementation",
        "Implementation Class UID is missing",
        why="Type 1; it says whose bugs to expect.",
        effect="Nobody can tell which program wrote a faulty file.",
        built=PLAIN.but(drop("ImplementationClassUID")),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-FMI-002",
        finding=("LM-FMI-002", "ImplementationClassUID"),
    ),
    Validate(
        "meta-without-instance",
        "Media Storage SOP Instance UID is missing",
        why="Type 1, and what caches use as the key of a file.",
        effect="Two files overwrite each other in a cache.",
        built=PLAIN.but(drop("MediaStorageSOPInstanceUID")),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-FMI-002",
    ),
    Validate(
        "meta-without-transfer-syntax",
        "Transfer Syntax UID is missing",
        why="Without it the coding of everything after has to be guessed.",
        effect="The file opens in programs that guess well.",
        built=PLAIN.but(drop("TransferSyntaxUID")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-FMI-002",
    ),
    Validate(
        "meta-without-version",
        "File Meta Information Version is missing",
        why="Two bytes that nobody reads, and Type 1. Home-made writers start with the "
        "transfer syntax.",
        effect="Strict receivers refuse the file.",
        built=PLAIN.but(drop("FileMetaInformationVersion")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-FMI-002",
    ),
    Validate(
        "other-class-in-meta",
        "The file meta information names another SOP Class",
        why="Converters change the data set and copy the file meta information of the source.",
        effect="Sorted as a classic segmentation, opened as a label map.",
        built=PLAIN.but(put("MediaStorageSOPClassUID", SEGMENTATION_STORAGE)),
        codes="dataset.sop-class dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-FMI-003",
        finding=("LM-FMI-003", "MediaStorageSOPClassUID"),
    ),
    Validate(
        "tags-out-of-order",
        "Modality stands behind the pixels",
        why="Tools that append an attribute to the end of a file save the work of writing it "
        "again. Readers that look for a tag stop at the first greater one.",
        effect="The file has no Modality for some programs, and is not opened by others.",
        altered=moved_to_the_end(b"\x08\x00\x60\x00CS\x04\x00SEG "),
        codes="file.damaged dataset.order",
        twin="dataset.complete",
        requirements="LM-GEN-010",
    ),
    Validate(
        "without-preamble",
        "The file begins with group 0002, without preamble and prefix",
        why="Programs that dump what they received over the network write such files, and "
        "lenient parsers read them.",
        effect="Archives and operating systems do not know what it is.",
        identity="dataset.complete",
        altered=lambda data: data[132:],
        codes="file.not-dicom file.meta",
        twin="dataset.complete",
        requirements="LM-FMI-001",
    ),
    Validate(
        "wrong-group-length",
        "The group length of the file meta information is wrong",
        why="Readers that trust it look for the data set in the wrong place; others ignore it, "
        "so writers get away with it.",
        effect="The file opens in some programs only.",
        built=PLAIN.but(put("FileMetaInformationGroupLength", 4)),
        codes="file.meta dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-FMI-002",
    ),
    Validate(
        "wrong-prefix",
        "The prefix is not DICM",
        why="Programs that only look at the file name or try to parse anyway accept it; "
        "nothing else can know what it is.",
        effect="The archive files an unknown object, and no viewer finds it.",
        altered=lambda data: data.replace(b"DICM", b"DIXM", 1),
        codes="file.not-dicom file.damaged",
        twin="dataset.complete",
        requirements="LM-FMI-001",
    ),
)
