"""Segmentations written by highdicom, for refseg to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import (
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

from .presence import need_peer
from .series import ct_datasets

# What highdicom (through pydicom) needs to compress.
_CODECS = {
    JPEGLSLossless: ("pyjpegls",),
    JPEG2000Lossless: ("pylibjpeg", "openjpeg"),
    RLELossless: ("rle",),
}


def _numbers(labels: NDArray[np.integer], numbers: Iterable[int] | None) -> list[int]:
    if numbers is None:
        numbers = (int(value) for value in np.unique(labels) if value)
    return sorted(numbers)


def _write(
    path: Path,
    pixels: NDArray[Any],
    affine: NDArray[np.float64],
    kind: str,
    numbers: Sequence[int],
    source: Sequence[Dataset] | None,
    **options: Any,
) -> None:
    need_peer("highdicom", *_CODECS.get(options["transfer_syntax_uid"], ()))
    import highdicom as hd

    source = source or ct_datasets(pixels.shape[:3], affine)
    volume = hd.Volume(
        pixels,
        affine,
        "PATIENT",
        frame_of_reference_uid=source[0].FrameOfReferenceUID,
        channels=None if pixels.ndim == 3 else {"SegmentNumber": list(numbers)},
    )
    descriptions = [
        hd.seg.SegmentDescription(
            number,
            f"Région {number}",
            codes.SCT.AnatomicalStructure,
            codes.SCT.Organ,
            "AUTOMATIC",
            hd.AlgorithmIdentificationSequence("Synthetic", codes.DCM.ArtificialIntelligence, "1"),
        )
        for number in numbers
    ]
    seg = hd.seg.Segmentation(
        source,
        volume,
        kind,
        descriptions,
        series_instance_uid=generate_uid(),
        series_number=2,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="highdicom",
        manufacturer_model_name="highdicom",
        software_versions=hd.__version__,
        device_serial_number="1",
        **options,
    )
    seg.save_as(path)


def write_highdicom_labelmap(
    path: Path,
    labels: NDArray[np.integer],
    affine: NDArray[np.float64],
    numbers: Iterable[int] | None = None,
    omit_empty_frames: bool = True,
    palette: bool = False,
    transfer_syntax: str = ExplicitVRLittleEndian,
    source: Sequence[Dataset] | None = None,
) -> None:
    """A LABELMAP segmentation of uint8 or uint16 (frames, rows, columns) labels.

    `affine` maps (frame, row, column, 1) to LPS millimetres. `numbers` defaults to the non-zero
    labels present; highdicom adds a description of background 0 by itself and picks 8 or 16 bit
    from the largest number. `source` is a series at the same place; without it a synthetic one.
    """
    described = _numbers(labels, numbers)
    options: dict[str, Any] = {
        "omit_empty_frames": omit_empty_frames,
        "transfer_syntax_uid": transfer_syntax,
    }
    if palette:
        options["palette_color_lut_transformation"] = _palette(max(described) + 1)
        options["icc_profile"] = _icc_profile()
    _write(path, labels, affine, "LABELMAP", described, source, **options)


def write_highdicom_binary(
    path: Path,
    labels: NDArray[np.integer],
    affine: NDArray[np.float64],
    numbers: Iterable[int] | None = None,
    omit_empty_frames: bool = True,
    transfer_syntax: str = ExplicitVRLittleEndian,
    source: Sequence[Dataset] | None = None,
) -> None:
    """A BINARY segmentation: the labels must be 1..n without gaps."""
    _write(
        path,
        labels,
        affine,
        "BINARY",
        _numbers(labels, numbers),
        source,
        omit_empty_frames=omit_empty_frames,
        transfer_syntax_uid=transfer_syntax,
    )


def write_highdicom_fractional(
    path: Path,
    fractions: NDArray[np.floating],
    affine: NDArray[np.float64],
    fractional_type: str = "PROBABILITY",
    max_fractional_value: int = 255,
    omit_empty_frames: bool = True,
    transfer_syntax: str = ExplicitVRLittleEndian,
    source: Sequence[Dataset] | None = None,
) -> None:
    """A FRACTIONAL segmentation of float values 0..1.

    `fractions` is (frames, rows, columns) for one segment or (frames, rows, columns, segments).
    """
    segments = 1 if fractions.ndim == 3 else fractions.shape[3]
    _write(
        path,
        fractions,
        affine,
        "FRACTIONAL",
        range(1, segments + 1),
        source,
        fractional_type=fractional_type,
        max_fractional_value=max_fractional_value,
        omit_empty_frames=omit_empty_frames,
        transfer_syntax_uid=transfer_syntax,
    )


def _icc_profile() -> bytes:
    """An sRGB profile of the input class, which PS3.3 C.11.15 wants (its tags are the same)."""
    need_peer("pillow")
    from PIL.ImageCms import ImageCmsProfile, createProfile

    display = ImageCmsProfile(createProfile("sRGB")).tobytes()
    return display[:12] + b"scnr" + display[16:]


def _palette(entries: int) -> Any:
    """Bright colours for 1.., black for 0: 8-bit entries up to 256 of them, else 16-bit ones."""
    need_peer("highdicom")
    import highdicom as hd

    hues = np.arange(entries) * 0.618034 % 1.0
    phases = (hues[:, None] + [0.0, 2 / 3, 1 / 3]) * 2 * np.pi
    levels = np.rint(127 + 110 * np.cos(phases)).astype(np.uint8)
    levels[0] = 0
    data = levels if entries <= 256 else levels.astype(np.uint16) * 257
    return hd.PaletteColorLUTTransformation(
        *(
            hd.PaletteColorLUT(0, np.ascontiguousarray(data[:, index]), colour)
            for index, colour in enumerate(("red", "green", "blue"))
        ),
        palette_color_lut_uid=generate_uid(),
    )
