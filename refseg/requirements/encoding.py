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
        "The native syntaxes Implicit VR LE and Explicit VR LE may be used; Explicit VR Big "
        "Endian is retired.",
    ),
    req(
        "LM-TS-002",
        "BOTH",
        "may",
        "PS3.5 A.5",
        "Deflated Explicit VR LE may be used: all after the file meta is one raw Deflate "
        "stream (RFC 1951), padded to even length with a zero byte.",
    ),
    req(
        "LM-TS-003",
        "BOTH",
        "may",
        "PS3.5 A.4.13, 8.2.16",
        "Deflated Image Frame Compression may be used: encapsulated, each frame a raw Deflate "
        "stream (RFC 1951) of its own.",
    ),
    req(
        "LM-TS-004",
        "BOTH",
        "shall",
        "PS3.5 A.4.13",
        "For it, each frame is in exactly one fragment, one frame per fragment.",
    ),
    req(
        "LM-TS-005",
        "BOTH",
        "shall",
        "PS3.5 A.4.13",
        "If the deflated stream of a frame has odd length one NULL byte is added after it.",
    ),
    req(
        "LM-TS-006",
        "BOTH",
        "note",
        "PS3.5 8.2.16",
        "Deflated Image Frame Compression works on bytes, so a frame inflates to exactly its "
        "bytes (OQ-TS-1: an added pad byte).",
    ),
    req(
        "LM-TS-007",
        "BOTH",
        "may",
        "PS3.5 8.2.2, A.4.2, Annex G",
        "RLE Lossless: one fragment per frame; 64-byte header; 8-bit LABELMAP has one segment, "
        "16-bit has two (most significant byte first).",
    ),
    req(
        "LM-TS-008",
        "BOTH",
        "may",
        "PS3.5 8.2.3, A.4.3",
        "JPEG-LS lossless; frames encoded separately, a fragment holds data of one frame only, "
        "a frame may span fragments; bit depth 2-16, hence not BINARY.",
    ),
    req(
        "LM-TS-009",
        "BOTH",
        "may",
        "PS3.5 8.2.4, A.4.4",
        "JPEG 2000 (Lossless Only) may be used: its table lists Bits Allocated 1, 8 and 16 for "
        "MONOCHROME2 and 8 and 16 for PALETTE COLOR; the form that may be lossy (…4.91) does not "
        "list PALETTE COLOR.",
    ),
    req(
        "LM-TS-010",
        "BOTH",
        "may",
        "PS3.5 8.2.14, A.4",
        "HTJ2K may be used in its lossless forms (…4.201, …4.202); its table lists MONOCHROME2 "
        "and PALETTE COLOR.",
    ),
    req(
        "LM-TS-011",
        "BOTH",
        "may",
        "PS3.5 8.2.15, A.4",
        "JPEG XL may be used in its lossless form (…4.110).",
    ),
    req(
        "LM-TS-012",
        "BOTH",
        "may",
        "PS3.5 A.4.11",
        "Encapsulated Uncompressed Explicit VR LE may be used: the native bytes of a frame as "
        "its one fragment.",
    ),
    req(
        "LM-TS-013",
        "BOTH",
        "may",
        "PS3.5 A.4.1, 8.2.1",
        "JPEG lossless (Process 14, also first-order prediction) may hold labels of 8 or 16 "
        "bits (Table 8.2.1-2), not of 1.",
    ),
    req(
        "LM-TS-014",
        "BOTH",
        "shall",
        "PS3.5 A.4",
        "Encapsulated Pixel Data: undefined length, VR OB, Explicit VR LE; first item is the "
        "Basic Offset Table (may be empty), then fragments as items of even length, then a "
        "sequence delimiter; any pad byte belongs to the last fragment of a frame.",
    ),
    req(
        "LM-TS-015",
        "BOTH",
        "shall",
        "PS3.5 A.4",
        "A non-empty Basic Offset Table has one 32-bit offset per frame, from the first byte "
        "after the table item to the first byte of the item tag of the frame's first fragment; "
        "the first is 0.",
    ),
    req(
        "LM-TS-016",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11b; C.7.6.3.1.8",
        "Extended Offset Table (64-bit) only if: Pixel Data present and encapsulated, frames "
        "in separate fragments, Basic Offset Table empty, each frame in a single fragment; it "
        "must not be empty; in a concatenation it covers only this instance.",
    ),
    req(
        "LM-TS-017",
        "BOTH",
        "shall",
        "PS3.3 Table C.7-11b",
        "Extended Offset Table Lengths is required with the table: one 64-bit length per "
        "frame, with or without the pad byte (OQ-TS-3).",
    ),
    req(
        "LM-TS-018",
        "BOTH",
        "shall",
        "PS3.5 8.2",
        "The attributes in the data set must agree with the compressed stream (size, bits, "
        "components); after lossless compression Photometric Interpretation stays MONOCHROME2 "
        "or PALETTE COLOR.",
    ),
    req(
        "LM-TS-019",
        "BOTH",
        "note",
        "PS3.5 A.4",
        "For BINARY encapsulated with a byte oriented syntax each frame starts on a byte "
        "boundary, unlike native.",
        unseen="explanation",
    ),
    req(
        "LM-FMI-001",
        "BOTH",
        "shall",
        "PS3.10 7.1",
        "A file begins with a 128-byte preamble and DICM, then group 0002 in Explicit VR "
        "Little Endian.",
    ),
    req(
        "LM-FMI-002",
        "BOTH",
        "shall",
        "PS3.10 Table 7.1-1",
        "Type 1: group length, version (00\\01), Media Storage SOP Class UID, Media Storage "
        "SOP Instance UID, Transfer Syntax UID, Implementation Class UID; Version Name and AE "
        "titles Type 3.",
    ),
    req(
        "LM-FMI-003",
        "BOTH",
        "shall",
        "PS3.10 Table 7.1-1",
        "The media storage UIDs equal SOP Class UID and SOP Instance UID of the data set.",
    ),
    req(
        "LM-FMI-004",
        "BOTH",
        "shall",
        "PS3.10 7.1; PS3.5 A.5",
        "The file meta group is never deflated.",
        unseen="unreadable",
    ),
)
