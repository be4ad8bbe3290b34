"""What is said of the source images outside the functional groups."""

from __future__ import annotations

from typing import Any

from refseg.codec.groups import SourceFrames
from refseg.elements.element import readable
from refseg.iod.macros import SOPInstanceReferenceMacro
from refseg.iod.references import (
    CommonInstanceReferenceModule,
    SeriesAndInstanceReferenceItem,
    StudiesContainingOtherReferencedInstancesSequenceItem,
)
from refseg.iod.table import EMPTY, values_of


def reference_module(
    sources: SourceFrames | None, study_uid: str
) -> tuple[CommonInstanceReferenceModule, ...]:
    """Common Instance Reference: every instance that a functional group refers to (LM-REF-001).

    There is none if nothing is referenced.
    """
    if sources is None or not sources.referenced():
        return ()
    by_series: dict[tuple[str, str], list[SOPInstanceReferenceMacro]] = {}
    for index in sources.referenced():
        image = sources.source.instances[index]
        key = str(image.StudyInstanceUID), str(image.SeriesInstanceUID)
        by_series.setdefault(key, []).append(
            SOPInstanceReferenceMacro(
                ReferencedSOPClassUID=str(image.SOPClassUID),
                ReferencedSOPInstanceUID=str(image.SOPInstanceUID),
            )
        )
    same: list[SeriesAndInstanceReferenceItem] = []
    other: dict[str, list[SeriesAndInstanceReferenceItem]] = {}
    for (study, series), references in by_series.items():
        item = SeriesAndInstanceReferenceItem(
            ReferencedInstanceSequence=tuple(references), SeriesInstanceUID=series
        )
        (same if study == study_uid else other.setdefault(study, [])).append(item)
    studies = tuple(
        StudiesContainingOtherReferencedInstancesSequenceItem(
            StudyInstanceUID=study, ReferencedSeriesSequence=tuple(items)
        )
        for study, items in other.items()
    )
    return (
        CommonInstanceReferenceModule(
            ReferencedSeriesSequence=tuple(same) or None,
            StudiesContainingOtherReferencedInstancesSequence=studies or None,
        ),
    )


def patient_orientation(sources: SourceFrames | None) -> Any:
    """Patient Orientation if the images agree on it, else empty: Type 2C of frames without a place.

    (General Image Module, PS3.3 Table C.7-9.) Without sources nothing is said of it.
    """
    if sources is None:
        return None
    images = [sources.source.instances[index] for index in sources.referenced()]
    found = {values_of(readable(image, "PatientOrientation")) for image in images}
    return (found.pop() or EMPTY) if len(found) == 1 else EMPTY
