"""Identity and pixel description: SOP Class, type, bits, lossy flags (PS3.3 A.51, C.8.20.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydicom.uid import UID

from refseg.check.reading import integer, text, texts
from refseg.check.registry import rule, unwanted
from refseg.check.subject import Subject
from refseg.elements.judge import Fault, Level
from refseg.frames import syntaxes
from refseg.iod import SEGMENTATION_TYPES
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.support.words import plural


@rule("LM-GEN-001")
def known_sop_class(s: Subject) -> Iterator[Fault]:
    """One of the two SOP Classes of the Segmentation IOD.

    Of another object without anything of a segmentation nothing else is said.
    """
    found, hint = f"SOP Class {s.sop_class}", "check another file, or correct SOP Class UID"
    if s.is_other_object:
        stated = s.sop_class or text(s.meta, "MediaStorageSOPClassUID")
        name = UID(stated, validation_mode=0).name
        named = "" if name == stated else f" ({name})"
        found = f"SOP Class {stated}{named}, which is no segmentation: nothing else is judged"
        hint = "check a segmentation"
    elif not s.sop_class or s.sop_class in SEGMENTATION_TYPES:
        return
    expected = " or ".join(SEGMENTATION_TYPES)
    yield Fault(path="SOPClassUID", found=found, expected=expected, hint=hint)


@rule("LM-GEN-002", "LM-GEN-003")
def type_of_the_class(s: Subject) -> Iterator[Fault]:
    """LABELMAP belongs to Label Map Segmentation Storage, the other types to the other class."""
    stated = text(s.dataset, "SegmentationType")
    types = SEGMENTATION_TYPES.get(s.sop_class)
    if not stated or types is None or stated in types:
        return
    yield Fault(
        requirement="LM-GEN-002" if s.sop_class == LABEL_MAP_SEGMENTATION_STORAGE else "LM-GEN-003",
        path="SegmentationType",
        found=f"{stated!r} in SOP Class {s.sop_class}",
        expected=" or ".join(types),
        hint="correct Segmentation Type or SOP Class UID, whichever is wrong",
    )


# Bits Allocated, and the requirements for it, for Bits Stored and for High Bit.
BITS: Final = {
    "LABELMAP": ((8, 16), "LM-PIX-006", "LM-PIX-007", "LM-PIX-008"),
    "BINARY": ((1,), "LM-PIX-009", "LM-PIX-009", "LM-PIX-009"),
    "FRACTIONAL": ((8,), "LM-PIX-010", "LM-PIX-010", "LM-PIX-010"),
}


@rule(*dict.fromkeys(number for _, *numbers in BITS.values() for number in numbers))
def bits(s: Subject) -> Iterator[Fault]:
    """Bits Allocated as the type has it, all of them stored, High Bit the last one."""
    allocated = integer(s.dataset, "BitsAllocated")
    if s.type not in BITS or allocated is None:
        return
    allowed, *numbers = BITS[s.type]
    basis = allocated if allocated in allowed else allowed[0]
    rows = (("BitsAllocated", allowed), ("BitsStored", (basis,)), ("HighBit", (basis - 1,)))
    for number, (keyword, wanted) in zip(numbers, rows, strict=True):
        value = integer(s.dataset, keyword)
        if value is not None and value not in wanted:
            listed = " or ".join(map(str, wanted))
            open_question = " (OQ-PIX-1)" if keyword == "BitsStored" and s.is_label_map else ""
            yield Fault(
                requirement=number,
                path=keyword,
                found=f"{value} with Bits Allocated {allocated} in {s.type}{open_question}",
                expected=listed,
                hint=f"set {keyword} to {listed}, as the pixels are",
            )


@rule("LM-PIX-003", "LM-PIX-004")
def photometric(s: Subject) -> Iterator[Fault]:
    """MONOCHROME2, or in a label map PALETTE COLOR."""
    value = text(s.dataset, "PhotometricInterpretation")
    allowed = ("MONOCHROME2", "PALETTE COLOR") if s.is_label_map else ("MONOCHROME2",)
    if value and s.type in BITS and value not in allowed:
        yield Fault(
            requirement="LM-PIX-004" if s.is_label_map else "LM-PIX-003",
            path="PhotometricInterpretation",
            found=f"{value!r} in {s.type}",
            expected=" or ".join(allowed),
            hint="set Photometric Interpretation to what the pixels are",
        )


@rule("LM-OVL-002")
def no_overlap_in_label_maps(s: Subject) -> Iterator[Fault]:
    """Segments Overlap of a label map is NO, if it is there."""
    value = text(s.dataset, "SegmentsOverlap")
    if s.is_label_map and value and value != "NO":
        yield Fault(
            path="SegmentsOverlap",
            found=f"{value!r} in LABELMAP",
            expected="NO, or no such attribute",
            hint="set Segments Overlap to NO: one pixel has one value",
        )


@rule("LM-PIX-014")
def pixels_in_one_place(s: Subject) -> Iterator[Fault]:
    """Pixel Data or Pixel Data Provider URL, and no other kind of pixels."""
    wanted = "Pixel Data: a segmentation has integer pixels"
    yield from unwanted(s.dataset, "FloatPixelData", "DoubleFloatPixelData", expected=wanted)
    if "PixelData" in s.dataset:
        yield from unwanted(
            s.dataset,
            "PixelDataProviderURL",
            found="both Pixel Data and Pixel Data Provider URL",
            expected="one of the two",
            hint="remove Pixel Data Provider URL",
        )


@rule("LM-PIX-018")
def extremes(s: Subject) -> Iterator[Fault]:
    """Smallest and Largest Image Pixel Value are those of the pixels."""
    scan = s.pixels
    if not scan.complete or not scan.values:
        return
    for what, actual in (("Smallest", scan.values[0]), ("Largest", scan.values[-1])):
        keyword = f"{what}ImagePixelValue"
        stated = integer(s.dataset, keyword)
        if stated is not None and stated != actual:
            yield Fault(
                level="warning",
                path=keyword,
                found=f"{stated}, the pixels have {actual}",
                expected=str(actual),
                hint=f"correct {keyword} or leave it out",
            )


@rule("LM-PIX-023")
def number_of_frames(s: Subject) -> Iterator[Fault]:
    """Number of Frames is at least 1."""
    frames = integer(s.dataset, "NumberOfFrames")
    if frames is not None and frames < 1:
        yield Fault(
            path="NumberOfFrames",
            found=str(frames),
            expected="1 or more",
            hint="write at least one frame",
        )


@rule("LM-PIX-011")
def size(s: Subject) -> Iterator[Fault]:
    """Rows and Columns are at least 1."""
    for keyword in ("Rows", "Columns"):
        if integer(s.dataset, keyword) == 0:
            yield Fault(path=keyword, found="0", expected="1 or more", hint=f"correct {keyword}")


@rule("LM-LOS-002", "LM-LOS-003", "LM-LOS-004")
def lossy(s: Subject) -> Iterator[Fault]:
    """A lossy transfer syntax is a bad idea, and must be told; ratio and method go together."""
    is_lossy = syntaxes.lossy(s.syntax_uid or "")  # None: perhaps
    surely, perhaps = is_lossy is True, is_lossy is not False
    named = f"transfer syntax {s.syntax_uid}, which {'is' if surely else 'may be'} lossy"
    strict: Level = "error" if surely else "warning"
    flag = text(s.dataset, "LossyImageCompression")
    ratios = texts(s.dataset, "LossyImageCompressionRatio")
    methods = texts(s.dataset, "LossyImageCompressionMethod")
    if perhaps and flag == "00":
        yield Fault(
            requirement="LM-LOS-002",
            level=strict,
            path="LossyImageCompression",
            found=f"00 with {named}",
            expected="01" if surely else "01 unless the codestreams are lossless",
            hint="store the pixels in a lossless transfer syntax, or set the flag to 01",
        )
    if perhaps:
        yield Fault(
            requirement="LM-LOS-004",
            path="TransferSyntaxUID",
            found=named,
            expected="a lossless transfer syntax: pixel values are labels, not grays",
            hint="transcode from the original pixels, for example to RLE Lossless",
        )
    if flag == "01" and not (ratios and methods):
        yield Fault(
            requirement="LM-LOS-003",
            level=strict,
            path="LossyImageCompressionRatio" if not ratios else "LossyImageCompressionMethod",
            found="Lossy Image Compression is 01 without ratio and method",
            expected="both, if the sources have them or this instance was compressed",
            hint="copy Ratio and Method from the source images",
        )
    elif ratios and methods and len(ratios) != len(methods):
        yield Fault(
            requirement="LM-LOS-003",
            path="LossyImageCompressionRatio",
            found=f"{plural(len(ratios), 'ratio')} and {plural(len(methods), 'method')}",
            expected="one ratio for each method",
            hint="give one ratio and one method for each lossy step",
        )


_DISPLAY: Final[dict[Level, tuple[str, ...]]] = {
    "error": ("WindowCenter", "WindowWidth", "VOILUTSequence", "VOILUTFunction"),
    "warning": ("RescaleIntercept", "RescaleSlope", "RescaleType", "ModalityLUTSequence"),
}


@rule("LM-MOD-031")
def no_display_pipeline(s: Subject) -> Iterator[Fault]:
    """No VOI LUT, Modality LUT or overlay."""
    for level, keywords in _DISPLAY.items():
        yield from unwanted(
            s.dataset,
            *keywords,
            level=level,
            found="the attribute is present (OQ-VAL-2)",
            expected="no VOI LUT and no Modality LUT: stored values are labels or fractions",
        )
    planes = {tag.group for tag in s.dataset.keys() if 0x6000 <= tag.group <= 0x60FF}  # noqa: SIM118
    for group in sorted(planes):
        yield Fault(
            path=f"({group:04X},xxxx)",
            found="an overlay plane",
            expected="no overlay planes",
            hint=f"remove group {group:04X}",
        )


@rule("LM-GEN-009")
def no_retired_specimen(s: Subject) -> Iterator[Fault]:
    """The retired Specimen Identification Module is not part of the IOD."""
    yield from unwanted(
        s.dataset,
        "SpecimenAccessionNumber",
        "SpecimenSequence",
        "SpecimenDescriptionSequenceTrial",
        "SpecimenTypeCodeSequence",
        "SlideIdentifier",
        level="warning",
        found="an attribute of the retired Specimen Identification Module",
        expected="the Specimen Module",
        hint="move the content of {} to the Specimen Module",
    )
