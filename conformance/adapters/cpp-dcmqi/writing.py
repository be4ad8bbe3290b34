"""From the model of an `encode` request to itkimage2segimage."""

import json
import tempfile
from pathlib import Path

import numpy as np
import SimpleITK as sitk  # noqa: N813 (its customary name)
from metadata import described, metadata
from programs import run
from serve import OutOfScopeError, RejectedError, load_model, sources
from source_images import series

DEFLATED = "1.2.840.10008.1.2.1.99"


def encode(request):
    model, labels = load_model(request)
    stacks = masks(model, labels) if model["type"] == "BINARY" else [labels]
    made = [image(model, stack) for stack in stacks]
    skip = int(sum(one.GetDepth() for one in made) > len(labels))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"labels-{index}.nrrd" for index in range(len(made))]
        for path, one in zip(paths, made, strict=True):
            sitk.WriteImage(one, str(path))
        (folder / "meta.json").write_text(json.dumps(metadata(model)), encoding="utf-8")
        images = sources(request, model)
        for index, source in enumerate([] if images else series(model, labels.shape)):
            images.append(folder / f"source-{index}.dcm")
            source.save_as(images[-1], enforce_file_format=True)
        syntax = model["options"]["transfer_syntax"]
        run(
            "itkimage2segimage",
            *("--segmentationType", model["type"].lower(), "--useLabelIDAsSegmentNumber"),
            *("--skip", str(skip), "--compress", "deflate" if syntax == DEFLATED else "none"),
            *("--inputImageList", ",".join(map(str, paths))),
            *("--inputMetadata", folder / "meta.json"),
            *("--inputDICOMList", ",".join(map(str, images)), "--outputDICOM", request["output"]),
        )
    if not Path(request["output"]).is_file():
        raise RejectedError("itkimage2segimage wrote nothing")
    return {}


def masks(model, planes):
    """One label image for each segment of BINARY, so that they may overlap."""
    spots = [frame["position"] for frame in model["frames"]]
    distinct = [spot for index, spot in enumerate(spots) if spot not in spots[:index]]
    numbers = [entry["number"] for entry in described(model)]
    stacks = np.zeros((len(numbers), len(distinct), *planes.shape[1:]), dtype=planes.dtype)
    for frame, plane in zip(model["frames"], planes, strict=True):
        target = stacks[numbers.index(frame["segment"]), distinct.index(frame["position"])]
        target[plane != 0] = frame["segment"]
    model["frames"] = [model["frames"][spots.index(spot)] for spot in distinct]
    return list(stacks)


def image(model, labels):
    """An ITK image: a regular stack, in which a slice without a frame is empty."""
    first = model["frames"][0]
    right, down = np.reshape(np.array(first["orientation"], float), (2, 3))
    normal = np.cross(right, down)
    positions = np.array([frame["position"] for frame in model["frames"]], float)
    order = np.argsort(positions @ normal)
    positions, labels = positions[order], labels[order]
    depth = (positions - positions[0]) @ normal
    gap = np.diff(depth).min() if len(depth) > 1 else 2.5
    slots = np.rint(depth / gap).astype(int)
    if not np.allclose(positions, positions[0] + np.outer(slots * gap, normal), atol=1e-3):
        raise OutOfScopeError("geometry", "frames at irregular distances are no ITK image")
    filled = np.zeros((slots[-1] + 1, *labels.shape[1:]), "u2" if labels.max() > 255 else "u1")
    filled[slots] = labels
    made = sitk.GetImageFromArray(filled)
    made.SetOrigin(positions[0].tolist())
    made.SetDirection(np.stack([right, down, normal], axis=1).ravel().tolist())
    try:
        made.SetSpacing([float(first["spacing"][1]), float(first["spacing"][0]), gap])
    except RuntimeError as refusal:
        raise RejectedError(f"ITK refuses the spacing {first['spacing']}") from refusal
    return made
