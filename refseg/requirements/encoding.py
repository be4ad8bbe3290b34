"""Requirements: transfer syntaxes, encapsulation, file meta."""

from __future__ import annotations

from typing import Final

from .model import Requirement, req

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    req(
        "LM-TS-001",
        "BOTH",
        "may",
        "PS3.5 A.1, A.2",
        "A file may use the native transfer syntaxes Implicit VR Little Endian and Explicit VR "
        "Little Endian; Explicit VR Big Endian is retired.",
    ),
    req(
        "LM-TS-002",
        "BOTH",
        "may",
        "PS3.5 A.5",
        "A file may use Deflated Explicit VR Little Endian: all that follows the file meta "
        "information is one raw Deflate stream (RFC 1951), padded to an even length with a zero "
        "byte.",
    ),
    req(
        "LM-TS-003",
        "BOTH",
        "may",
        "PS3.5 A.4.13, 8.2.16",
        "A file may use Deflated Image Frame Compression: Pixel Data is encapsulated, and each "
        "frame is a raw Deflate stream (RFC 1951) of its own.",
    ),
    req(
        "LM-TS-004",
        "BOTH",
        "shall",
        "PS3.5 A.4.13",
        "In Deflated Image Frame Compression each frame shall be in exactly one fragment, and "
        "each fragment shall hold one frame.",
    ),
    req(
        "LM-TS-005",
        "BOTH",
        "shall",
        "PS3.5 A.4.13",
        "If the deflated stream of a frame has an odd length, one NULL byte shall follow it.",
    ),
    req(
        "LM-TS-006",
        "BOTH",
        "note",
        "PS3.5 8.2.16",
        "Deflated Image Frame Compression works on bytes, so that a frame inflates to exactly its "
        "bytes (for an added pad byte see OQ-TS-1).",
    ),
    req(
        "LM-TS-007",
        "BOTH",
        "may",
        "PS3.5 8.2.2, A.4.2, Annex G",
        "A file with 8 or 16 bits may use RLE Lossless: one fragment for each frame, with a "
        "header of 64 bytes, and one segment for 8 bits or two segments for 16 bits, most "
        "significant byte first.",
    ),
    req(
        "LM-TS-008",
        "BOTH",
        "may",
        "PS3.5 8.2.3, A.4.3",
        "A file with 8 or 16 bits may use JPEG-LS Lossless: frames are encoded one by one, a "
        "fragment holds data of one frame only, and a frame may span fragments; BINARY is "
        "excluded, since JPEG-LS stores 2 to 16 bits.",
    ),
    req(
        "LM-TS-009",
        "BOTH",
        "may",
        "PS3.5 8.2.4, A.4.4",
        "A file may use JPEG 2000 (Lossless Only), with Bits Allocated 1, 8 or 16 and MONOCHROME2, "
        "or 8 or 16 and PALETTE COLOR; the form that may be lossy (…4.91) does not admit PALETTE "
        "COLOR.",
    ),
    req(
        "LM-TS-010",
        "BOTH",
        "may",
        "PS3.5 8.2.14, A.4",
        "A file may use HTJ2K in its lossless forms (…4.201, …4.202), with MONOCHROME2 or PALETTE "
        "COLOR.",
    ),
    req(
        "LM-TS-011",
        "BOTH",
        "may",
        "PS3.5 8.2.15, A.4",
        "A file may use JPEG XL in its lossless form (…4.110); which pixels Table 8.2.15-1 admits "
        "was not read.",
    ),
    req(
        "LM-TS-012",
        "BOTH",
        "may",
        "PS3.5 A.4.11",
        "A file may use Encapsulated Uncompressed Explicit VR Little Endian: each fragment holds "
        "the native bytes of one frame.",
    ),
    req(
        "LM-TS-013",
        "BOTH",
        "may",
        "PS3.5 A.4.1, 8.2.1",
        "A file with 8 or 16 bits may use JPEG Lossless (Process 14, also with first-order "
        "prediction); 1 bit is excluded (Table 8.2.1-2).",
    ),
    req(
        "LM-TS-014",
        "BOTH",
        "shall",
        "PS3.5 A.4",
        "Encapsulated Pixel Data shall have undefined length and the VR OB, in Explicit VR Little "
        "Endian; its first item shall be the Basic Offset Table, which may be empty; fragments "
        "shall follow as items of even length, and a sequence delimiter shall end it; a pad byte "
        "belongs to the last fragment of a frame.",
    ),
    req(
        "LM-TS-015",
        "BOTH",
        "shall",
        "PS3.5 A.4",
        "A Basic Offset Table that is not empty shall have one offset of 32 bits for each frame, "
        "from the first byte after the table item to the first byte of the item tag of the "
        "frame's first fragment; the first offset shall be 0.",
    ),
    req(
        "LM-TS-016",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11b; C.7.6.3.1.8",
        "Extended Offset Table, of 64 bits, shall be present only if Pixel Data is encapsulated, "
        "the Basic Offset Table is empty and each frame is in a single fragment of its own; it "
        "shall not be empty, and in a concatenation it shall cover this instance only.",
    ),
    req(
        "LM-TS-017",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11b",
        "Extended Offset Table Lengths shall be present with the table, with one length of 64 "
        "bits for each frame, with or without the pad byte (OQ-TS-3).",
    ),
    req(
        "LM-TS-018",
        "BOTH",
        "shall",
        "PS3.5 8.2",
        "The attributes of the data set shall agree with the compressed stream in size, bits and "
        "components; after lossless compression Photometric Interpretation shall stay MONOCHROME2 "
        "or PALETTE COLOR.",
    ),
    req(
        "LM-TS-019",
        "BOTH",
        "note",
        "PS3.5 A.4",
        "Each frame of a BINARY segmentation that is encapsulated starts on a byte boundary, "
        "unlike in native Pixel Data.",
        unseen="explanation",
    ),
    req(
        "LM-FMI-001",
        "BOTH",
        "shall",
        "PS3.10 7.1",
        "A file shall begin with a preamble of 128 bytes and DICM, followed by group 0002 in "
        "Explicit VR Little Endian.",
    ),
    req(
        "LM-FMI-002",
        "BOTH",
        "shall",
        "PS3.10 Table 7.1-1",
        "The file meta information shall have the group length, the version (00\\01), Media "
        "Storage SOP Class UID, Media Storage SOP Instance UID, Transfer Syntax UID and "
        "Implementation Class UID (Type 1); Implementation Version Name and the AE titles are "
        "Type 3.",
    ),
    req(
        "LM-FMI-003",
        "BOTH",
        "shall",
        "PS3.10 Table 7.1-1",
        "The media storage UIDs shall equal SOP Class UID and SOP Instance UID of the data set.",
    ),
    req(
        "LM-FMI-004",
        "BOTH",
        "shall",
        "PS3.10 7.1; PS3.5 A.5",
        "The file meta information shall not be deflated.",
        unseen="unreadable",
    ),
)
