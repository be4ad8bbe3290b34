"""dcmqi (DCMTK): its two converters between DICOM segmentations and research images."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .presence import need_peer
from .process import PeerRefusedError, run
from .readers import image_reading
from .reading import Reading
from .series import make_ct_series


def dcmqi_export(
    path: Path, output_type: str = "nrrd"
) -> list[tuple[Reading, list[dict[str, Any]]]]:
    """`segimage2itkimage --mergeSegments`: (image, its segments' JSON items), one per image file.

    Several images come out only if segments overlap.
    """
    need_peer("dcmqi", "simpleitk")
    with tempfile.TemporaryDirectory(prefix="peer-dcmqi-") as name:
        folder = Path(name)
        run(
            "segimage2itkimage",
            *("--mergeSegments", "--outputType", output_type, "--prefix", "out"),
            *("--inputDICOM", path, "--outputDirectory", folder),
        )
        meta = json.loads((folder / "out-meta.json").read_text(encoding="utf-8"))
        images = sorted(
            (file for file in folder.glob("out-*") if file.suffix != ".json"),
            key=lambda file: int(file.name.removeprefix("out-").split(".")[0]),
        )
        if len(images) != len(meta["segmentAttributes"]):
            raise PeerRefusedError(f"dcmqi wrote {[file.name for file in images]}")
        return [
            (image_reading(file), segments)
            for file, segments in zip(images, meta["segmentAttributes"], strict=True)
        ]


def read_dcmqi(path: Path, output_type: str = "nrrd") -> Reading:
    """What dcmqi finds in a segmentation without overlaps, labels being its Segment Numbers.

    dcmqi keeps the Segment Numbers of label maps as pixel values (labelID in its JSON), but in
    signed 16-bit images, so numbers above 32767 come out negative and are turned back here. A
    pixel value that its JSON does not explain is an error.
    """
    exported = dcmqi_export(path, output_type)
    if len(exported) != 1:
        raise AssertionError(f"dcmqi made {len(exported)} images: the segments overlap")
    reading, segments = exported[0]
    labels = reading.labels
    if labels.dtype == np.int16:
        labels = labels.view(np.uint16)
    explained = {0, *(int(segment["labelID"]) for segment in segments)}
    strange = sorted(set(np.unique(labels).tolist()) - explained)
    if strange:
        raise AssertionError(f"dcmqi wrote pixel values {strange} without a labelID")
    return replace(reading, labels=labels)


def dcmqi_metadata(numbers: Iterable[int]) -> dict[str, Any]:
    """The JSON `itkimage2segimage` wants, with one plain segment per number."""

    def code(value: str, meaning: str) -> dict[str, str]:
        return {"CodeValue": value, "CodingSchemeDesignator": "SCT", "CodeMeaning": meaning}

    segments = [
        {
            "labelID": number,
            "SegmentDescription": f"Region {number}",
            "SegmentLabel": f"Region {number}",
            "SegmentAlgorithmType": "AUTOMATIC",
            "SegmentAlgorithmName": "Synthetic",
            "SegmentedPropertyCategoryCodeSequence": code("91723000", "Anatomical Structure"),
            "SegmentedPropertyTypeCodeSequence": code("91772007", "Organ"),
            "recommendedDisplayRGBValue": [number * 37 % 256, number * 59 % 256, 128],
        }
        for number in numbers
    ]
    return {
        "ContentCreatorName": "Synthetic^Author",
        "SeriesDescription": "Segmentation",
        "SeriesNumber": "300",
        "InstanceNumber": "1",
        "BodyPartExamined": "",
        "segmentAttributes": [segments],
    }


def write_dcmqi_labelmap(
    path: Path,
    labels: NDArray[np.integer],
    affine: NDArray[np.float64],
    numbers: Iterable[int] | None = None,
    omit_empty_frames: bool = True,
    compress: str = "none",
    source: Sequence[Path] | None = None,
    kind: str = "labelmap",
) -> None:
    """A segmentation written by `itkimage2segimage`, Segment Numbers being the labels.

    `labels` (frames, rows, columns) are integers 0..32767: dcmqi turns higher ones negative and
    refuses. It refuses labels above 255, too, unless more than 255 different ones are present.
    `affine` maps (frame, row, column, 1) to LPS millimetres. `source` are the files of a series at
    the same place; without it a synthetic one is made. `compress` is none or deflate. `kind`
    binary needs the labels 1..n without gaps.
    """
    need_peer("dcmqi", "simpleitk")
    import SimpleITK as sitk  # noqa: N813 (its customary name)

    affine = np.asarray(affine, np.float64)
    if numbers is None:
        numbers = (int(value) for value in np.unique(labels) if value)
    steps = affine[:3, 2::-1]
    spacing = np.linalg.norm(steps, axis=0)
    image = sitk.GetImageFromArray(labels)
    image.SetSpacing(spacing.tolist())
    image.SetDirection((steps / spacing).ravel().tolist())
    image.SetOrigin(affine[:3, 3].tolist())
    with tempfile.TemporaryDirectory(prefix="peer-dcmqi-") as name:
        folder = Path(name)
        sitk.WriteImage(image, str(folder / "labels.nrrd"))
        metadata = dcmqi_metadata(sorted(numbers))
        (folder / "meta.json").write_text(json.dumps(metadata), encoding="utf-8")
        if source is None:
            source = make_ct_series(folder / "series", labels.shape, affine)
        run(
            "itkimage2segimage",
            *("--segmentationType", kind, "--useLabelIDAsSegmentNumber"),
            *("--skip", str(int(omit_empty_frames)), "--compress", compress),
            *("--inputImageList", folder / "labels.nrrd"),
            *("--inputDICOMList", ",".join(str(file) for file in source)),
            *("--inputMetadata", folder / "meta.json", "--outputDICOM", path),
        )
    if not path.is_file():
        raise PeerRefusedError("itkimage2segimage wrote nothing")
