"""References to source images and codes of derivation (PS3.3 A.51.5.1, C.12.2), concatenations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydicom.charset import python_encoding

from refseg.check.reading import code_of, integer, items, text
from refseg.check.registry import rule, unwanted
from refseg.check.subject import PER_FRAME, Subject
from refseg.elements.judge import Fault
from refseg.iod.codes import DERIVATION_CODE, PURPOSE_CODE
from refseg.iod.table import tag_of

_NEMA_ROOT: Final = "1.2.840.10008."
# More missing references than this are counted only.
_TOLD: Final = 20


@rule("LM-FG-014")
def derivation_codes(s: Subject) -> Iterator[Fault]:
    """How the frames were derived, and what the source images were used for."""
    for path, item in s.group_items("DerivationImageSequence"):
        codes = items(item, "DerivationCodeSequence")
        if codes and DERIVATION_CODE[:2] not in map(code_of, codes):
            yield Fault(
                path=f"{path}.DerivationCodeSequence[0]",
                found=f"code {code_of(codes[0])}",
                expected=f"({', '.join(DERIVATION_CODE)})",
                hint="add that code",
            )
        for index, source in enumerate(items(item, "SourceImageSequence")):
            purposes = items(source, "PurposeOfReferenceCodeSequence")
            if purposes and PURPOSE_CODE[:2] not in map(code_of, purposes):
                yield Fault(
                    path=f"{path}.SourceImageSequence[{index}].PurposeOfReferenceCodeSequence[0]",
                    found=f"code {code_of(purposes[0])}",
                    expected=f"({', '.join(PURPOSE_CODE)})",
                    hint="set the purpose of reference to that code",
                )


def _referenced(s: Subject) -> dict[str, str]:
    """UIDs of the images that the functional groups refer to, with the path of the first."""
    found: dict[str, str] = {}
    for path, item in s.group_items("DerivationImageSequence"):
        for index, source in enumerate(items(item, "SourceImageSequence")):
            uid = text(source, "ReferencedSOPInstanceUID")
            found.setdefault(uid, f"{path}.SourceImageSequence[{index}]")
    if s.table is not None:
        ends = tag_of("DerivationImageSequence"), tag_of("ReferencedSOPInstanceUID")
        paths = {path for group in s.table.groups for path in group.leaves}
        for path_of_uid in sorted(path for path in paths if (path[0], path[-1]) == ends):
            for frame, value in enumerate(s.table.texts(path_of_uid)):
                where = f"{PER_FRAME}[{frame}].DerivationImageSequence"
                found.setdefault(value or "", where)
    found.pop("", None)
    return found


def _listed(s: Subject) -> dict[str, str]:
    """UIDs that Common Instance Reference lists, with their paths."""
    found: dict[str, str] = {}
    others = "StudiesContainingOtherReferencedInstancesSequence"
    studies = ((f"{others}[{k}].", study) for k, study in enumerate(items(s.dataset, others)))
    for path, place in (("", s.dataset), *studies):
        for index, series in enumerate(items(place, "ReferencedSeriesSequence")):
            for k, instance in enumerate(items(series, "ReferencedInstanceSequence")):
                where = f"{path}ReferencedSeriesSequence[{index}].ReferencedInstanceSequence[{k}]"
                found.setdefault(text(instance, "ReferencedSOPInstanceUID"), where)
    found.pop("", None)
    return found


def _other_references(s: Subject) -> set[str]:
    """UIDs referred to outside the functional groups, which may be listed too (OQ-REF-1)."""
    keywords = ("SourceImageSequence", "ReferencedImageSequence", "SourceInstanceSequence")
    places = [(s.dataset, keyword) for keyword in keywords]
    places += [(segment.item, "DefinitionSourceSequence") for segment in s.segments]
    found = (item for place, keyword in places for item in items(place, keyword))
    return {text(item, "ReferencedSOPInstanceUID") for item in found}


@rule("LM-REF-001")
def all_references_listed(s: Subject) -> Iterator[Fault]:
    """Common Instance Reference lists the images of Derivation Image, and no others."""
    referenced, listed = _referenced(s), _listed(s)
    if not listed:
        return  # the module is absent, which the tables report
    missing = [uid for uid in referenced if uid not in listed]
    for number, uid in enumerate(missing[:_TOLD], start=1):
        more = f" (and {len(missing) - _TOLD} more)" if number == _TOLD < len(missing) else ""
        yield Fault(
            path=referenced[uid],
            found=f"image {uid}, which Common Instance Reference does not list{more}",
            expected="every referenced image in Referenced Series Sequence or, of other studies, "
            "in Studies Containing Other Referenced Instances Sequence",
            hint="list the image with its series",
        )
    extra = [uid for uid in listed if uid not in referenced.keys() | _other_references(s)]
    if extra and referenced:
        yield Fault(
            level="warning",
            path=listed[extra[0]],
            found=f"image {extra[0]}, to which nothing refers"
            + (f" (and {len(extra) - 1} more)" if len(extra) > 1 else ""),
            expected="only images that the instance refers to",
            hint="remove the item",
        )


@rule("LM-REF-002")
def no_study_in_series(s: Subject) -> Iterator[Fault]:
    """The items of Referenced Series Sequence are of this study and name none."""
    for index, series in enumerate(items(s.dataset, "ReferencedSeriesSequence")):
        yield from unwanted(
            series,
            "StudyInstanceUID",
            path=f"ReferencedSeriesSequence[{index}]",
            expected="no Study Instance UID: these series are of this study",
            hint="remove it, or move the item to Studies Containing Other Referenced Instances "
            "Sequence",
        )


@rule("LM-SOP-001")
def character_set(s: Subject) -> Iterator[Fault]:
    """The terms of Specific Character Set are defined ones.

    A few others are known to readers, too; all else is no character set.
    """
    for term in s.undefined_character_sets:
        yield Fault(
            level="warning" if term in python_encoding else "error",
            path="SpecificCharacterSet",
            found=f"{term[:20]!r}",
            expected="a term of PS3.3 C.12.1.1.2, such as ISO_IR 192",
            hint="write text in ISO_IR 192",
        )


@rule("LM-SOP-003")
def one_frame_list(s: Subject) -> Iterator[Fault]:
    """Each item of Frame Extraction Sequence lists frames in one of three ways."""
    lists = ("SimpleFrameList", "CalculatedFrameList", "TimeRange")
    for index, item in enumerate(items(s.dataset, "FrameExtractionSequence")):
        given = [keyword for keyword in lists if keyword in item]
        if len(given) != 1:
            yield Fault(
                path=f"FrameExtractionSequence[{index}]",
                found=" and ".join(given) or "no frame list",
                expected="exactly one of Simple Frame List, Calculated Frame List, Time Range",
                hint="keep the one that was asked for",
            )


@rule("LM-SOP-004")
def own_uids(s: Subject) -> Iterator[Fault]:
    """UIDs of instances are not taken from the standard's own root."""
    for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        uid = text(s.dataset, keyword)
        if uid.startswith(_NEMA_ROOT):
            yield Fault(
                path=keyword,
                found=f"{uid!r}, under the root of DICOM itself",
                expected="a UID under your own root, or under 2.25",
                hint=f"make a new {keyword}",
            )


@rule("LM-FG-023")
def concatenation(s: Subject) -> Iterator[Fault]:
    """The parts of a concatenation are counted from 1 up to their number."""
    number = integer(s.dataset, "InConcatenationNumber")
    total = integer(s.dataset, "InConcatenationTotalNumber")
    if number is not None and (number < 1 or (total is not None and number > total)):
        yield Fault(
            path="InConcatenationNumber",
            found=f"{number}" + (f" of {total}" if total is not None else ""),
            expected="1 up to In-concatenation Total Number",
            hint="count the parts from 1",
        )


_USER_MODULES: Final = {
    "LM-MOD-002": (
        "Clinical Trial Subject",
        "ClinicalTrialSponsorName ClinicalTrialProtocolID",
        "ClinicalTrialProtocolName ClinicalTrialSiteID ClinicalTrialSiteName "
        "ClinicalTrialSubjectID ClinicalTrialSubjectReadingID",
    ),
    "LM-MOD-005": (
        "Clinical Trial Study",
        "ClinicalTrialTimePointID",
        "ClinicalTrialTimePointDescription LongitudinalTemporalOffsetFromEvent",
    ),
    "LM-MOD-008": (
        "Clinical Trial Series",
        "ClinicalTrialCoordinatingCenterName",
        "ClinicalTrialSeriesID ClinicalTrialSeriesDescription",
    ),
    "LM-TIL-005": (
        "Multi-Resolution Pyramid",
        "PyramidUID",
        "PyramidLabel PyramidDescription",
    ),
    "LM-MOD-022": (
        "Specimen",
        "ContainerIdentifier SpecimenDescriptionSequence",
        "ContainerTypeCodeSequence IssuerOfTheContainerIdentifierSequence",
    ),
}


@rule(*_USER_MODULES)
def user_options(s: Subject) -> Iterator[Fault]:
    """A module that is a user option is either absent or has what it requires."""
    for number, (name, required, others) in _USER_MODULES.items():
        used = [k for k in f"{required} {others}".split() if k in s.dataset]
        for keyword in required.split() if used else ():
            if keyword not in s.dataset:
                yield Fault(
                    requirement=number,
                    level="error",
                    path=keyword,
                    found=f"absent, although the {name} Module is in use ({used[0]})",
                    expected="every required attribute of a module that is in use",
                    hint=f"add {keyword}, or remove the {name} Module",
                )
