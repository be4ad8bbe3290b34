"""From the model of an `encode` request to `hd.seg.Segmentation`."""

import highdicom as hd
import numpy as np
from PIL.ImageCms import ImageCmsProfile, createProfile
from pydicom import dcmread
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid
from serve import load_model, sources
from source_images import series


def encode(request):
    model, labels = load_model(request)
    options = model["options"]
    images = [dcmread(path) for path in sources(request, model)]
    images = images or series(model, labels.shape)
    segments = sorted(model["segments"], key=lambda entry: entry["number"])
    # highdicom describes the background by itself, and always as number 0.
    described = [entry for entry in segments if model["type"] != "LABELMAP"
                 or entry["number"] != 0 or model["background"] != 0]  # fmt: skip
    first = model["frames"][0]
    pixels, places = labels.astype("u2" if labels.max() > 255 else "u1"), model["frames"]
    if model["type"] != "LABELMAP":
        pixels, places = one_hot(model, labels, [entry["number"] for entry in described])
    positions = [
        hd.PlanePositionSequence("PATIENT", list(map(float, frame["position"]))) for frame in places
    ]
    more = {}
    if options["photometric"] == "PALETTE COLOR":
        more = {"palette_color_lut_transformation": palette(segments), "icc_profile": icc_profile()}
    if model["type"] == "FRACTIONAL":
        more = {
            "max_fractional_value": model["maximum"],
            "fractional_type": model["fractional_type"],
        }
    seg = hd.seg.Segmentation(
        images,
        pixels,
        model["type"],
        [description(entry, not more) for entry in described],
        series_instance_uid=generate_uid(),
        series_number=1,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="conformance suite",
        manufacturer_model_name="highdicom",
        software_versions=hd.__version__,
        device_serial_number="1",
        transfer_syntax_uid=options["transfer_syntax"],
        pixel_measures=hd.PixelMeasuresSequence(list(map(float, first["spacing"])), 2.5),
        plane_orientation=hd.PlaneOrientationSequence(
            "PATIENT", list(map(float, first["orientation"]))
        ),
        plane_positions=positions,
        omit_empty_frames=False,
        **more,
    )
    seg.save_as(request["output"])
    return {}


def one_hot(model, labels, numbers):
    """(planes, rows, columns, segments), and a frame at the place of each plane."""
    spots = [frame["position"] for frame in model["frames"]]
    distinct = [spot for index, spot in enumerate(spots) if spot not in spots[:index]]
    stack = np.zeros((len(distinct), *labels.shape[1:], len(numbers)), dtype="u1")
    for frame, plane in zip(model["frames"], labels, strict=True):
        stack[distinct.index(frame["position"]), ..., numbers.index(frame["segment"])] = plane
    if model["type"] == "FRACTIONAL":
        stack = stack / model["maximum"]
    return stack, [{"position": spot} for spot in distinct]


def description(entry, coloured):
    algorithm = entry.get("algorithm", {"type": "MANUAL", "name": None})
    name, colour = algorithm["name"], entry.get("colour")
    family = codes.DCM.ArtificialIntelligence
    tracking = entry.get("tracking", {"id": None, "uid": None})
    return hd.seg.SegmentDescription(
        entry["number"],
        entry["label"],
        concept(entry["category"]),
        concept(entry["type"]),
        algorithm["type"],
        name and hd.AlgorithmIdentificationSequence(name, family, "1"),
        tracking_uid=tracking["uid"],
        tracking_id=tracking["id"],
        anatomic_regions=[concept(region) for region in entry.get("regions", ())] or None,
        display_color=hd.color.CIELabColor.from_rgb(*colour) if colour and coloured else None,
    )


def concept(entry):
    return hd.sr.CodedConcept(entry["value"], entry["scheme"], entry["meaning"])


def palette(segments):
    table = np.zeros((segments[-1]["number"] + 1, 3), dtype="u1")
    for entry in segments:
        table[entry["number"]] = entry.get("colour") or (0, 0, 0)
    wide = table.astype("u2") * 257 if len(table) > 256 else table
    return hd.PaletteColorLUTTransformation.from_combined_lut(wide)


def icc_profile():
    """An sRGB profile of the input class, which PS3.3 C.11.15 wants."""
    display = ImageCmsProfile(createProfile("sRGB")).tobytes()
    return display[:12] + b"scnr" + display[16:]
