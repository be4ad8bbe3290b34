"""The conditions of the multi-frame tables: groups, dimensions, tiles and Table A.51-2."""

from __future__ import annotations

from refseg.iod.conditions import (
    LABEL_MAP_SEGMENTATION_STORAGE,
    SEGMENTATION_STORAGE,
    any_of,
    condition,
    equal,
    never_required,
    present,
    private,
    required_if,
    unseen,
)
from refseg.iod.table import Scope


def _tiled_full(at: Scope) -> bool:
    return bool(at.value("DimensionOrganizationType") == "TILED_FULL")


def _on_slide(at: Scope) -> bool:
    """True if the file says that its Frame of Reference is a slide."""
    return (
        at.value("PositionReferenceIndicator") == "SLIDE_CORNER"
        or "ImageOrientationSlide" in at.root
        or "PlanePositionSlideSequence" in at.groups
    )


def _in_patient(at: Scope) -> bool:
    """True if there is a Frame of Reference and it is not a slide."""
    return "FrameOfReferenceUID" in at.root and not _on_slide(at)


def _indices_needed(at: Scope) -> bool:
    """True if dimensions are declared, unless the order of the frames says all (TILED_FULL)."""
    implied = _tiled_full(at) and "PerFrameFunctionalGroupsSequence" not in at.root
    return "DimensionIndexSequence" in at.root and not implied


# ------------------------------------------------------------------ attributes of the groups


@condition("may")
def has_frame_of_reference(at: Scope) -> bool | None:
    """Required if the SOP Class is Segmentation Storage and Frame of Reference UID is present.

    Whether the list of SOP Classes in this condition names Label Map Segmentation Storage is open.
    """
    if "FrameOfReferenceUID" not in at.root:
        return False
    sop_class = at.value("SOPClassUID")
    if sop_class == SEGMENTATION_STORAGE:
        return True
    return None if sop_class == LABEL_MAP_SEGMENTATION_STORAGE else False


@condition("may")
def several_focal_planes(at: Scope) -> bool | None:
    """Required if the organization is TILED_FULL with more than one focal plane."""
    planes = at.value("TotalPixelMatrixFocalPlanes")
    return _tiled_full(at) and planes is not None and bool(planes > 1)


patient_orientation_changed = equal("SpatialLocationsPreserved", "REORIENTED_ONLY")
frame_is_original = never_required(
    "frames of type ORIGINAL or MIXED, which those of a segmentation are not"
)
stack_required_by_sop_class = never_required("enhanced PET and functional MR only")
temporal_sop_class = never_required("listed temporal SOP Classes only, which no segmentation is")
stack_id_present = present("StackID")
dimensions_declared = required_if(
    "Dimension Index Sequence is present", lambda at: "DimensionIndexSequence" in at.root
)


# ------------------------------------------------------------------ multi-frame and dimensions

concatenation_uid_present = present("ConcatenationUID")


@condition()
def part_of_concatenation(at: Scope) -> bool | None:
    """Required if the instance is part of a concatenation."""
    parts = ("SOPInstanceUIDOfConcatenationSource", "InConcatenationNumber")
    return any_of(at, parts) or None


@condition("may")
def group_varies_by_frame(at: Scope) -> bool | None:
    """Required if some functional group is not shared or information per frame is needed."""
    # Dimension Index Values stand in Frame Content, which is never shared.
    return True if _indices_needed(at) else None


not_tiled_full = required_if(
    "Dimension Organization Type is absent or not TILED_FULL",
    lambda at: not _tiled_full(at),
    "may",
)
pointer_into_group = unseen("Dimension Index Pointer names an attribute inside a functional group")
index_pointer_private = private("DimensionIndexPointer", "names")
group_pointer_private = private("FunctionalGroupPointer", "names")


# ------------------------------------------------------------------ slides

tiled_full = required_if("Dimension Organization Type is TILED_FULL", _tiled_full, "may")
origin_needs_depth = required_if(
    "the tiles of a TILED_FULL instance need the depth of their origin",
    lambda at: None if _tiled_full(at) else False,
    "may",
)
located_on_slide = required_if(
    "the organization is TILED_FULL or Plane Position (Slide) groups are present",
    lambda at: _tiled_full(at) or "PlanePositionSlideSequence" in at.groups,
)


# ------------------------------------------------------------------ Tables A.51-1 and A.51-2

no_derivation = required_if(
    "no frame has a Derivation Image functional group",
    lambda at: "DerivationImageSequence" not in at.groups,
    "may",
)
derivation_present = required_if(
    "the Derivation Image functional group is present",
    lambda at: "DerivationImageSequence" in at.groups,
)
patient_geometry_needed = required_if(
    "no Derivation Image group is present and the coordinates are the patient's",
    lambda at: "DerivationImageSequence" not in at.groups and _in_patient(at),
    "may",
)


@condition("may")
def slide_geometry_needed(at: Scope) -> bool | None:
    """Required if no Derivation Image group is present, on a slide, unless TILED_FULL."""
    underived = "DerivationImageSequence" not in at.groups
    return underived and _on_slide(at) and not _tiled_full(at)


@condition("may")
def geometry_missing(at: Scope) -> bool | None:
    """Required if the geometry groups that apply (patient or slide) are not present."""
    if _on_slide(at):
        return "PlanePositionSlideSequence" not in at.groups and not _tiled_full(at)
    patient = {"PixelMeasuresSequence", "PlanePositionSequence", "PlaneOrientationSequence"}
    return not patient <= at.groups


frame_content_not_empty = required_if(
    "the group would not be empty, as when dimension indices are declared",
    lambda at: True if _indices_needed(at) else None,
    "may",
)


@condition()
def one_segment_per_frame(at: Scope) -> bool | None:
    """Required if the organization is not TILED_FULL and Segmentation Type is not LABELMAP."""
    kind = at.value("SegmentationType")
    if kind not in {"BINARY", "FRACTIONAL", "LABELMAP"}:
        return None
    return not _tiled_full(at) and kind != "LABELMAP"
