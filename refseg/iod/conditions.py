"""The conditions of the attribute tables: one named function each, shared where texts agree.

A function returns True (required), False (not required) or None (the file alone cannot tell). Its
docstring is the condition as the tables print it. ``"absent"`` and ``"may"`` say what holds when
it is not required (PS3.3 5.4, PS3.5 7.4).

Most conditions look at the same item (``scope.item``); those that reach to the top level or to the
functional groups say so by using ``scope.value``, ``scope.root`` or ``scope.groups``.
"""

from __future__ import annotations

from typing import Final

from refseg.iod.table import Scope, condition

SEGMENTATION_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.66.4"
LABEL_MAP_SEGMENTATION_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.66.7"
RT_STRUCTURE_SET_STORAGE: Final = "1.2.840.10008.5.1.4.1.1.481.3"

# Transfer syntaxes that leave the pixels on a server: JPIP, JPIP Deflate, JPIP HTJ2K and Deflate.
JPIP_TRANSFER_SYNTAXES: Final = frozenset(
    f"1.2.840.10008.1.2.4.{last}" for last in ("94", "95", "204", "205")
)


# ------------------------------------------------------------------ codes, persons, references


@condition()
def code_value_is_short(scope: Scope) -> bool | None:
    """Required if the code is at most 16 characters long and is not a URN or URL."""
    return "LongCodeValue" not in scope.item and "URNCodeValue" not in scope.item


@condition()
def code_value_is_long(scope: Scope) -> bool | None:
    """Required if the code is longer than 16 characters and is not a URN or URL."""
    return False if "CodeValue" in scope.item or "URNCodeValue" in scope.item else None


@condition()
def code_value_is_urn(scope: Scope) -> bool | None:
    """Required if the code is a URN or URL."""
    return False if "CodeValue" in scope.item or "LongCodeValue" in scope.item else None


@condition("may")
def code_needs_scheme(scope: Scope) -> bool | None:
    """Required if Code Value or Long Code Value is present."""
    return "CodeValue" in scope.item or "LongCodeValue" in scope.item


@condition("may")
def scheme_is_ambiguous(_: Scope) -> bool | None:
    """Required if the Coding Scheme Designator alone does not identify the code."""
    return None


@condition()
def context_identifier_present(scope: Scope) -> bool | None:
    """Required if Context Identifier is present."""
    return "ContextIdentifier" in scope.item


@condition()
def context_group_extended(scope: Scope) -> bool | None:
    """Required if Context Group Extension Flag is Y."""
    return bool(scope.item.get("ContextGroupExtensionFlag") == "Y")


@condition("may")
def institution_code_absent(scope: Scope) -> bool | None:
    """Required if Institution Code Sequence is absent."""
    return "InstitutionCodeSequence" not in scope.item


@condition("may")
def institution_name_absent(scope: Scope) -> bool | None:
    """Required if Institution Name is absent."""
    return "InstitutionName" not in scope.item


@condition()
def some_frames_referenced(scope: Scope) -> bool | None:
    """Required if the target is multi-frame, not all frames are meant and no segment is named."""
    return False if "ReferencedSegmentNumber" in scope.item else None


@condition()
def some_segments_referenced(scope: Scope) -> bool | None:
    """Required if the target is a segmentation, not all are meant and no frame is named."""
    return False if "ReferencedFrameNumber" in scope.item else None


@condition()
def universal_entity_id_present(scope: Scope) -> bool | None:
    """Required if Universal Entity ID is present."""
    return "UniversalEntityID" in scope.item


@condition("may")
def universal_entity_id_absent(scope: Scope) -> bool | None:
    """Required if Universal Entity ID is absent."""
    return "UniversalEntityID" not in scope.item


@condition("may")
def local_namespace_absent(scope: Scope) -> bool | None:
    """Required if Local Namespace Entity ID is absent."""
    return "LocalNamespaceEntityID" not in scope.item


@condition()
def same_study_referenced(_: Scope) -> bool | None:
    """Required if instances of this study are referenced."""
    return None


@condition()
def other_study_referenced(_: Scope) -> bool | None:
    """Required if instances of other studies are referenced."""
    return None


# ------------------------------------------------------------------ patient and series


@condition()
def alternative_calendar_date_present(scope: Scope) -> bool | None:
    """Required if a birth or death date in an alternative calendar is present."""
    return (
        "PatientBirthDateInAlternativeCalendar" in scope.item
        or "PatientDeathDateInAlternativeCalendar" in scope.item
    )


@condition("may")
def species_code_missing(scope: Scope) -> bool | None:
    """Required if the patient is not human and Patient Species Code Sequence is absent."""
    return False if "PatientSpeciesCodeSequence" in scope.item else None


@condition("may")
def species_description_missing(scope: Scope) -> bool | None:
    """Required if the patient is not human and Patient Species Description is absent."""
    return False if "PatientSpeciesDescription" in scope.item else None


@condition("may")
def breed_code_missing(scope: Scope) -> bool | None:
    """Required if the patient is not human and the breed code sequence is empty."""
    return False if scope.item.get("PatientBreedCodeSequence") else None


@condition()
def patient_is_not_human(_: Scope) -> bool | None:
    """Required if the patient is not human."""
    return None


@condition("may")
def patient_may_have_guardian(_: Scope) -> bool | None:
    """Required if the patient is not human."""
    return None


@condition()
def responsible_person_named(scope: Scope) -> bool | None:
    """Required if Responsible Person has a value."""
    return bool(scope.item.get("ResponsiblePerson"))


@condition("may")
def deidentification_code_missing(scope: Scope) -> bool | None:
    """Required if Patient Identity Removed is YES and no method code is given."""
    return (
        scope.item.get("PatientIdentityRemoved") == "YES"
        and "DeidentificationMethodCodeSequence" not in scope.item
    )


@condition("may")
def deidentification_text_missing(scope: Scope) -> bool | None:
    """Required if Patient Identity Removed is YES and no method text is given."""
    return (
        scope.item.get("PatientIdentityRemoved") == "YES"
        and "DeidentificationMethod" not in scope.item
    )


@condition("may")
def patient_is_not_biped(_: Scope) -> bool | None:
    """Required if the patient is an animal whose anatomical frame of reference is not bipedal."""
    return None


@condition("may")
def acquisition_needs_patient_position(_: Scope) -> bool | None:
    """Required for listed acquisition SOP Classes only, which no segmentation is."""
    return False


@condition()
def paired_body_part(_: Scope) -> bool | None:
    """Required if the body part is one of a pair and no other laterality attribute is given."""
    return None


@condition()
def performed_step_involved(_: Scope) -> bool | None:
    """Required if a performed procedure step object took part in creating the series."""
    return None


# ------------------------------------------------------------------ image, pixels, palette


@condition("may")
def temporally_related(_: Scope) -> bool | None:
    """Required if the image belongs to a series of temporally related images."""
    return None


@condition("may")
def orientation_not_given(scope: Scope) -> bool | None:
    """Required unless plane orientation or slide orientation attributes give the orientation."""
    if "PlaneOrientationSequence" in scope.groups or "ImageOrientationSlide" in scope.root:
        return False
    return None


@condition("may")
def padding_range_given(scope: Scope) -> bool | None:
    """Required if Pixel Padding Range Limit is present together with the pixels."""
    pixels = "PixelData" in scope.root or "PixelDataProviderURL" in scope.root
    return "PixelPaddingRangeLimit" in scope.root and pixels


@condition()
def padding_is_a_range(_: Scope) -> bool | None:
    """Required if padding is a range of values rather than one value."""
    return None


@condition()
def several_samples_per_pixel(scope: Scope) -> bool | None:
    """Required if Samples per Pixel is greater than 1."""
    samples = scope.value("SamplesPerPixel")
    return None if samples is None else bool(samples > 1)


@condition()
def pixels_not_square(scope: Scope) -> bool | None:
    """Required if pixels are not square and no physical spacing gives their shape."""
    return False if "PixelMeasuresSequence" in scope.groups else None


@condition()
def palette_color(scope: Scope) -> bool | None:
    """Required if Photometric Interpretation is PALETTE COLOR."""
    return bool(scope.value("PhotometricInterpretation") == "PALETTE COLOR")


@condition()
def always(_: Scope) -> bool | None:
    """Required: the other cases that the table lists do not occur in a segmentation."""
    return True


@condition()
def never(_: Scope) -> bool | None:
    """Not allowed in a segmentation."""
    return False


@condition()
def pixels_on_server(scope: Scope) -> bool | None:
    """Required if the transfer syntax is a JPIP one, whose pixels stay on a server."""
    meta = getattr(scope.root, "file_meta", None)
    if meta is None or "TransferSyntaxUID" not in meta:
        return None
    return meta.TransferSyntaxUID in JPIP_TRANSFER_SYNTAXES


@condition()
def pixels_in_file(scope: Scope) -> bool | None:
    """Required if Pixel Data Provider URL is absent."""
    return "PixelDataProviderURL" not in scope.item


@condition()
def extended_offsets_present(scope: Scope) -> bool | None:
    """Required if Extended Offset Table is present."""
    return "ExtendedOffsetTable" in scope.item


@condition()
def lossy_compressed(scope: Scope) -> bool | None:
    """Required if the source images have it or this instance was lossy compressed."""
    return False if scope.value("LossyImageCompression") == "00" else None


# ------------------------------------------------------------------ segmentation


@condition()
def fractional(scope: Scope) -> bool | None:
    """Required if Segmentation Type is FRACTIONAL."""
    return bool(scope.value("SegmentationType") == "FRACTIONAL")


@condition()
def algorithm_took_part(scope: Scope) -> bool | None:
    """Required if Segment Algorithm Type is not MANUAL."""
    return bool(scope.item.get("SegmentAlgorithmType") != "MANUAL")


@condition()
def tracking_uid_present(scope: Scope) -> bool | None:
    """Required if Tracking UID is present."""
    return "TrackingUID" in scope.item


@condition()
def tracking_id_present(scope: Scope) -> bool | None:
    """Required if Tracking ID is present."""
    return "TrackingID" in scope.item


@condition()
def source_is_rt_structure_set(scope: Scope) -> bool | None:
    """Required if the referenced object is an RT Structure Set."""
    return bool(scope.item.get("ReferencedSOPClassUID") == RT_STRUCTURE_SET_STORAGE)


# ------------------------------------------------------------------ SOP Common, Frame Extraction


@condition()
def character_set_extended(_: Scope) -> bool | None:
    """Required if a character set beyond the default repertoire is used."""
    return None


@condition()
def converted_for_view(_: Scope) -> bool | None:
    """Required if the instance was converted for a classic or enhanced query/retrieve view."""
    return None


@condition()
def defined_protocol_used(_: Scope) -> bool | None:
    """Required if a Defined Protocol object specified the acquisition."""
    return None


@condition()
def performed_protocol_recorded(_: Scope) -> bool | None:
    """Required if a Performed Protocol object records the acquisition."""
    return None


@condition()
def converted_from_source(_: Scope) -> bool | None:
    """Required if the instance was converted from a known source in another form."""
    return None


@condition()
def hl7_documents_referenced(_: Scope) -> bool | None:
    """Required if HL7 structured documents are referenced."""
    return None


@condition()
def originals_encrypted(_: Scope) -> bool | None:
    """Required if a de-identified instance keeps the original attributes in encrypted form."""
    return None


@condition()
def frame_level_retrieve(_: Scope) -> bool | None:
    """Required if the instance answers a frame-level retrieve request."""
    return None


@condition()
def simple_frame_list_requested(_: Scope) -> bool | None:
    """Required if the frames were requested as a simple list."""
    return None


@condition()
def calculated_frame_list_requested(_: Scope) -> bool | None:
    """Required if the frames were requested as a calculated list."""
    return None


@condition()
def time_range_requested(_: Scope) -> bool | None:
    """Required if the frames were requested by a time range."""
    return None
