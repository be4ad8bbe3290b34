"""Independent implementations agree: what refseg writes they read alike, and the reverse.

highdicom, dcmqi (C++), dcmjs (JavaScript) and dciodvfy share no code with refseg.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from peers.dcmqi import read_dcmqi, write_dcmqi_labelmap
from peers.highdicom_writers import write_highdicom_labelmap
from peers.nodejs import dcmjs_header, read_dcmjs
from peers.readers import read_highdicom, read_pydicom
from peers.reading import Reading, same_world
from peers.series import make_ct_series
from peers.validators import dciodvfy

import refseg
from refseg.commands.atlases import read_atlas
from refseg.commands.cli import main
from refseg.formats import LabelImage, read_labels, write_labels

pytestmark = pytest.mark.peers

MORE_ATLASES = ("aal", "destrieux", "neuromorphometrics", "freesurfer")
ATLASES = ["aicha", *(pytest.param(name, marks=pytest.mark.full) for name in MORE_ATLASES)]
OBLIQUE = np.array(
    [
        [0.5, -0.3, 1.1, -20.0],
        [-1.9, 0.65, 0.55, 13.5],
        [-1.2, -1.1, 0.7, -40.25],
        [0, 0, 0, 1.0],
    ]
)


def orthogonal(affine: NDArray[Any]) -> NDArray[Any]:
    """The nearest affine with right angles and the same spacings."""
    axes = affine[:3, :3]
    lengths = np.linalg.norm(axes, axis=0)
    u, _, v = np.linalg.svd(axes / lengths)
    result = affine.copy()
    result[:3, :3] = (u @ v) * lengths
    return result


def reading(label_map: refseg.LabelMap | LabelImage) -> Reading:
    assert isinstance(label_map.geometry, refseg.Geometry)
    return Reading.from_affine(label_map.labels, label_map.geometry.affine)


@pytest.fixture(scope="module", params=ATLASES)
def atlas(request: Any, tmp_path_factory: Any) -> tuple[LabelImage, Path]:
    """An atlas and the file that `refseg encode` makes of its NIfTI and its list of segments."""
    image = read_atlas(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    label_map = image.to_label_map()
    nifti, segments = write_labels(folder / "atlas.nii.gz", label_map)
    seg = folder / "seg.dcm"
    assert main(["encode", str(nifti), "-o", str(seg), "--segments", str(segments)]) == 0
    return image, seg


@pytest.mark.parametrize("peer", [read_highdicom, read_dcmqi, read_dcmjs, read_pydicom])
def test_peers_read_our_atlases(peer: Any, atlas: tuple[LabelImage, Path]) -> None:
    image, seg = atlas
    same_world(reading(image), peer(seg))


def test_dciodvfy_finds_no_error(atlas: tuple[LabelImage, Path]) -> None:
    assert dciodvfy(atlas[1]) == []


def test_dcmjs_sees_the_segments(atlas: tuple[LabelImage, Path]) -> None:
    image, seg = atlas
    header = dcmjs_header(seg)[0]
    found = dict(zip(header["segmentNumbers"], header["segmentLabels"], strict=True))
    ascii_only = {s.number: s.label for s in image.segments if s.label.isascii()}
    assert {number: found[number] for number in ascii_only} == ascii_only


def test_decode_gives_the_voxels_back(atlas: tuple[LabelImage, Path], tmp_path: Path) -> None:
    image, seg = atlas
    out = tmp_path / "back.nii.gz"
    assert main(["decode", str(seg), "-o", str(out)]) == 0
    back = read_labels(out)
    assert np.array_equal(back.labels, image.labels)
    same_world(reading(image), reading(back))
    decoded = refseg.read(seg)
    named = {s.number: s.label for s in image.segments}
    assert {s.number: s.label for s in decoded.segments if s.number} == named


def labels_of(numbers: list[int], dtype: Any) -> NDArray[Any]:
    """(8, 40, 36) blocks of the numbers in a frame of background, two frames empty inside."""
    labels = np.zeros((8, 40, 36), dtype)
    for index, number in enumerate(numbers):
        labels[1 + index % 3 : 7, 4 * index + 1 : 4 * index + 5, 5 + index : 30] = number
    labels[4:6] = 0
    return labels


@pytest.mark.parametrize("omit_empty_frames", [True, False])
@pytest.mark.parametrize(
    ("numbers", "dtype"),
    [([1, 2, 3], np.uint8), ([1, 5, 100, 255], np.uint8), ([3, 256, 257, 65535], np.uint16)],
)
def test_we_read_highdicom(
    numbers: list[int], dtype: Any, omit_empty_frames: bool, tmp_path: Path
) -> None:
    labels, affine = labels_of(numbers, dtype), orthogonal(OBLIQUE)
    path = tmp_path / "hd.dcm"
    write_highdicom_labelmap(
        path, labels, affine, numbers=numbers, omit_empty_frames=omit_empty_frames
    )
    decoded = refseg.read(path)
    same_world(Reading.from_affine(labels, affine), reading(decoded))
    assert set(numbers) <= set(decoded.by_number)
    assert decoded.background == 0
    assert (decoded.stored is not None) == omit_empty_frames
    again = tmp_path / "again.dcm"  # what we make of it, highdicom reads back
    refseg.write(again, decoded)
    same_world(Reading.from_affine(labels, affine), read_highdicom(again))
    assert dciodvfy(again) == []


@pytest.mark.parametrize("numbers", [[1, 2, 3], [1, 5, 100, 250]])
def test_we_read_dcmqi(numbers: list[int], tmp_path: Path) -> None:
    labels, affine = labels_of(numbers, np.uint8), orthogonal(OBLIQUE)
    path = tmp_path / "dcmqi.dcm"
    write_dcmqi_labelmap(path, labels, affine, numbers=numbers)
    decoded = refseg.read(path)
    same_world(Reading.from_affine(labels, affine), reading(decoded))
    assert set(numbers) <= set(decoded.by_number)


def test_source_series(tmp_path: Path) -> None:
    """Peers agree on the voxels, and every frame refers to the slice at its own position."""
    affine = orthogonal(OBLIQUE)
    labels = labels_of([1, 7, 300], np.uint16)
    files = make_ct_series(tmp_path / "ct", labels.shape, affine)
    assert len(files) == len(labels)
    label_map = refseg.LabelMap(labels, geometry=refseg.Geometry.from_affine(affine), background=0)
    source = refseg.Source.from_path(tmp_path / "ct")
    path = tmp_path / "seg.dcm"
    refseg.write(path, label_map, source=source)
    assert dciodvfy(path) == []
    for peer in (read_highdicom, read_dcmqi, read_dcmjs):
        same_world(Reading.from_affine(labels, affine), peer(path))
