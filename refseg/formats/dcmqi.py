"""Segments as the JSON that dcmqi's ``itkimage2segimage`` reads and ``segimage2itkimage`` writes.

Names and colours are dcmqi's. What dcmqi's schema has no name for (several modifiers or regions,
coding scheme versions, kept attributes) stands under names of its own that dcmqi passes over, so
that every field of a segment comes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydicom.dataset import Dataset

from refseg.formats.cells import algorithm, check_number, placed, unique
from refseg.model.color import RGB
from refseg.model.labelmap import TISSUE, Code, Segment
from refseg.support.errors import FileError, InputError
from refseg.support.limits import Limits
from refseg.support.reading import file_bytes

# Top-level names of dcmqi's schema that are DICOM keywords.
KEYWORDS: Final = (
    "ContentCreatorName",
    "ContentLabel",
    "ContentDescription",
    "ClinicalTrialSeriesID",
    "ClinicalTrialTimePointID",
    "ClinicalTrialCoordinatingCenterName",
    "SeriesDescription",
    "SeriesNumber",
    "InstanceNumber",
    "BodyPartExamined",
)
# itkimage2segimage wants these at the top; they are filled in when the caller has no better ones.
_REQUIRED: Final = {
    "ContentCreatorName": "refseg",
    "SeriesDescription": "Segmentation",
    "SeriesNumber": "1",
    "InstanceNumber": "1",
}
_MORE: Final = "refseg"


def load_json(path: Path) -> dict[str, Any]:
    """The top-level object of a JSON file.

    Raises:
        FileError: the file cannot be read or is not a JSON object.
    """
    data = file_bytes(path, Limits.now().list_bytes)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path.name} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise FileError(f"{path.name} holds no JSON object with segmentAttributes")
    return content


def segments_of(path: Path, content: Mapping[str, Any]) -> tuple[Segment, ...]:
    """The segments of ``segmentAttributes``, in the order of the file.

    The attributes are a list of lists, one for each image; a plain list is read, too.

    Raises:
        InputError: an entry is malformed, or a labelID is used twice.
    """
    groups = content.get("segmentAttributes")
    if isinstance(groups, list) and groups and all(isinstance(one, dict) for one in groups):
        groups = [groups]
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise InputError(
            f"{path.name} has no segmentAttributes that is a list of lists of segments",
            code="segments.missing",
        )
    return unique(
        (_segment(where, entry), where)
        for i, group in enumerate(groups)
        for j, entry in enumerate(group)
        for where in [f"{path.name}: segmentAttributes[{i}][{j}]"]
    )


def keywords_of(content: Mapping[str, Any]) -> dict[str, str]:
    """DICOM attributes that the file wants set, by keyword; empty ones are left out."""
    return {name: str(content[name]) for name in KEYWORDS if content.get(name) not in (None, "")}


def segments_json(
    segments: Iterable[Segment], attributes: Mapping[str, str], more: Mapping[str, Any]
) -> bytes:
    """The JSON file; ``more`` is kept under a name that dcmqi passes over."""
    content: dict[str, Any] = {**_REQUIRED, **attributes}
    content["segmentAttributes"] = [[_entry(segment) for segment in segments]]
    if more:
        content[_MORE] = dict(more)
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def more_of(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What ``more`` was in :func:`segments_json`."""
    more = content.get(_MORE)
    return more if isinstance(more, dict) else {}


# --------------------------------------------------------------------------------------- writing


def _entry(segment: Segment) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "labelID": segment.number,
        "SegmentLabel": segment.label,
        "SegmentDescription": segment.description,
        "SegmentAlgorithmType": segment.algorithm_type,
        "SegmentAlgorithmName": segment.algorithm_name,
    }
    more: dict[str, Any] = {}
    _put_code(entry, more, "SegmentedPropertyCategoryCodeSequence", segment.category)
    _put_code(entry, more, "SegmentedPropertyTypeCodeSequence", segment.type)
    if segment.anatomic_regions:
        _put_code(entry, more, "AnatomicRegionSequence", segment.anatomic_regions[0])
        _put_codes(more, "AnatomicRegionSequence", segment.anatomic_regions[1:])
    _put_codes(more, "PrimaryAnatomicStructureSequence", segment.primary_anatomic_structures)
    if len(segment.attributes):
        more["attributes"] = segment.attributes.to_json_dict()
    entry |= {
        "recommendedDisplayRGBValue": segment.color and list(segment.color),
        "TrackingIdentifier": segment.tracking_id,
        "TrackingUniqueIdentifier": segment.tracking_uid,
        _MORE: more or None,
    }
    return {name: value for name, value in entry.items() if value is not None}


# dcmqi's names for the modifiers of a code, which DICOM nests inside its item.
_MODIFIERS: Final = {
    "SegmentedPropertyTypeCodeSequence": "SegmentedPropertyTypeModifierCodeSequence",
    "AnatomicRegionSequence": "AnatomicRegionModifierSequence",
}


def _put_code(entry: dict[str, Any], more: dict[str, Any], name: str, code: Code) -> None:
    """dcmqi's form of a code; all of it under ``more`` too if dcmqi's form has no room for it."""
    entry[name] = _plain(code)
    if code.modifiers and name in _MODIFIERS:
        entry[_MODIFIERS[name]] = _plain(code.modifiers[0])
    if _full(code) != entry[name] | (
        {"modifiers": [entry[_MODIFIERS[name]]]} if code.modifiers and name in _MODIFIERS else {}
    ):
        more[f"{name}[0]"] = _full(code)


def _put_codes(more: dict[str, Any], name: str, codes: Iterable[Code]) -> None:
    if full := [_full(code) for code in codes]:
        more[name] = full


def _plain(code: Code) -> dict[str, Any]:
    return {
        "CodeValue": code.value,
        "CodingSchemeDesignator": code.scheme,
        "CodeMeaning": code.meaning,
    }


def _full(code: Code) -> dict[str, Any]:
    item = _plain(code)
    if code.version is not None:
        item["CodingSchemeVersion"] = code.version
    if code.modifiers:
        item["modifiers"] = [_full(modifier) for modifier in code.modifiers]
    return item


# --------------------------------------------------------------------------------------- reading


def _segment(where: str, entry: Any) -> Segment:
    if not isinstance(entry, dict):
        raise InputError(f"{where} is {str(entry)[:60]!r}; give an object", code="segments.entry")
    number = check_number(f"{where}.labelID", entry.get("labelID"))
    more = more_of(entry)
    kind = _get_code(where, entry, more, "SegmentedPropertyTypeCodeSequence") or TISSUE
    region = _get_code(where, entry, more, "AnatomicRegionSequence")
    regions = (region, *_get_codes(where, more, "AnatomicRegionSequence")) if region else ()
    structures = _get_codes(where, more, "PrimaryAnatomicStructureSequence")
    description = _text(where, entry, "SegmentDescription")
    label = _text(where, entry, "SegmentLabel") or description or kind.meaning
    algorithm_type, algorithm_name = algorithm(
        where,
        _text(where, entry, "SegmentAlgorithmType"),
        _text(where, entry, "SegmentAlgorithmName"),
    )
    category = _get_code(where, entry, more, "SegmentedPropertyCategoryCodeSequence") or TISSUE
    color = _color(f"{where}.recommendedDisplayRGBValue", entry.get("recommendedDisplayRGBValue"))
    tracking_id = _text(where, entry, "TrackingIdentifier")
    tracking_uid = _text(where, entry, "TrackingUniqueIdentifier")
    attributes = _attributes(where, more.get("attributes"))
    with placed(where):
        return Segment(
            number,
            label,
            category,
            kind,
            color,
            description,
            algorithm_type,
            algorithm_name,
            regions,
            structures,
            tracking_id,
            tracking_uid,
            attributes,
        )


def _attributes(where: str, attributes: Any) -> Dataset:
    if attributes is None:
        return Dataset()
    try:
        return Dataset.from_json(attributes)
    except Exception as error:  # pydicom documents no closed set
        raise InputError(
            f"{where}.{_MORE}.attributes is not in the DICOM JSON model ({error})",
            code="segments.attributes",
        ) from error


def _text(where: str, entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value == "":  # segimage2itkimage writes absent descriptions so
        return None
    if value is not None and not isinstance(value, str):
        raise InputError(f"{where}.{name} is {value!r}; give a string", code="segments.entry")
    return value


def _get_code(
    where: str, entry: Mapping[str, Any], more: Mapping[str, Any], name: str
) -> Code | None:
    full = more.get(f"{name}[0]")
    if full is not None:
        return _code(f"{where}.{_MORE}.{name}", full)
    if name not in entry:
        return None
    code = _code(f"{where}.{name}", entry[name])
    modifier = entry.get(_MODIFIERS.get(name, ""))
    if modifier is None:
        return code
    return replace(code, modifiers=(_code_alone(f"{where}.{_MODIFIERS[name]}", modifier),))


def _get_codes(where: str, more: Mapping[str, Any], name: str) -> tuple[Code, ...]:
    items = more.get(name, [])
    if not isinstance(items, list):
        raise InputError(f"{where}.{_MORE}.{name} is no list of codes", code="segments.code")
    return tuple(_code(f"{where}.{_MORE}.{name}", item) for item in items)


def _code(where: str, item: Any) -> Code:
    code = _code_alone(where, item)
    modifiers = item.get("modifiers", []) if isinstance(item, dict) else []
    if not isinstance(modifiers, list):
        raise InputError(f"{where} has modifiers that are no list", code="segments.code")
    nested = tuple(_code_alone(f"{where}.modifiers", modifier) for modifier in modifiers)
    return replace(code, modifiers=nested)


def _code_alone(where: str, item: Any) -> Code:
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    names = ("CodeValue", "CodingSchemeDesignator", "CodeMeaning")
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in names):
        raise InputError(
            f"{where} is {str(item)[:60]!r}; give a code with {', '.join(names)}",
            code="segments.code",
        )
    value, scheme, meaning = (item[name] for name in names)
    return Code(value, scheme, meaning, _text(where, item, "CodingSchemeVersion"))


def _whole(value: Any) -> Any:
    """An integer written as text or with a decimal point."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value[:12])
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _color(where: str, value: Any) -> RGB | None:
    if value is None:
        return None
    parts = map(_whole, value if isinstance(value, list) and len(value) == 3 else [])
    # dcmqi up to 1.5.7 does not clip what it converts from CIELab, and writes -89 as 4294967207
    # (dcmqi #412, #563).
    clipped = [
        0 if part >= 2**31 else min(part, 255)
        for part in parts
        if type(part) is int and (0 <= part < 512 or 2**32 - 512 < part < 2**32)
    ]
    if len(clipped) != 3:
        raise InputError(
            f"{where} is {str(value)[:60]}; give three whole numbers 0 to 255",
            code="segments.color",
        )
    red, green, blue = clipped
    return red, green, blue
