"""highdicom, dcmqi and dciodvfy agree on what is written from sources as users have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from peers.dcmqi import read_dcmqi
from peers.readers import read_highdicom, read_pydicom
from peers.reading import Reading, same_world
from peers.validators import dciodvfy
from pydicom.dataset import Dataset
from source_support import AFFINE, SHAPE, blob, labels_at, put, save, series

import refseg

pytestmark = pytest.mark.peers


def tilted() -> Any:
    affine = AFFINE.copy()
    affine[1, 0] = 0.67
    return affine


def shifted(millimetres: float) -> Any:
    affine = AFFINE.copy()
    affine[2, 3] += millimetres
    return affine


def without_uids(image: Dataset, _: int) -> None:
    for keyword in ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        put(image, keyword, "")


def some_unusable(image: Dataset, index: int) -> None:
    if index == 3:  # without a reference in the first frame dciodvfy looks for none
        put(image, "SOPClassUID", "1.02")
        del image.file_meta


TWICE = [*series(), *series(lambda i, k: put(i, "SOPInstanceUID", f"1.2.1.{k}"))]
CASES = {
    "UIDs of the file meta only": (series(without_uids), AFFINE),
    "one image without SOP Class": (series(some_unusable), AFFINE),
    "tilted gantry": (series(None, SHAPE, tilted()), tilted()),
    "half a slice off": (series(), shifted(1.25)),
    "a little off": (series(), shifted(0.4)),
    "some slices missing": (series()[:3], AFFINE),
    "two images at each position": (TWICE, AFFINE),
    "two images at some positions": (TWICE[:8], AFFINE),
    "a study for each image": (
        series(lambda image, k: put(image, "StudyInstanceUID", f"1.2.{k}")),
        AFFINE,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_peers_read_the_same_labels_at_the_same_place(tmp_path: Path, case: str) -> None:
    images, affine = CASES[case]
    labels = blob()
    if case == "half a slice off":
        labels[5] = 0
    if case == "some slices missing":
        labels[3:] = 0
    label_map = labels_at(affine, labels)
    folder = tmp_path / "source"
    if case == "one image without SOP Class":
        source = refseg.Source.from_datasets(images)
    else:
        source = refseg.Source.from_path(save(folder, images))
    path = tmp_path / "seg.dcm"
    refseg.write(path, label_map, source=source)
    expected = Reading.from_affine(labels, np.asarray(affine))
    same_world(read_pydicom(path), expected)
    if case != "tilted gantry":  # highdicom and dcmqi read no sheared volume
        same_world(read_highdicom(path), expected)
        same_world(read_dcmqi(path), expected)
    assert dciodvfy(path) == []
    assert [f for f in refseg.check(path) if f.level == "error"] == []
