"""Whatever the source is like, what is written conforms, and every frame keeps its place.

The property of ``test_conforming.py`` for the kinds of sources that users have.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from peers.reading import Reading, same_world
from pydicom.dataset import Dataset
from source_support import put, references, series, sources
from strategies import rotation

import refseg
from refseg.support.errors import InputError

SHAPE = (5, 7, 9)
UIDS = ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID")
ODD_UIDS = st.sampled_from([None, "", "1.02", "anon.1", "1.2.3"])
ODD_VALUES = {
    "FrameOfReferenceUID": [None, "", "1.2.3", "x"],
    "StudyDate": ["anon", "20201301", ""],
    "PatientAge": ["45"],
    "SliceThickness": [None, "", "0"],
    "LossyImageCompression": ["01", "00", "99"],
    "Modality": [None, "MR"],
    "NumberOfFrames": [1],
    "PatientID": ["a\\b", "x" * 70],
}


@st.composite
def volumes(draw: Any) -> Any:
    """The affine of a source: oblique, tilted, spaced anyhow."""
    axes = rotation(*draw(st.tuples(*[st.floats(-3, 3)] * 3)))
    spacing = draw(st.tuples(*[st.sampled_from([0.5, 1 / 3, 0.703125, 2.5])] * 3))
    affine = np.eye(4)
    affine[:3, :3] = axes * spacing
    affine[:3, 0] += draw(st.sampled_from([0.0, 0.02, 0.27, -0.36])) * spacing[0] * axes[:, 1]
    affine[:3, 3] = draw(st.tuples(*[st.floats(-200, 200)] * 3))
    return affine


@st.composite
def images_of(draw: Any, affine: Any) -> list[Dataset]:
    """A series of that volume, as anonymizers, exports and rounding leave it."""
    decimals = draw(st.sampled_from([None, 1, 2, 3]))
    odd_uids = {keyword: draw(ODD_UIDS) for keyword in UIDS if draw(st.integers(0, 5)) == 0}
    odd = draw(st.sampled_from([None, *sorted(ODD_VALUES)]))
    value = None if odd is None else draw(st.sampled_from(ODD_VALUES[odd]))
    some = draw(st.sampled_from([set(range(5)), {1, 3}]))
    no_meta = draw(st.booleans())

    def edit(image: Dataset, index: int) -> None:
        if decimals is not None:
            position = [round(float(v), decimals) for v in image.ImagePositionPatient]
            put(image, "ImagePositionPatient", position)
        if no_meta:
            del image.file_meta
        if index not in some:
            return
        for keyword, uid in odd_uids.items():
            put(image, keyword, uid)
        if odd is not None and (value is not None or odd in image):
            put(image, odd, value)

    images = series(edit, SHAPE, affine)
    kind = draw(st.sampled_from(["all", "missing", "twice", "renamed", "shuffled"]))
    if kind == "missing":
        del images[2]
    elif kind == "twice":
        images += series(edit, SHAPE, affine)[:3]
    elif kind == "renamed":
        images += series(lambda i, k: put(i, "SOPInstanceUID", f"1.2.9.{k}"), SHAPE, affine)
    elif kind == "shuffled":
        images = images[::-1]
    return images


@st.composite
def labels_on(draw: Any, affine: Any) -> refseg.LabelMap:
    """Labels on that volume: as it is, flipped, between its planes, coarser, elsewhere."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[1:4, 2:4, 3:6] = 1
    labels[2, 3, 4] = 2
    own = np.array(affine)
    kind = draw(st.sampled_from(["same", "flipped", "shifted", "coarse", "oblique", "cropped"]))
    if kind == "flipped":
        labels, own = np.ascontiguousarray(labels[:, ::-1]), own.copy()
        own[:3, 3] += own[:3, 1] * (SHAPE[1] - 1)
        own[:3, 1] *= -1
    elif kind == "shifted":
        own[:3, 3] += own[:3, 0] * draw(st.floats(-0.6, 0.6))
    elif kind == "coarse":
        labels, own = np.ascontiguousarray(labels[:, ::2, ::2]), own @ np.diag([1, 2, 2, 1])
    elif kind == "oblique":
        own[:3, :3] = rotation(0.3, 0.2, 0.1) @ own[:3, :3]
    elif kind == "cropped":
        labels = np.ascontiguousarray(labels[1:4])
        own[:3, 3] += own[:3, 0]
    geometry = refseg.Geometry.from_affine(own)
    return refseg.LabelMap(labels, geometry=geometry, background=0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_from_any_source_conforms(data: Any) -> None:
    affine = data.draw(volumes(), "volume")
    images = data.draw(images_of(affine), "images")
    label_map = data.draw(labels_on(affine), "labels")
    try:
        dataset = refseg.encode(label_map, source=images)
    except InputError as error:
        if error.code != "input.source":
            raise
        event(f"refused: {str(error)[:40]}")
        return
    event("written")
    assert [str(f) for f in refseg.check(dataset) if f.level == "error"] == []
    decoded = refseg.decode(dataset)
    assert isinstance(decoded.geometry, refseg.Geometry)
    assert isinstance(label_map.geometry, refseg.Geometry)
    same_world(
        Reading.from_affine(decoded.labels, decoded.geometry.affine),
        Reading.from_affine(label_map.labels, label_map.geometry.affine),
    )
    by_uid = {str(image.get("SOPInstanceUID")): image for image in images}
    for frame, found in zip(
        dataset.PerFrameFunctionalGroupsSequence, references(dataset), strict=True
    ):
        assert len(set(found)) == len(found)  # no image twice
        place = np.array(frame.PlanePositionSequence[0].ImagePositionPatient, dtype=float)
        for uid, item in zip(found, sources(frame), strict=True):
            if item.SpatialLocationsPreserved == "YES" and uid in by_uid:
                image = by_uid[uid]
                origin = np.array(image.ImagePositionPatient, dtype=float)
                smallest = min(map(float, image.PixelSpacing))
                assert np.linalg.norm(place - origin) <= 0.2 * smallest + 1e-6
