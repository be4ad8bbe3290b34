"""The conditions of the attribute tables, one name each; rows say ``when.tracking_uid_present``.

The test of a condition returns True (required), False (not required) or None (the file alone cannot
tell); its text is what the tables print. ``"absent"`` and ``"may"`` say what holds when it is not
required (PS3.3 5.4, PS3.5 7.4). Those of attributes that a segmentation only carries along are
stated in our words.

Most conditions look at the same item (``at.item``); those that reach to the top level or to the
functional groups say so by using ``at.value``, ``at.root`` or ``at.groups``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pydicom.datadict import dictionary_description

from refseg.iod.table import Condition, Otherwise, Scope, Test, tag_of, values_of

SEGMENTATION_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.66.4"
LABEL_MAP_SEGMENTATION_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.66.7"
RT_STRUCTURE_SET_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.481.3"

# Transfer syntaxes that leave the pixels on a server: JPIP, JPIP Deflate, JPIP HTJ2K and Deflate.
JPIP_TRANSFER_SYNTAXES: Final = frozenset(
    f"1.2.840.10008.1.2.4.{last}" for last in ("94", "95", "204", "205")
)


# ------------------------------------------------------------------ forms that many share


def condition(otherwise: Otherwise = "absent") -> Callable[[Test], Condition]:
    """Turn a function into a :class:`Condition`; its docstring is the text of the tables."""
    return lambda test: Condition(" ".join((test.__doc__ or "").split()), test, otherwise)


def required_if(what: str, test: Test, otherwise: Otherwise = "absent") -> Condition:
    """A condition in one expression."""
    return Condition(f"Required if {what}.", test, otherwise)


def unseen(what: str, otherwise: Otherwise = "absent", *, unless: Sequence[str] = ()) -> Condition:
    """What the file alone cannot tell, unless the item has one of some attributes."""
    return required_if(what, lambda at: False if any_of(at, unless) else None, otherwise)


def never_required(what: str) -> Condition:
    """What no segmentation is."""
    return Condition(f"Required for {what}.", lambda _: False, "may")


def present(keyword: str) -> Condition:
    """Another attribute stands in the item."""
    return required_if(f"{_name(keyword)} is present", lambda at: keyword in at.item)


def absent(keyword: str, otherwise: Otherwise) -> Condition:
    """Another attribute does not stand in the item."""
    return required_if(f"{_name(keyword)} is absent", lambda at: keyword not in at.item, otherwise)


def equal(keyword: str, value: str) -> Condition:
    """Another attribute of the item has a value."""
    return required_if(f"{_name(keyword)} is {value}", lambda at: at.item.get(keyword) == value)


def private(keyword: str, verb: str) -> Condition:
    """Another attribute of the item points to a private one."""

    def test(at: Scope) -> bool:
        return any(int(tag) >> 16 & 1 for tag in values_of(at.item.get(keyword)))

    return required_if(f"{_name(keyword)} {verb} a private attribute", test)


def any_of(at: Scope, keywords: Sequence[str]) -> bool:
    """True if the item has one of some attributes."""
    return any(keyword in at.item for keyword in keywords)


def _name(keyword: str) -> str:
    return dictionary_description(tag_of(keyword))


always = Condition(
    "Required: the other cases that the table lists do not occur in a segmentation.",
    lambda _: True,
    "absent",
)
never = Condition("Not allowed in a segmentation.", lambda _: False, "absent")
passed_on = Condition(
    "Conditional; refseg passes the attribute on as it comes and judges its values only.",
    lambda _: None,
    "may",
)


# ------------------------------------------------------------------ codes, persons, references

code_value_is_short = required_if(
    "the code is at most 16 characters long and is not a URN or URL",
    lambda at: "LongCodeValue" not in at.item and "URNCodeValue" not in at.item,
)
code_value_is_long = unseen(
    "the code is longer than 16 characters and is not a URN or URL",
    unless=("CodeValue", "URNCodeValue"),
)
code_value_is_urn = unseen("the code is a URN or URL", unless=("CodeValue", "LongCodeValue"))
code_needs_scheme = required_if(
    "Code Value or Long Code Value is present",
    lambda at: "CodeValue" in at.item or "LongCodeValue" in at.item,
    "may",
)
scheme_is_ambiguous = unseen("the Coding Scheme Designator alone does not identify the code", "may")
scheme_is_registered = unseen("the coding scheme is registered", "may")
scheme_has_uid = unseen("the coding scheme has an object identifier that is a DICOM UID", "may")
registered_without_uid = required_if(
    "the coding scheme is registered and Coding Scheme UID is absent",
    lambda at: "CodingSchemeRegistry" in at.item and "CodingSchemeUID" not in at.item,
    "may",
)
context_identifier_present = present("ContextIdentifier")
context_group_extended = equal("ContextGroupExtensionFlag", "Y")
institution_code_absent = absent("InstitutionCodeSequence", "may")
institution_name_absent = absent("InstitutionName", "may")
some_frames_referenced = unseen(
    "the target is multi-frame, not all frames are meant and no segment is named",
    unless=("ReferencedSegmentNumber",),
)
some_segments_referenced = unseen(
    "the target is a segmentation, not all are meant and no frame is named",
    unless=("ReferencedFrameNumber",),
)
some_channels_referenced = unseen(
    "the target is a waveform and not all of its channels are meant", "may"
)
universal_entity_id_present = present("UniversalEntityID")
universal_entity_id_absent = absent("UniversalEntityID", "may")
local_namespace_absent = absent("LocalNamespaceEntityID", "may")
same_study_referenced = unseen("instances of this study are referenced")
other_study_referenced = unseen("instances of other studies are referenced")
procedure_was_scheduled = unseen("the procedure was scheduled", "may")
instances_are_dicom = equal("TypeOfInstances", "DICOM")
instance_is_hl7_document = unseen("the instance is an HL7 Structured Document", "may")

_WAYS = (
    "DICOMRetrievalSequence",
    "DICOMMediaRetrievalSequence",
    "WADORetrievalSequence",
    "XDSRetrievalSequence",
    "WADORSRetrievalSequence",
)
no_other_way_of_retrieval = required_if(
    "no sequence states another way of retrieval",
    lambda at: not any_of(at, _WAYS),
    "may",
)


# ------------------------------------------------------------------ content items (Table 10-2)

value_is_datetime = equal("ValueType", "DATETIME")
value_is_date = equal("ValueType", "DATE")
value_is_time = equal("ValueType", "TIME")
value_is_person_name = equal("ValueType", "PNAME")
value_is_uid = equal("ValueType", "UIDREF")
value_is_text = equal("ValueType", "TEXT")
value_is_code = equal("ValueType", "CODE")
value_is_numeric = equal("ValueType", "NUMERIC")
value_is_instance = required_if(
    "Value Type is COMPOSITE or IMAGE",
    lambda at: at.item.get("ValueType") in ("COMPOSITE", "IMAGE"),
    "may",
)
decimal_is_inexact = unseen("the decimal string does not state the number exactly enough", "may")
number_is_fraction = required_if(
    "the number is a fraction that its other forms only approximate",
    lambda at: None if at.item.get("ValueType") in ("NUMERIC", "", None) else False,
    "may",
)
numerator_present = present("RationalNumeratorValue")


# ------------------------------------------------------------------ patient and series


_CALENDARS = ("PatientBirthDateInAlternativeCalendar", "PatientDeathDateInAlternativeCalendar")
alternative_calendar_date_present = required_if(
    "a birth or death date in an alternative calendar is present",
    lambda at: any_of(at, _CALENDARS),
)
species_code_missing = unseen(
    "the patient is not human and Patient Species Code Sequence is absent",
    "may",
    unless=("PatientSpeciesCodeSequence",),
)
species_description_missing = unseen(
    "the patient is not human and Patient Species Description is absent",
    "may",
    unless=("PatientSpeciesDescription",),
)
breed_code_missing = required_if(
    "the patient is not human and the breed code sequence is empty",
    lambda at: False if at.item.get("PatientBreedCodeSequence") else None,
    "may",
)
patient_is_not_human = unseen("the patient is not human")
patient_may_have_guardian = unseen("the patient is not human", "may")
responsible_person_named = required_if(
    "Responsible Person has a value", lambda at: bool(at.item.get("ResponsiblePerson"))
)


def _deidentified_without(keyword: str, what: str) -> Condition:
    return required_if(
        f"Patient Identity Removed is YES and no method {what} is given",
        lambda at: at.item.get("PatientIdentityRemoved") == "YES" and keyword not in at.item,
        "may",
    )


deidentification_code_missing = _deidentified_without("DeidentificationMethodCodeSequence", "code")
deidentification_text_missing = _deidentified_without("DeidentificationMethod", "text")
patient_is_not_biped = unseen(
    "the patient is an animal whose anatomical frame of reference is not bipedal", "may"
)
acquisition_needs_patient_position = never_required(
    "listed acquisition SOP Classes only, which no segmentation is"
)
paired_body_part = unseen(
    "the body part is one of a pair and no other laterality attribute is given"
)
performed_step_involved = unseen(
    "a performed procedure step object took part in creating the series"
)


# ------------------------------------------------------------------ image, pixels, palette

temporally_related = unseen("the image belongs to a series of temporally related images", "may")


@condition("may")
def orientation_not_given(at: Scope) -> bool | None:
    """Required unless plane orientation or slide orientation attributes give the orientation."""
    if "PlaneOrientationSequence" in at.groups or "ImageOrientationSlide" in at.root:
        return False
    return None


@condition("may")
def padding_range_given(at: Scope) -> bool | None:
    """Required if Pixel Padding Range Limit is present together with the pixels."""
    pixels = "PixelData" in at.root or "PixelDataProviderURL" in at.root
    return "PixelPaddingRangeLimit" in at.root and pixels


padding_is_a_range = unseen("padding is a range of values rather than one value")


@condition()
def several_samples_per_pixel(at: Scope) -> bool | None:
    """Required if Samples per Pixel is greater than 1."""
    samples = at.value("SamplesPerPixel")
    return None if samples is None else bool(samples > 1)


pixels_not_square = required_if(
    "pixels are not square and no physical spacing gives their shape",
    lambda at: False if "PixelMeasuresSequence" in at.groups else None,
)
palette_color = required_if(
    "Photometric Interpretation is PALETTE COLOR",
    lambda at: at.value("PhotometricInterpretation") == "PALETTE COLOR",
)


@condition()
def pixels_on_server(at: Scope) -> bool | None:
    """Required if the transfer syntax is a JPIP one, whose pixels stay on a server."""
    meta = getattr(at.root, "file_meta", None)
    if meta is None or "TransferSyntaxUID" not in meta:
        return None
    return meta.TransferSyntaxUID in JPIP_TRANSFER_SYNTAXES


pixels_in_file = absent("PixelDataProviderURL", "absent")
extended_offsets_present = present("ExtendedOffsetTable")
lossy_compressed = required_if(
    "the source images have it or this instance was lossy compressed",
    lambda at: False if at.value("LossyImageCompression") == "00" else None,
)
double_first_absent = absent("DoubleFloatRealWorldValueFirstValueMapped", "may")
double_last_absent = absent("DoubleFloatRealWorldValueLastValueMapped", "may")
first_absent = absent("RealWorldValueFirstValueMapped", "may")
last_absent = absent("RealWorldValueLastValueMapped", "may")
intercept_absent = absent("RealWorldValueIntercept", "absent")
lut_absent = absent("RealWorldValueLUTData", "absent")


# ------------------------------------------------------------------ segmentation

fractional = required_if(
    "Segmentation Type is FRACTIONAL",
    lambda at: at.value("SegmentationType") == "FRACTIONAL",
)
algorithm_took_part = required_if(
    "Segment Algorithm Type is not MANUAL",
    lambda at: at.item.get("SegmentAlgorithmType") != "MANUAL",
)
tracking_uid_present = present("TrackingUID")
tracking_id_present = present("TrackingID")
source_is_rt_structure_set = required_if(
    "the referenced object is an RT Structure Set",
    lambda at: at.item.get("ReferencedSOPClassUID") == RT_STRUCTURE_SET_STORAGE,
)


# ------------------------------------------------------------------ SOP Common, Frame Extraction

character_set_extended = unseen("a character set beyond the default repertoire is used")
converted_for_view = unseen(
    "the instance was converted for a classic or enhanced query/retrieve view"
)
defined_protocol_used = unseen("a Defined Protocol object specified the acquisition")
performed_protocol_recorded = unseen("a Performed Protocol object records the acquisition")
converted_from_source = unseen("the instance was converted from a known source in another form")
hl7_documents_referenced = unseen("HL7 structured documents are referenced")
originals_encrypted = unseen(
    "a de-identified instance keeps the original attributes in encrypted form"
)
frame_level_retrieve = unseen("the instance answers a frame-level retrieve request")
simple_frame_list_requested = unseen("the frames were requested as a simple list")
calculated_frame_list_requested = unseen("the frames were requested as a calculated list")
time_range_requested = unseen("the frames were requested by a time range")
block_is_mixed = equal("BlockIdentifyingInformationStatus", "MIXED")
selected_attribute_private = private("SelectorAttribute", "is")
selected_sequence_private = private("SelectorSequencePointer", "holds")
sequence_pointer_present = present("SelectorSequencePointer")
certified_timestamp_present = present("CertifiedTimestamp")
