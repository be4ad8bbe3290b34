"""Where frames lie: geometry groups, spacing, orientation, 3D (PS3.3 A.51.5, C.7.6.16.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refseg.check.reading import integer, text
from refseg.check.registry import rule
from refseg.check.subject import SHARED, Floats, Subject
from refseg.elements.judge import Fault
from refseg.iod.conditions import LABEL_MAP_SEGMENTATION_STORAGE
from refseg.model.geometry import irregularity, off_right_angle
from refseg.model.tolerances import COSINE_TOLERANCE
from refseg.support.words import plural

_PATIENT_GROUPS: Final = {
    "PixelMeasuresSequence": "LM-FG-004",
    "PlanePositionSequence": "LM-FG-005",
    "PlaneOrientationSequence": "LM-FG-006",
}
_POSITION: Final = ("PlanePositionSequence", "ImagePositionPatient")
_ORIENTATION: Final = ("PlaneOrientationSequence", "ImageOrientationPatient")
_SLIDE_GROUP: Final = "PlanePositionSlideSequence"


def _on_slide(s: Subject) -> bool:
    indicated = text(s.dataset, "PositionReferenceIndicator") == "SLIDE_CORNER"
    return indicated or "ImageOrientationSlide" in s.dataset or s.uses(_SLIDE_GROUP)


def _in_patient(s: Subject) -> bool:
    return "FrameOfReferenceUID" in s.dataset and not _on_slide(s)


@rule("LM-FG-004", "LM-FG-005", "LM-FG-006", "LM-FG-007")
def groups_of_the_frame_of_reference(s: Subject) -> Iterator[Fault]:
    """Geometry groups need the Frame of Reference they are given in."""
    for group, number in (*_PATIENT_GROUPS.items(), (_SLIDE_GROUP, "LM-FG-007")):
        if not s.uses(group):
            continue
        if "FrameOfReferenceUID" not in s.dataset:
            yield Fault(
                requirement=number,
                path=group,
                found="the group is present without a Frame of Reference UID",
                expected="no geometry without a Frame of Reference",
                hint="add Frame of Reference UID, or remove the group",
            )
        elif _on_slide(s) and group in (_POSITION[0], _ORIENTATION[0]):
            yield Fault(
                requirement=number,
                level="warning",
                path=group,
                found="the group is present in slide coordinates (OQ-FG-2)",
                expected="Plane Position (Slide) only",
                hint="remove the group, or correct Position Reference Indicator",
            )


@rule("LM-FG-012")
def located_segments(s: Subject) -> Iterator[Fault]:
    """With a Frame of Reference, the groups that place the segments in it are there."""
    missing = [group for group in _PATIENT_GROUPS if not s.uses(group)]
    if _in_patient(s) and missing and s.uses("DerivationImageSequence"):
        yield Fault(
            level="warning",
            path="FrameOfReferenceUID",
            found=f"no {', '.join(missing)} although there is a Frame of Reference (OQ-FG-1)",
            expected="Pixel Measures, plane position and plane orientation",
            hint="add these groups: without them readers need the source images",
        )


@rule("LM-PIX-020")
def orientation_of_the_image(s: Subject) -> Iterator[Fault]:
    """Patient Orientation, Type 2C, where nothing else gives the orientation of the image."""
    given = s.uses("PlaneOrientationSequence") or "ImageOrientationSlide" in s.dataset
    if not given and "PatientOrientation" not in s.dataset:
        yield Fault(
            path="PatientOrientation",
            found="the attribute is absent, and so is any other orientation",
            expected="an attribute of Type 2C, needed where no plane orientation is given",
            hint="add PatientOrientation (it may be empty)",
        )


@rule("LM-FG-018")
def spatial_attributes(s: Subject) -> Iterator[Fault]:
    """The attributes of the geometry groups, where their condition may not name label maps."""
    if s.sop_class != LABEL_MAP_SEGMENTATION_STORAGE or not _in_patient(s):
        return
    for group, keyword in (
        ("PixelMeasuresSequence", "PixelSpacing"),
        ("PixelMeasuresSequence", "SliceThickness"),
        _POSITION,
        _ORIENTATION,
    ):
        for path, item in s.group_items(group):
            if keyword not in item:
                yield Fault(
                    path=f"{path}.{keyword}",
                    found="the attribute is absent (OQ-FG-3)",
                    expected="a value: a label map in a Frame of Reference is useless without it",
                    hint=f"add {keyword}",
                )


@rule("LM-FG-019")
def positive_spacing(s: Subject) -> Iterator[Fault]:
    """Spacings and thickness are positive.

    Pixel Spacing may be 0 where there is one row or one column only, so that nothing is spaced
    (PS3.3 10.7.1.3).
    """
    single = np.array([integer(s.dataset, keyword) == 1 for keyword in ("Rows", "Columns")])
    for keyword, may_be_zero, lowest in (
        ("PixelSpacing", single, "positive"),
        ("SliceThickness", np.array([False]), "positive"),
        ("SpacingBetweenSlices", np.array([True]), "not negative"),
    ):
        values = s.column("PixelMeasuresSequence", keyword, len(may_be_zero))
        if values is not None:
            bad = (values < 0) | ((values == 0) & ~may_be_zero)
            yield from _first_bad(
                s,
                ("PixelMeasuresSequence", keyword),
                values,
                bad.any(axis=1),
                expected=f"{lowest} millimetres",
                hint=f"correct {keyword}",
            )


def _first_bad(
    s: Subject, of: tuple[str, str], values: Floats, bad: NDArray[np.bool_], **words: str
) -> Iterator[Fault]:
    """The first frame whose values of an attribute are bad, and how many more there are.

    Args:
        s: holds them.
        of: the group and the attribute.
        values: (frames, count) its values.
        bad: (frames,) which of them are bad.
        words: what is expected, and how to mend it; ``off`` is said behind the values.
    """
    if bad.any():
        frame, others = int(np.argmax(bad)), int(bad.sum()) - 1
        path = s.place(*of, frame)
        found = "\\".join(f"{value:g}" for value in values[frame]) + words.pop("off", "")
        if others and not path.startswith(SHARED):
            found += f", and {plural(others, 'more frame')}"
        yield Fault(path=path, found=found, **words)  # type: ignore[arg-type]


@rule("LM-FG-020")
def orthogonal_unit_vectors(s: Subject) -> Iterator[Fault]:
    """Direction cosines are two unit vectors at a right angle."""
    cosines = s.column(*_ORIENTATION, 6)
    if cosines is not None:
        off = off_right_angle(cosines)
        bad = off > COSINE_TOLERANCE
        yield from _first_bad(
            s,
            _ORIENTATION,
            cosines,
            bad,
            off=f", off unit length or right angle by {off[np.argmax(bad)]:.3g}",
            expected="two unit vectors at a right angle",
            hint="normalize the vectors; a shear cannot be stored, resample the labels",
        )


@rule("LM-DIM-010")
def declared_volume(s: Subject) -> Iterator[Fault]:
    """3D and 3D_TEMPORAL promise parallel, equally spaced planes of one volume."""
    if s.organization not in {"3D", "3D_TEMPORAL"}:
        return
    positions, cosines = s.column(*_POSITION, 3), s.column(*_ORIENTATION, 6)
    if positions is None or cosines is None or not np.isfinite(positions).all():
        return
    one_each = s.organization == "3D" and s.is_label_map
    reason = irregularity(positions, cosines, one_each=one_each)
    if reason is not None:
        yield Fault(
            path="DimensionOrganizationType",
            found=f"{s.organization}, but {reason}",
            expected="parallel planes at equal distances, one for each place",
            hint="remove Dimension Organization Type, or store the missing frames",
        )


@rule("LM-FG-021")
def tiles_inside(s: Subject) -> Iterator[Fault]:
    """Tiles begin inside the total pixel matrix, counted from 1."""
    for axis in ("Column", "Row"):
        keyword = f"{axis}PositionInTotalImagePixelMatrix"
        values = s.column(_SLIDE_GROUP, keyword, 1)
        if values is None:
            continue
        total = s.dataset.get(f"TotalPixelMatrix{axis}s")
        most = float(total) if isinstance(total, int) else np.inf
        yield from _first_bad(
            s,
            (_SLIDE_GROUP, keyword),
            values,
            (values[:, 0] < 1) | (values[:, 0] > most),
            expected=f"1 to {most:g}" if np.isfinite(most) else "1 or more",
            hint=f"count {keyword} from 1, and correct Total Pixel Matrix {axis}s",
        )
