"""As check_cases, for functional groups, dimensions, tiles, encapsulation and file meta."""

from __future__ import annotations

from typing import Any

import numpy as np
from check_bases import (
    Change,
    both,
    code,
    drop,
    encapsulated,
    fragments,
    item,
    on_fragments,
    pixels,
    put,
)
from check_cases import FRAME, SHARED, Case, meta, syntax


def each_frame(change: Change) -> Change:
    def apply(ds: Any) -> None:
        for frame in ds.PerFrameFunctionalGroupsSequence:
            change(frame)

    return apply


def _odd_fragment(items: list[bytes]) -> list[bytes]:
    return [items[0], items[1] + b"\0", *items[2:]]


def tiles_overlap(ds: Any) -> None:
    ds.add_new(0x00480304, "CS", "ALL")


POSITION = "PlanePositionSequence"
VOI = [item(WindowCenter="1", WindowWidth="2")]
FRAMES = [
    Case("LM-FG-001", "native", lambda ds: ds[FRAME].value.pop(), FRAME),
    Case("LM-FG-001", "native", lambda ds: ds[FRAME].value.clear(), FRAME),
    Case("LM-FG-001", "native", drop(FRAME), FRAME),
    Case(
        "LM-FG-001",
        "native",
        lambda ds: ds.SharedFunctionalGroupsSequence.append(item()),
        "SharedFunctionalGroupsSequence",
    ),
    Case("LM-FG-002", "native", drop(f"{FRAME}[1].{POSITION}"), f"{FRAME}[1].{POSITION}"),
    Case(
        "LM-FG-002",
        "native",
        put(f"{SHARED}.{POSITION}", [item(ImagePositionPatient=[0, 0, 0])]),
        f"{FRAME}[0].{POSITION}",
    ),
    Case("LM-FG-004", "native", drop(f"{SHARED}.PixelMeasuresSequence"), "PixelMeasuresSequence"),
    Case("LM-FG-005", "native", each_frame(drop(POSITION)), POSITION),
    Case(
        "LM-FG-006",
        "native",
        drop(f"{SHARED}.PlaneOrientationSequence"),
        "PlaneOrientationSequence",
    ),
    Case("LM-FG-006", "source", drop("FrameOfReferenceUID"), "PlaneOrientationSequence"),
    Case(
        "LM-FG-007",
        "tiled-sparse",
        each_frame(drop("PlanePositionSlideSequence")),
        "PlanePositionSlideSequence",
    ),
    Case("LM-FG-008", "flat", each_frame(drop("DerivationImageSequence")), "Derivation"),
    Case("LM-FG-009", "native", each_frame(drop("FrameContentSequence")), "FrameContentSequence"),
    Case(
        "LM-FG-009", "native", put(f"{SHARED}.FrameContentSequence", [item(FrameLabel="x")]), SHARED
    ),
    Case(
        "LM-FG-010",
        "binary",
        each_frame(drop("SegmentIdentificationSequence")),
        "SegmentIdentificationSequence",
    ),
    Case(
        "LM-FG-010",
        "binary",
        put(f"{FRAME}[4].SegmentIdentificationSequence[0].ReferencedSegmentNumber", 9),
        f"{FRAME}[4].SegmentIdentificationSequence[0].ReferencedSegmentNumber",
    ),
    Case(
        "LM-FG-011",
        "native",
        put(f"{SHARED}.SegmentIdentificationSequence", [item(ReferencedSegmentNumber=2)]),
        f"{SHARED}.SegmentIdentificationSequence",
    ),
    Case("LM-FG-012", "source", each_frame(drop(POSITION)), "FrameOfReferenceUID", "warning"),
    Case(
        "LM-FG-014",
        "source",
        each_frame(
            put("DerivationImageSequence[0].DerivationCodeSequence", [code("113040", "DCM")])
        ),
        f"{FRAME}[0].DerivationImageSequence[0].DerivationCodeSequence[0]",
    ),
    Case(
        "LM-FG-015",
        "source",
        each_frame(drop("DerivationImageSequence[0].DerivationCodeSequence")),
        f"{FRAME}[0].DerivationImageSequence[0].DerivationCodeSequence",
    ),
    Case(
        "LM-FG-016",
        "source",
        drop(f"{FRAME}[2].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPClassUID"),
        f"{FRAME}[2].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPClassUID",
    ),
    Case(
        "LM-FG-017",
        "binary",
        drop(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
    ),
    Case(
        "LM-FG-018",
        "native",
        drop(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing"),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
        "warning",
    ),
    Case(
        "LM-FG-019",
        "native",
        put(f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing", ["1", "-1"]),
        f"{SHARED}.PixelMeasuresSequence[0].PixelSpacing",
    ),
    Case(
        "LM-FG-020",
        "native",
        put(
            f"{SHARED}.PlaneOrientationSequence[0].ImageOrientationPatient",
            ["1", "0", "0", "0.1", "1", "0"],
        ),
        f"{SHARED}.PlaneOrientationSequence[0].ImageOrientationPatient",
    ),
    Case(
        "LM-FG-020",
        "native",
        put(f"{FRAME}[1].{POSITION}[0].ImagePositionPatient", ["1", "2"]),
        f"{FRAME}[1].{POSITION}[0].ImagePositionPatient",
    ),
    Case(
        "LM-FG-021",
        "tiled-sparse",
        put(f"{FRAME}[1].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix", 17),
        f"{FRAME}[1].PlanePositionSlideSequence[0].ColumnPositionInTotalImagePixelMatrix",
    ),
    Case(
        "LM-FG-022",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].StackID", "1"),
        f"{FRAME}[1].FrameContentSequence[0].InStackPositionNumber",
    ),
    Case("LM-FG-023", "native", put("ConcatenationUID", "2.25.6"), "InConcatenationNumber"),
    Case(
        "LM-FG-024",
        "native",
        put("EncapsulatedPixelDataValueTotalLength", 4, "UL"),
        "EncapsulatedPixelDataValueTotalLength",
    ),
    Case("LM-FG-025", "native", put(f"{SHARED}.FrameVOILUTSequence", VOI), SHARED, "warning"),
    Case("LM-DIM-001", "native", drop("DimensionOrganizationSequence"), "Dimension"),
    Case("LM-DIM-002", "native", put("DimensionOrganizationType", "4D"), "Type", "warning"),
    Case("LM-DIM-003", "native", drop("DimensionIndexSequence"), "DimensionIndexSequence"),
    Case(
        "LM-DIM-004",
        "native",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x00181081),
        "DimensionIndexSequence[0].DimensionIndexPointer",
    ),
    Case(
        "LM-DIM-004",
        "native",
        put("DimensionOrganizationSequence[0].DimensionOrganizationUID", "2.25.3"),
        "DimensionIndexSequence[0].DimensionOrganizationUID",
    ),
    Case(
        "LM-DIM-005",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", [1, 2, 3]),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
    ),
    Case(
        "LM-DIM-005",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 0),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
    ),
    Case(
        "LM-DIM-006",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 1),
        f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues",
        "warning",
    ),
    Case(
        "LM-DIM-006",
        "native",
        put(f"{FRAME}[1].FrameContentSequence[0].DimensionIndexValues", 9),
        "DimensionIndexSequence[0]",
        "note",
    ),
    Case(
        "LM-DIM-006",
        "native",
        both(
            *(
                put(f"{FRAME}[{frame}].FrameContentSequence[0].DimensionIndexValues", value)
                for frame, value in enumerate((2, 1, 3))
            )
        ),
        f"{FRAME}[0].FrameContentSequence[0].DimensionIndexValues",
        "warning",
    ),
    Case(
        "LM-DIM-007",
        "binary",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x00209056),
        "DimensionIndexSequence",
        "warning",
    ),
    Case(
        "LM-DIM-008",
        "native",
        put("DimensionIndexSequence[0].DimensionIndexPointer", 0x0062000B),
        "DimensionIndexSequence[0].DimensionIndexPointer",
    ),
    Case(
        "LM-DIM-010",
        "native",
        both(
            put("DimensionOrganizationType", "3D"),
            put(f"{FRAME}[2].{POSITION}[0].ImagePositionPatient", ["-10", "20", "14"]),
        ),
        "DimensionOrganizationType",
    ),
    Case(
        "LM-TIL-002",
        "tiled-full",
        drop("TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem"),
        "TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem",
    ),
    Case("LM-TIL-002", "tiled-full", put("TotalPixelMatrixFocalPlanes", 0), "FocalPlanes"),
    Case(
        "LM-TIL-002",
        "tiled-full",
        put("ImageOrientationSlide", ["1", "0", "0", "1", "0", "0"]),
        "ImageOrientationSlide",
    ),
    Case("LM-TIL-003", "tiled-full", put("TotalPixelMatrixRows", 13), "NumberOfFrames"),
    Case("LM-TIL-003", "tiled-full", tiles_overlap, "TilesOverlap"),
    Case("LM-TIL-005", "native", put("PyramidLabel", "x"), "PyramidUID"),
]


def _cut(items: list[bytes]) -> list[bytes]:
    """The last frame's fragment without its second half, of even length."""
    keep = len(items[-1]) // 4 * 2
    return [*items[:-1], items[-1][:keep]]


def _split(items: list[bytes]) -> list[bytes]:
    """The first frame in two fragments, and an offset table that says so."""
    half = len(items[1]) // 4 * 2
    parts = [items[1][:half], items[1][half:], *items[2:]]
    starts = [0]
    for number in range(1, len(parts) - 1):
        starts.append(sum(8 + len(p) for p in parts[: number + 1]))
    table = np.array(starts, "<u4").tobytes()
    return [table, *parts]


def _wrong_table(items: list[bytes]) -> list[bytes]:
    return [b"\0\0\0\0\2\0\0\0\4\0\0\0", *items[1:]]


def _no_table(value: bytes) -> bytes:
    return encapsulated(fragments(value))[8 + len(fragments(value)[0]) + 2 :]


def _raw_frames(bits: int) -> Change:
    return on_fragments(lambda items: [b"", *(bytes(6 * 8 * bits // 8) for _ in items[1:])])


ENCODING = [
    Case("LM-TS-001", "native", syntax("1.2.840.10008.1.2.2"), "TransferSyntaxUID", "warning"),
    Case("LM-TS-001", "native", syntax("1.2.3.4"), "TransferSyntaxUID", "warning"),
    Case("LM-TS-003", "deflated-frame", on_fragments(lambda f: [*f[:-1], b"\xff" * 8]), "frame 2"),
    Case("LM-TS-004", "deflated-frame", on_fragments(_split), "PixelData frame 0"),
    Case(
        "LM-TS-005",
        "deflated-frame",
        on_fragments(lambda f: [*f[:-1], f[-1] + b"\1" * 4]),
        "frame 2",
    ),
    Case(
        "LM-TS-006",
        "deflated-frame",
        both(put("Rows", 7)),
        "PixelData frame 0",
    ),
    Case("LM-TS-007", "rle", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-008", "jpegls", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-009", "jpeg2000", on_fragments(lambda f: [*f[:-1], f[-1][:80]]), "frame 2"),
    Case("LM-TS-010", "htj2k", on_fragments(lambda f: [*f[:-1], f[-1][:80]]), "frame 2"),
    Case("LM-TS-011", "jpegxl", on_fragments(lambda f: [*f[:-1], f[-1][:12]]), "frame 2"),
    Case("LM-TS-012", "encapsulated", on_fragments(_cut), "PixelData frame 2"),
    Case("LM-TS-013", "jpegls", syntax("1.2.840.10008.1.2.4.70"), "PixelData frame 0"),
    Case("LM-TS-014", "rle", pixels(_no_table), "PixelData"),
    Case("LM-TS-014", "rle", on_fragments(_odd_fragment), "PixelData"),
    Case("LM-TS-015", "rle", on_fragments(_wrong_table), "PixelData"),
    Case("LM-TS-016", "native", put("ExtendedOffsetTable", b"\0" * 8), "ExtendedOffsetTable"),
    Case("LM-TS-017", "rle", put("ExtendedOffsetTable", b"\0" * 24), "ExtendedOffsetTableLengths"),
    Case("LM-TS-018", "jpegls", put("Rows", 7), "PixelData frame 0"),
    Case("LM-FMI-002", "native", meta(drop("ImplementationClassUID")), "ImplementationClassUID"),
    Case("LM-FMI-003", "native", meta(put("MediaStorageSOPInstanceUID", "2.25.1")), "MediaStorage"),
]
