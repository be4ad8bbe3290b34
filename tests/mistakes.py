"""The files that the mistakes of tests/mistakes.md are made with; the commands run beside them."""

from __future__ import annotations

import json
from pathlib import Path

import nibabel as nib
import numpy as np
from peers.series import make_ct_series

import refseg

AFFINE = np.eye(4)[:, [2, 1, 0, 3]]
VOXELS = np.zeros((4, 3, 2), np.uint8)
VOXELS[1:3, 1, 1], VOXELS[0, 0, 0] = 7, 9
TABLES = {
    "names.csv": "number,label\n7,Liver\n9,Spleen\n",
    "one.csv": "number,label\n7,Liver\n",
    "twice.csv": "number,label\n7,Liver\n7,Spleen\n",
    "lable.csv": "number,lable\n7,Liver\n9,Spleen\n",
    "volume.csv": "number,label,volume\n7,Liver,1\n9,Spleen,2\n",
    "headless.csv": "7,Liver\n9,Spleen\n",
    "unnamed.csv": "number,label\n7,\n9,Spleen\n",
    "word.csv": "number,label\nseven,Liver\n",
    "color.csv": "number,label,color\n7,Liver,red\n9,Spleen,\n",
    "code.csv": "number,label,type\n7,Liver,Liver\n9,Spleen,\n",
    "regions.json": json.dumps({"labels": {"background": 0, "whole": [7, 9]}}),
    "list.json": "[7, 9]",
    "notes.txt": "nothing to see\n",
}


def image(name: str, voxels: np.ndarray, affine: np.ndarray | None = None) -> None:
    ras = np.diag([-1.0, -1, 1, 1]) if affine is None else affine
    nib.save(nib.Nifti1Image(voxels, ras, dtype=voxels.dtype), name)


def make(folder: Path) -> None:
    """Make the files in a folder, which is the current one."""
    image("labels.nii.gz", VOXELS)
    image("half.nii.gz", VOXELS / np.float32(2))
    image("negative.nii.gz", VOXELS.astype(np.int16) - 1)
    image("large.nii.gz", VOXELS.astype(np.int32) * 10000)
    image("time.nii.gz", np.stack([VOXELS, VOXELS], -1))
    for name, text in TABLES.items():
        Path(name).write_text(text)
    Path("cut.nii.gz").write_bytes(Path("labels.nii.gz").read_bytes()[:60])
    Path("fake.nii.gz").write_bytes(b"not gzip")
    np.savez("several.npz", VOXELS)
    Path("organs").mkdir()
    image("organs/liver.nii.gz", (VOXELS > 0).astype(np.uint8))
    image("organs/spleen.nii.gz", (VOXELS == 9).astype(np.uint8))
    Path("grids").mkdir()
    image("grids/a.nii.gz", VOXELS)
    image("grids/b.nii.gz", VOXELS[:3])
    Path("empty").mkdir()
    make_ct_series(folder / "ct", (2, 3, 4), AFFINE)
    geometry = refseg.Geometry.from_affine(AFFINE)
    label_map = refseg.LabelMap(VOXELS.T, geometry=geometry, background=0)
    refseg.write("seg.dcm", label_map)
    Path("half.dcm").write_bytes(Path("seg.dcm").read_bytes()[:-40])
    planes = np.array([[[1, 1, 0]], [[0, 1, 1]]], np.uint8)
    both = {
        "numbers": np.array([1, 2]),
        "places": np.array([0, 0]),
        "frames": 1,
        "segments": (refseg.Segment(1, "Liver"), refseg.Segment(2, "Tumour")),
        "geometry": geometry.for_frames(1),
        "segments_overlap": "YES",
    }
    refseg.write_masks("overlap.dcm", refseg.SegmentMasks(planes=planes, **both))  # type: ignore
    fractions = refseg.SegmentMasks(  # type: ignore[call-arg]
        planes=planes * 100,
        segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY",
        maximum_fractional_value=255,
        **both,
    )
    refseg.write_masks("fractions.dcm", fractions)
    Path("taken.nii.gz.refseg.json").write_text("{}")
    Path("taken.csv").write_text("mine")
