"""From the model of an `encode` request to `refseg.write` and `refseg.encode_masks`."""

import numpy as np
from pydicom import dcmread
from serve import load_model, sources

import refseg
from refseg.frames import by_uid
from refseg.model.tiling import Tiling


def encode(request):
    model, labels = load_model(request)
    options = model["options"]
    images = [dcmread(path) for path in sources(request, model)] or None
    syntax = by_uid(options["transfer_syntax"]).name
    segments = [described(entry) for entry in model["segments"]]
    if model["type"] == "LABELMAP":
        if labels.max() < 1 << options["bits"]:
            labels = labels.astype(f"u{options['bits'] // 8}")
        own = geometry(model, labels.shape)
        seg = refseg.LabelMap(labels, own, segments, background=model["background"])
        palette = options["photometric"] == "PALETTE COLOR"
        refseg.write(request["output"], seg, source=images, transfer_syntax=syntax, palette=palette)
        return {}
    numbers = [frame["segment"] for frame in model["frames"]]
    spots = [frame["position"] for frame in model["frames"]]
    distinct = [spot for index, spot in enumerate(spots) if spot not in spots[:index]]
    planes = [model["frames"][spots.index(spot)] for spot in distinct]
    seg = refseg.SegmentMasks(
        labels.astype("u1"),
        numbers,
        [distinct.index(spot) for spot in spots],
        len(distinct),
        segments,
        geometry(model | {"frames": planes}, labels.shape),
        segmentation_type=model["type"],
        fractional_type=model.get("fractional_type"),
        maximum_fractional_value=model.get("maximum"),
    )
    dataset = refseg.encode_masks(seg, source=images, transfer_syntax=syntax)
    dataset.save_as(request["output"], enforce_file_format=True)
    return {}


def geometry(model, shape):
    frames = model["frames"]
    uid = model.get("frame_of_reference")
    if "tile" in frames[0]:
        places = np.array([frame["tile"] for frame in frames]) - 1
        rows, columns = (places.max(axis=0) + shape[1:]).tolist()
        if "matrix" in model:
            rows, columns = np.shape(model["matrix"])[1:]
        spot, spacing, turned = (
            np.asarray(frames[0][key], float) for key in ("position", "spacing", "orientation")
        )
        down, right = places[0] * spacing
        origin = [*(spot - down * turned[3:] - right * turned[:3])[:2], 0.0]
        return Tiling.sparse(
            rows,
            columns,
            *places.T,
            pixel_spacing=[float(value) for value in frames[0]["spacing"]],
            origin=origin,
            orientation=[float(value) for value in frames[0]["orientation"]],
            frame_of_reference_uid=uid,
        )
    if "position" not in frames[0]:
        return None
    keys = ("position", "orientation", "spacing")
    values = [[[float(v) for v in frame[key]] for frame in frames] for key in keys]
    return refseg.Geometry.from_planes(*values, frame_of_reference_uid=uid)


def described(entry):
    kind = code(entry["type"], [code(modifier) for modifier in entry.get("modifiers", ())])
    algorithm = entry.get("algorithm", {"type": "MANUAL", "name": None})
    tracking = entry.get("tracking", {"id": None, "uid": None})
    return refseg.Segment(
        entry["number"],
        entry["label"],
        code(entry["category"]),
        kind,
        color=tuple(entry["colour"]) if entry.get("colour") else None,
        algorithm_type=algorithm["type"],
        algorithm_name=algorithm["name"],
        anatomic_regions=tuple(code(region) for region in entry.get("regions", ())),
        tracking_id=tracking["id"],
        tracking_uid=tracking["uid"],
    )


def code(entry, modifiers=()):
    return refseg.Code(
        entry["value"], entry["scheme"], entry["meaning"], modifiers=tuple(modifiers)
    )
