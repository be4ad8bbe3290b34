"""Contenders that are no DICOM: NIfTI, NRRD, OME-Zarr and JPEG XL, by default and at their best."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import refseg
from refseg.model.tiling import Tiling

from .contender import MOST_PLANES, Contender, Labels, installed

#: Total pixel matrices by the identity of their label map.
_MATRICES: dict[int, Labels] = {}


def image_contenders(label_map: refseg.LabelMap) -> Iterator[Contender]:
    """Those that are installed; of a slide those that hold its total pixel matrix."""
    if installed("SimpleITK"):
        yield _simpleitk(".nrrd", headline=True)
        yield _simpleitk(".nrrd", level=1)
        yield _simpleitk(".nrrd", level=9)
        yield _simpleitk(".nii.gz", headline=True)
    if not isinstance(label_map.geometry, Tiling):
        yield from _volume_contenders(label_map)
    if installed("zarr"):
        yield _zarr("default", headline=True)
        yield _zarr("Blosc zstd 9")
    if installed("imagecodecs"):
        yield _jpegxl(1)
        if label_map.labels.size < 1 << 25:  # a minute for a CT
            yield _jpegxl(7)


def _volume_contenders(label_map: refseg.LabelMap) -> Iterator[Contender]:
    if installed("nibabel"):
        yield _nibabel(None, headline=True)
        yield _nibabel(9)
    if installed("nrrd"):
        yield _pynrrd(None, headline=True)
        yield _pynrrd(1)
        yield _seg_nrrd(label_map, layers=False)
        if label_map.labels.size * len(label_map.segments) < MOST_PLANES / 10:
            yield _seg_nrrd(label_map, layers=True)


def prepare_pixels(label_map: refseg.LabelMap) -> None:
    """Put tiles together, once: DICOM is given the tiles, the others the matrix."""
    if isinstance(label_map.geometry, Tiling) and id(label_map) not in _MATRICES:
        _MATRICES[id(label_map)] = np.asarray(refseg.total_pixel_matrix(label_map))


def _pixels(label_map: refseg.LabelMap) -> Labels:
    """The array as others hold it: of a slide the total pixel matrix."""
    return _MATRICES.get(id(label_map), label_map.labels)


def _affine(label_map: refseg.LabelMap) -> np.ndarray:
    """(frame, row, column, 1) to LPS; of a slide a flat one."""
    if isinstance(label_map.geometry, Tiling):
        return np.eye(4)
    return np.asarray(label_map.geometry.affine)


def _simpleitk(suffix: str, level: int = -1, *, headline: bool = False) -> Contender:
    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import SimpleITK as sitk  # noqa: N813 - its customary name

        array = _pixels(label_map)
        image = sitk.GetImageFromArray(array)
        axes, steps = array.ndim, _affine(label_map)[:3, 2::-1]
        spacing = np.linalg.norm(steps, axis=0)
        if axes == 3:
            image.SetDirection((steps / spacing).ravel().tolist())
        image.SetSpacing(spacing.tolist()[:axes])
        image.SetOrigin(_affine(label_map)[:axes, 3].tolist())
        sitk.WriteImage(image, str(path), True, level)

    def read(path: Path) -> Labels:
        import SimpleITK as sitk  # noqa: N813

        return np.asarray(sitk.GetArrayFromImage(sitk.ReadImage(str(path))))

    name = f"SimpleITK {suffix}" + ("" if level < 0 else f", level {level}")
    return Contender(name, suffix, write, read, headline=headline)


def _nibabel(level: int | None, *, headline: bool = False) -> Contender:
    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import nibabel
        from nibabel.openers import Opener

        affine = np.diag([-1.0, -1, 1, 1]) @ _affine(label_map)[:, [2, 1, 0, 3]]
        if level is not None:
            Opener.default_compresslevel = level
        nibabel.save(nibabel.Nifti1Image(label_map.labels.T, affine), path)

    def read(path: Path) -> Labels:
        import nibabel

        return np.asarray(nibabel.load(path).dataobj).T

    name = "nibabel .nii.gz" + ("" if level is None else f", level {level}")
    return Contender(name, ".nii.gz", write, read, headline=headline)


def _nrrd_header(label_map: refseg.LabelMap) -> dict[str, Any]:
    affine = _affine(label_map)
    return {
        "space": "left-posterior-superior",
        "space directions": affine[:3, 2::-1].T,
        "space origin": affine[:3, 3],
        "encoding": "gzip",
    }


def _pynrrd(level: int | None, *, headline: bool = False) -> Contender:
    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import nrrd

        more = {} if level is None else {"compression_level": level}
        header = _nrrd_header(label_map)
        nrrd.write(str(path), label_map.labels, header, index_order="C", **more)

    name = "pynrrd .nrrd" + ("" if level is None else f", level {level}")
    return Contender(name, ".nrrd", write, _read_nrrd, headline=headline)


def _read_nrrd(path: Path) -> Labels:
    import nrrd

    return np.asarray(nrrd.read(str(path), index_order="C")[0])


def _seg_nrrd(given: refseg.LabelMap, *, layers: bool) -> Contender:
    """What 3D Slicer saves: one layer if no segments overlap, else as many as are needed."""
    numbers = [segment.number for segment in given.segments if segment.number]

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import nrrd

        header, labels = _nrrd_header(label_map), label_map.labels
        segments = [segment for segment in label_map.segments if segment.number]
        for place, segment in enumerate(segments):
            key = f"Segment{place}_"
            header[f"{key}ID"], header[f"{key}Name"] = f"Segment_{place}", segment.label
            header[f"{key}LabelValue"] = "1" if layers else str(segment.number)
            header[f"{key}Layer"] = str(place if layers else 0)
            color = " ".join(f"{part / 255:.6f}" for part in segment.color or (0, 0, 0))
            header[f"{key}Color"] = color
        if layers:
            labels = np.stack([labels == s.number for s in segments], -1).astype(np.uint8)
            nothing = [[np.nan] * 3]
            header["space directions"] = np.vstack([nothing, header["space directions"]])
            header["kinds"] = ["list", "domain", "domain", "domain"]
        # The level that zlib takes by default.
        nrrd.write(str(path), labels, header, index_order="C", compression_level=6)

    def read(path: Path) -> Labels:
        labels = _read_nrrd(path)
        if not layers:
            return labels
        joined = np.zeros(labels.shape[:3], given.labels.dtype)
        for place, number in enumerate(numbers):
            joined[labels[..., place] > 0] = number
        return joined

    name = "pynrrd .seg.nrrd, " + ("a layer per segment" if layers else "one layer")
    return Contender(name, ".seg.nrrd", write, read)


def _zarr(codecs: str, *, headline: bool = False) -> Contender:
    """OME-Zarr 0.5 with one resolution; chunks are those that zarr-python chooses."""

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import zarr
        from zarr.codecs import BloscCodec

        array = _pixels(label_map)
        spacing = np.linalg.norm(_affine(label_map)[:3, :3], axis=0).tolist()
        more: dict[str, Any] = {}
        if codecs != "default":
            more["compressors"] = BloscCodec(cname="zstd", clevel=9, shuffle="shuffle")
        group = zarr.create_group(path, attributes={"ome": _ome(array.ndim, spacing)})
        group.create_array("0", data=array, **more)

    def read(path: Path) -> Labels:
        import zarr

        return np.asarray(zarr.open_group(path, mode="r")["0"][:])

    return Contender(f"OME-Zarr, {codecs}", ".zarr", write, read, headline=headline)


def _ome(axes: int, spacing: list[float]) -> dict[str, Any]:
    names = ["z", "y", "x"][-axes:]
    scale = {"type": "scale", "scale": spacing[-axes:]}
    return {
        "version": "0.5",
        "multiscales": [
            {
                "axes": [{"name": n, "type": "space", "unit": "millimeter"} for n in names],
                "datasets": [{"path": "0", "coordinateTransformations": [scale]}],
            }
        ],
        "image-label": {"version": "0.5"},
    }


def _jpegxl(effort: int) -> Contender:
    """The codestreams of all frames one after the other, as they would stand in fragments."""

    def write(path: Path, label_map: refseg.LabelMap) -> None:
        import imagecodecs

        labels = label_map.labels
        with path.open("wb") as file:
            file.write(np.array([*labels.shape, labels.itemsize], "<u8").tobytes())
            for frame in labels:
                stream = imagecodecs.jpegxl_encode(frame, lossless=True, effort=effort)
                file.write(len(stream).to_bytes(8, "little") + stream)

    def read(path: Path) -> Labels:
        import imagecodecs

        with path.open("rb") as file:
            *shape, bytes_of_one = np.frombuffer(file.read(32), "<u8").tolist()
            labels = np.empty(shape, f"u{bytes_of_one}")
            for frame in labels:
                size = int.from_bytes(file.read(8), "little")
                frame[:] = imagecodecs.jpegxl_decode(file.read(size))
        return labels

    name = f"JPEG XL frames, effort {effort}"
    return Contender(name, ".jxl", write, read, comparable=False)
