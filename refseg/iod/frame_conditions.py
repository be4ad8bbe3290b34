"""The conditions of the multi-frame tables: groups, dimensions, tiles and Table A.51-2."""

from __future__ import annotations

from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE, SEGMENTATION_STORAGE
from refseg.iod.table import Scope, condition


def _tiled_full(scope: Scope) -> bool:
    return bool(scope.value("DimensionOrganizationType") == "TILED_FULL")


def _on_slide(scope: Scope) -> bool:
    """True if the file says that its Frame of Reference is a slide."""
    return (
        scope.value("PositionReferenceIndicator") == "SLIDE_CORNER"
        or "ImageOrientationSlide" in scope.root
        or "PlanePositionSlideSequence" in scope.groups
    )


def _in_patient(scope: Scope) -> bool:
    """True if there is a Frame of Reference and it is not a slide."""
    return "FrameOfReferenceUID" in scope.root and not _on_slide(scope)


def _indices_needed(scope: Scope) -> bool:
    """True if dimensions are declared, unless the order of the frames says all (TILED_FULL)."""
    implied = _tiled_full(scope) and "PerFrameFunctionalGroupsSequence" not in scope.root
    return "DimensionIndexSequence" in scope.root and not implied


# ------------------------------------------------------------------ attributes of the groups


@condition("may")
def has_frame_of_reference(scope: Scope) -> bool | None:
    """Required if the SOP Class is Segmentation Storage and Frame of Reference UID is present.

    Whether the list of SOP Classes in this condition names Label Map Segmentation Storage is open.
    """
    if "FrameOfReferenceUID" not in scope.root:
        return False
    sop_class = scope.value("SOPClassUID")
    if sop_class == SEGMENTATION_STORAGE:
        return True
    return None if sop_class == LABEL_MAP_SEGMENTATION_STORAGE else False


@condition("may")
def several_focal_planes(scope: Scope) -> bool | None:
    """Required if the organization is TILED_FULL with more than one focal plane."""
    planes = scope.value("TotalPixelMatrixFocalPlanes")
    return _tiled_full(scope) and planes is not None and bool(planes > 1)


@condition()
def patient_orientation_changed(scope: Scope) -> bool | None:
    """Required if Spatial Locations Preserved is REORIENTED_ONLY."""
    return bool(scope.item.get("SpatialLocationsPreserved") == "REORIENTED_ONLY")


@condition("may")
def frame_is_original(_: Scope) -> bool | None:
    """Required for frames of type ORIGINAL or MIXED, which those of a segmentation are not."""
    return False


@condition("may")
def stack_required_by_sop_class(_: Scope) -> bool | None:
    """Required for enhanced PET and functional MR only."""
    return False


@condition("may")
def temporal_sop_class(_: Scope) -> bool | None:
    """Required for listed temporal SOP Classes only, which no segmentation is."""
    return False


@condition()
def stack_id_present(scope: Scope) -> bool | None:
    """Required if Stack ID is present."""
    return "StackID" in scope.item


@condition()
def dimensions_declared(scope: Scope) -> bool | None:
    """Required if Dimension Index Sequence is present."""
    return "DimensionIndexSequence" in scope.root


# ------------------------------------------------------------------ multi-frame and dimensions


@condition()
def concatenation_uid_present(scope: Scope) -> bool | None:
    """Required if Concatenation UID is present."""
    return "ConcatenationUID" in scope.item


@condition()
def part_of_concatenation(scope: Scope) -> bool | None:
    """Required if the instance is part of a concatenation."""
    parts = ("SOPInstanceUIDOfConcatenationSource", "InConcatenationNumber")
    return True if any(keyword in scope.item for keyword in parts) else None


@condition("may")
def group_varies_by_frame(scope: Scope) -> bool | None:
    """Required if some functional group is not shared or information per frame is needed."""
    # Dimension Index Values stand in Frame Content, which is never shared.
    return True if _indices_needed(scope) else None


@condition("may")
def not_tiled_full(scope: Scope) -> bool | None:
    """Required if Dimension Organization Type is absent or not TILED_FULL."""
    return not _tiled_full(scope)


@condition()
def pointer_into_group(_: Scope) -> bool | None:
    """Required if Dimension Index Pointer names an attribute inside a functional group."""
    return None


def _is_private(scope: Scope, keyword: str) -> bool:
    pointer = scope.item.get(keyword)
    return pointer is not None and (int(pointer) >> 16) % 2 == 1


@condition()
def index_pointer_private(scope: Scope) -> bool | None:
    """Required if Dimension Index Pointer names a private attribute."""
    return _is_private(scope, "DimensionIndexPointer")


@condition()
def group_pointer_private(scope: Scope) -> bool | None:
    """Required if Functional Group Pointer names a private attribute."""
    return _is_private(scope, "FunctionalGroupPointer")


# ------------------------------------------------------------------ slides


@condition("may")
def tiled_full(scope: Scope) -> bool | None:
    """Required if Dimension Organization Type is TILED_FULL."""
    return _tiled_full(scope)


@condition("may")
def origin_needs_depth(scope: Scope) -> bool | None:
    """Required if the tiles of a TILED_FULL instance need the depth of their origin."""
    return None if _tiled_full(scope) else False


@condition()
def located_on_slide(scope: Scope) -> bool | None:
    """Required if the organization is TILED_FULL or Plane Position (Slide) groups are present."""
    return _tiled_full(scope) or "PlanePositionSlideSequence" in scope.groups


# ------------------------------------------------------------------ Tables A.51-1 and A.51-2


@condition("may")
def no_derivation(scope: Scope) -> bool | None:
    """Required if no frame has a Derivation Image functional group."""
    return "DerivationImageSequence" not in scope.groups


@condition()
def derivation_present(scope: Scope) -> bool | None:
    """Required if the Derivation Image functional group is present."""
    return "DerivationImageSequence" in scope.groups


@condition("may")
def patient_geometry_needed(scope: Scope) -> bool | None:
    """Required if no Derivation Image group is present and the coordinates are the patient's."""
    return "DerivationImageSequence" not in scope.groups and _in_patient(scope)


@condition("may")
def slide_geometry_needed(scope: Scope) -> bool | None:
    """Required if no Derivation Image group is present, on a slide, unless TILED_FULL."""
    underived = "DerivationImageSequence" not in scope.groups
    return underived and _on_slide(scope) and not _tiled_full(scope)


@condition("may")
def geometry_missing(scope: Scope) -> bool | None:
    """Required if the geometry groups that apply (patient or slide) are not present."""
    if _on_slide(scope):
        return "PlanePositionSlideSequence" not in scope.groups and not _tiled_full(scope)
    patient = {"PixelMeasuresSequence", "PlanePositionSequence", "PlaneOrientationSequence"}
    return not patient <= scope.groups


@condition("may")
def frame_content_not_empty(scope: Scope) -> bool | None:
    """Required if the group would not be empty, as when dimension indices are declared."""
    return True if _indices_needed(scope) else None


@condition()
def one_segment_per_frame(scope: Scope) -> bool | None:
    """Required if the organization is not TILED_FULL and Segmentation Type is not LABELMAP."""
    kind = scope.value("SegmentationType")
    if kind not in {"BINARY", "FRACTIONAL", "LABELMAP"}:
        return None
    return not _tiled_full(scope) and kind != "LABELMAP"
