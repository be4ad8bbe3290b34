"""What refseg writes, ``refseg.check`` passes; what cannot conform is refused.

The encoder and the checker use the same tables, judge of values and tolerances. These tests look
for an input on which the two disagree all the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from peers.series import ct_datasets
from pydicom import config
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from strategies import rotation

import refseg
from refseg.codec.encode import encode_parts
from refseg.support.errors import InputError, RefsegError

SYNTAXES = (
    "native",
    "implicit",
    "deflated",
    "encapsulated",
    "rle",
    "deflated-frame",
    "jpegls",
    "jpeg2000",
    "htj2k",
    "jpegxl",
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=70)
SOUND = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def unchecked(keyword: str, vr: str, value: Any) -> DataElement:
    """An element as a careless program makes it."""
    return DataElement(tag_for_keyword(keyword), vr, value, validation_mode=config.IGNORE)


def errors(dataset: Dataset) -> list[str]:
    return [str(finding) for finding in refseg.check(dataset) if finding.level == "error"]


@st.composite
def geometries(draw: Any, frames: int) -> refseg.Geometry:
    """Planes as converters and scanners state them: exact, rounded, sheared, uneven."""
    angles = draw(st.tuples(*[st.floats(-3, 3)] * 3))
    spacing = draw(st.tuples(*[st.sampled_from([0.5, 1 / 3, 0.703125, 2.5, 4.0])] * 3))
    axes = rotation(*angles) * spacing
    noise = draw(st.sampled_from([0.0, 1e-6, 1e-5, 1e-4, 3e-4, 5e-4, 1e-2]))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    axes = axes + random.uniform(-noise, noise, (3, 3)) * np.array(spacing)
    origin = random.uniform(-300, 300, 3)
    tilt = draw(st.sampled_from([0.0, 1e-3, 0.27]))
    step = axes[:, 0] + tilt * axes[:, 1]
    if draw(st.booleans()):
        affine = np.eye(4)
        affine[:3, 0], affine[:3, 1:3], affine[:3, 3] = step, axes[:, 1:], origin
        decimals = draw(st.sampled_from([None, 3, 4, 6]))
        if decimals is not None:
            affine = np.round(affine, decimals)
        return refseg.Geometry.from_affine(affine)
    depth = np.arange(frames) * 1.0
    uneven = draw(st.sampled_from(["no", "jitter", "gap", "same"]))
    if uneven == "jitter":
        depth += random.uniform(-0.02, 0.02, frames)
    elif uneven == "gap":
        depth[frames // 2 :] += 1.5
    elif uneven == "same":
        depth[:] = 0
    positions = origin + np.outer(depth, step)
    decimals = draw(st.sampled_from([1, 2, 3, 12]))
    lengths = np.linalg.norm(axes, axis=0)
    cosines = np.concatenate([axes[:, 2] / lengths[2], axes[:, 1] / lengths[1]])
    return refseg.Geometry.from_planes(
        np.round(positions, decimals),
        np.round(cosines, draw(st.sampled_from([3, 4, 6, 15]))),
        lengths[1:],
        slice_thickness=draw(st.sampled_from([None, 1.0, 3.0])),
    )


CODE = st.builds(
    refseg.Code,
    value=st.sampled_from(["85756007", "x" * 17, "urn:oid:1.2"]),
    scheme=st.sampled_from(["SCT", "99TEST"]),
    meaning=st.sampled_from(["Tissue", "Leber"]),
)
ODD_CODE = st.builds(
    refseg.Code,
    value=st.sampled_from(["85756007", "", " "]),
    scheme=st.sampled_from(["SCT", "", "x" * 17]),
    meaning=st.sampled_from(["Tissue", "x" * 65, "a\nb"]),
)
SOUND_SEGMENT: dict[str, st.SearchStrategy[Any]] = {
    "label": st.sampled_from(["Liver", "Łódź", "x" * 64]),
    "category": CODE,
    "type": CODE,
    "color": st.none() | st.tuples(*[st.integers(0, 255)] * 3),
    "description": st.none() | st.sampled_from(["two\nlines", "d"]),
    "algorithm_type": st.sampled_from(["MANUAL", "AUTOMATIC", "SEMIAUTOMATIC"]),
    "algorithm_name": st.sampled_from(["net", "a\\b"]),
    "tracking_id": st.just("lesion 1"),
    "tracking_uid": st.sampled_from(["1.2.3", "2.25.1"]),
    "anatomic_regions": st.lists(CODE, max_size=1).map(tuple),
}
ODD_SEGMENT: dict[str, st.SearchStrategy[Any]] = {
    "label": TEXTS,
    "category": ODD_CODE,
    "type": ODD_CODE,
    "description": TEXTS,
    "algorithm_name": st.none() | TEXTS,
    "tracking_id": st.none() | TEXTS,
    "tracking_uid": st.sampled_from([None, "5", "01.2", "", "1.2." + "3" * 62]),
    "anatomic_regions": st.lists(ODD_CODE, max_size=1).map(tuple),
}


def segments(data: Any, numbers: list[int]) -> tuple[refseg.Segment, ...]:
    """Segments, of which one may be odd in one respect."""
    odd = data.draw(st.sampled_from([*[None] * 12, *ODD_SEGMENT]), "odd")
    found = []
    for number in numbers:
        values = {name: data.draw(strategy, name) for name, strategy in SOUND_SEGMENT.items()}
        if odd is not None and number == numbers[0]:
            values[odd] = data.draw(ODD_SEGMENT[odd], "odd value")
        found.append(refseg.Segment(number, **values))
    return tuple(found)


PASSED_ON = {
    "PatientName": ["Doe^Jane", "a\tb", "x" * 70, ""],
    "PatientID": ["42", "a\\b", "x" * 65],
    "PatientBirthDate": ["19700101", "anon", "1970"],
    "PatientSex": ["F", "U", ""],
    "PatientAge": ["045Y", "45"],
    "StudyDate": ["20200101", "anon", "20201301"],
    "StudyTime": ["120000", "25", "12:00"],
    "SeriesDate": ["20200101", "2020"],
    "StudyInstanceUID": ["1.2.3", "", "1.02.3", "anon.1"],
    "SeriesInstanceUID": ["1.2.3.4", "x"],
    "SeriesNumber": ["1", "abc", "99999999999"],
    "InstanceNumber": ["7", "x"],
    "ContentLabel": ["LABEL", "lower", "X" * 17],
    "ContentDate": ["20200101", "today"],
    "ContentDescription": ["x", "y" * 65],
    "Manufacturer": ["m", "y" * 65, ""],
    "SoftwareVersions": ["1\\2", ""],
    "BodyPartExamined": ["LIVER", "liver"],
    "BurnedInAnnotation": ["NO", "MAYBE"],
    "LossyImageCompression": ["00", "01", "99"],
    "LossyImageCompressionRatio": ["10", "1\\2"],
    "PresentationLUTShape": ["IDENTITY", "INVERSE"],
    "PatientComments": ["x", "a\x85b"],
    "TimezoneOffsetFromUTC": ["+0100", "x"],
    "PatientPosition": ["HFS", "xyz"],
    "PositionReferenceIndicator": ["XY", "a\nb"],
    "InstitutionName": ["x", "y" * 65],
    "PixelPaddingRangeLimit": ["5"],
}


@st.composite
def attributes(draw: Any) -> Dataset:
    """Attributes as they come from elsewhere, sound or not."""
    dataset = Dataset()
    for keyword in draw(st.lists(st.sampled_from(sorted(PASSED_ON)), unique=True, max_size=6)):
        value = draw(st.sampled_from(PASSED_ON[keyword]))
        vr = dictionary_VR(keyword)
        vr = "US" if " or " in vr else vr
        number = int(value) if vr == "US" else value
        try:
            element = unchecked(keyword, vr, number)
        except ValueError:  # no number; pydicom cannot hold it
            continue
        dataset.add(element)
    return dataset


def encoded(what: str, encode: Any) -> Dataset | None:
    """The data set, or None if the input is refused with a sentence."""
    try:
        dataset: Dataset = encode()
    except RefsegError as error:
        event(f"{what} refused: {error.code}")
        return None
    event(f"{what} written")
    return dataset


@SOUND
@given(data=st.data())
def test_label_maps(data: Any) -> None:
    frames = data.draw(st.integers(1, 5), "frames")
    kind = data.draw(st.sampled_from([np.uint8, np.uint16]), "kind")
    numbers = data.draw(st.lists(st.integers(0, 250), min_size=1, max_size=3, unique=True))
    random = np.random.default_rng(0)
    labels = random.choice(np.array(numbers, kind), (frames, 33, 34))
    background = data.draw(st.sampled_from([None, numbers[0]]), "background")

    def encode() -> Dataset:
        return refseg.encode(
            refseg.LabelMap(
                labels,
                data.draw(geometries(frames), "geometry"),
                segments(data, numbers),
                background,
                attributes=data.draw(attributes(), "attributes"),
            ),
            transfer_syntax=data.draw(st.sampled_from(SYNTAXES), "syntax"),
            omit_empty=data.draw(st.booleans(), "omit empty"),
            palette=data.draw(st.booleans(), "palette"),
        )

    dataset = encoded("label map", encode)
    assert dataset is None or errors(dataset) == []


@SOUND
@given(data=st.data())
def test_masks(data: Any) -> None:
    frames = data.draw(st.integers(1, 4), "frames")
    fractional = data.draw(st.booleans(), "fractional")
    random = np.random.default_rng(1)
    full = 255 if fractional else 1
    planes = random.integers(0, 2, (frames * 2, 5, 6)).astype(np.uint8) * full

    def encode() -> Dataset:
        return refseg.encode_masks(
            refseg.SegmentMasks(
                planes,
                np.repeat([1, 2], frames),
                np.tile(np.arange(frames), 2),
                frames,
                segments(data, [1, 2]),
                data.draw(geometries(frames), "geometry"),
                "FRACTIONAL" if fractional else "BINARY",
                "PROBABILITY" if fractional else None,
                full if fractional else None,
                attributes=data.draw(attributes(), "attributes"),
            ),
            transfer_syntax=data.draw(
                st.sampled_from(
                    ["native", "implicit", "deflated", "deflated-frame", "encapsulated"]
                )
            ),
        )

    dataset = encoded("masks", encode)
    assert dataset is None or errors(dataset) == []


@SOUND
@given(data=st.data())
def test_tiles(data: Any) -> None:
    tiling: Any
    spacing = data.draw(st.sampled_from([None, (0.0005, 0.00025)]), "spacing")
    if data.draw(st.booleans(), "full"):
        planes = data.draw(st.integers(1, 2), "focal planes")
        tiling = refseg.Tiling.full(
            9, 11, 4, 5, pixel_spacing=spacing, focal_planes=planes, spacing_between_slices=0.001
        )
    else:
        tiling = refseg.Tiling.sparse(9, 11, [0, 4], [5, 0], pixel_spacing=spacing)
    labels = np.random.default_rng(2).integers(0, 2, (tiling.frames, 4, 5)).astype(np.uint8)

    def encode() -> Dataset:
        return refseg.encode(
            refseg.LabelMap(
                labels,
                tiling,
                segments(data, [0, 1]),
                attributes=data.draw(attributes(), "attributes"),
            ),
            transfer_syntax=data.draw(st.sampled_from(["native", "implicit", "rle"]), "syntax"),
            palette=data.draw(st.booleans(), "palette"),
        )

    dataset = encoded("tiles", encode)
    assert dataset is None or errors(dataset) == []


# ------------------------------------------------------------------------------ named faults

AFFINE = np.array([[0, 0, 0.9, -10], [0, 0.7, 0, -20], [2.5, 0, 0, 30], [0, 0, 0, 1.0]])
LABELS = np.arange(3 * 4 * 5, dtype=np.uint8).reshape(3, 4, 5) % 3


def label_map(geometry: refseg.Geometry, **parts: Any) -> refseg.LabelMap:
    return refseg.LabelMap(LABELS, geometry, **parts)


def planes(cosines: Any) -> refseg.Geometry:
    return refseg.Geometry.from_planes([(0, 0, k) for k in range(3)], cosines, (1, 1))


def test_rounded_cosines_are_made_exact_with_a_note() -> None:
    """They were written as they are, and then failed LM-FG-020."""
    encoded = encode_parts(label_map(planes((1, 5e-4, 0, 0, 1, 0))))
    assert [note.code for note in encoded.notes] == ["geometry.cosines"]
    dataset = encoded.with_pixels()
    (item,) = dataset.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence
    found = np.array(item.ImageOrientationPatient, dtype=float)
    np.testing.assert_allclose(found, (1, 2.5e-4, 0, -2.5e-4, 1, 0), atol=1e-6)
    assert abs(found[:3] @ found[3:]) < 1e-12
    assert errors(dataset) == []


def test_an_affine_sheared_by_a_thousandth_conforms() -> None:
    affine = AFFINE.copy()
    affine[:3, 1] += 1e-3 * affine[:3, 2] / 0.9 * 0.7
    dataset = refseg.encode(label_map(refseg.Geometry.from_affine(affine)))
    assert errors(dataset) == []


def test_a_shear_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        refseg.encode(label_map(planes((1, 5e-3, 0, 0, 1, 0))))
    assert str(caught.value) == (
        "direction cosines 1, 0.005, 0, 0, 1, 0 are off unit length or right angle by 0.005; "
        "normalize them, a shear cannot be stored"
    )


def test_thirds_of_a_millimetre_in_two_decimals() -> None:
    """They were declared 3D, and then failed LM-DIM-010."""
    positions = [(0, 0, round(k / 3, 2)) for k in range(4)]
    geometry = refseg.Geometry.from_planes(positions, (1, 0, 0, 0, 1, 0), (1, 1))
    labels = np.zeros((4, 4, 5), np.uint8)
    dataset = refseg.encode(refseg.LabelMap(labels, geometry, background=0))
    assert dataset.DimensionOrganizationType == "3D"
    assert errors(dataset) == []


def test_a_uid_of_one_component_is_refused() -> None:
    """It was written, and then failed LM-SOP-004."""
    segment = refseg.Segment(1, "x", tracking_id="t", tracking_uid="5")
    others = (refseg.Segment(0, "a"), refseg.Segment(2, "b"))
    with pytest.raises(RefsegError, match=r"^segment 1\.TrackingUID: "):
        refseg.encode(label_map(refseg.Geometry.from_affine(AFFINE), segments=(segment, *others)))


def test_what_is_dropped_from_a_source_is_said() -> None:
    images = list(ct_datasets((3, 4, 5), AFFINE))
    for image in images:
        for keyword, value in {"StudyDate": "anon", "PatientAge": "45"}.items():
            vr = dictionary_VR(keyword)
            image.add(unchecked(keyword, vr, value))
    encoded = encode_parts(label_map(refseg.Geometry.from_affine(AFFINE)), source=images)
    assert [str(note) for note in encoded.notes if note.code == "context.dropped"] == [
        "StudyDate: a value of 4 characters, expected a date as YYYYMMDD; it was left without a "
        "value",
        "PatientAge: a value of 2 characters, expected nnnD, nnnW, nnnM or nnnY; PatientAge was "
        "left out",
    ]
    assert errors(encoded.with_pixels()) == []
