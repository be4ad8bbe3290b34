"""From `refseg.read` and `refseg.decode_masks` to the model of a `decode` reply."""

import numpy as np
from pydicom import Dataset
from serve import volume

import refseg
from refseg.check.reading import items
from refseg.codec.placing import place_frames
from refseg.elements.groups import FunctionalGroups
from refseg.model.matrix import total_pixel_matrix
from refseg.model.tiling import Tiling
from refseg.part10.files import read_dataset
from refseg.support.guard import guarded
from refseg.support.limits import Limits
from refseg.support.note import Notes

# Of all focal planes, where no tile is: a reply is made of copies of them.
MATRIX_BYTES = 1 << 24


@guarded
def decode(request):
    dataset = read_dataset(request["input"])
    masks = dataset.get("SegmentationType") in ("BINARY", "FRACTIONAL")
    seg = refseg.decode_masks(dataset) if masks else refseg.read(request["input"])
    slots = stored = range(int(dataset.get("NumberOfFrames") or 1))
    model = {"type": "LABELMAP", "background": None if masks else seg.background}
    if masks:
        model |= {"type": seg.segmentation_type, "labels": volume(seg.planes)}
        if seg.maximum_fractional_value is not None:
            model["maximum"] = seg.maximum_fractional_value
            model["fractional_type"] = seg.fractional_type
        pairs = zip(seg.places.tolist(), seg.numbers.tolist(), strict=True)
        frames = [plane(seg, place) | {"segment": number} for place, number in pairs]
    else:
        model["labels"] = volume(seg.labels)
        frames = [plane(seg, place) for place in range(len(seg.labels))]
        if isinstance(seg.geometry, Tiling):
            depths = range(len(np.unique(seg.geometry.z_offsets)))
            with Limits(matrix_bytes=MATRIX_BYTES // len(depths)).used():
                matrix = [total_pixel_matrix(seg, focal_plane=depth) for depth in depths]
            model["matrix"] = volume(np.stack(matrix), "matrix.raw")
        else:
            groups = FunctionalGroups.of(dataset, len(stored))
            slots = place_frames(dataset, groups, Notes()).slots
    shared = items(dataset, "SharedFunctionalGroupsSequence")
    own = items(dataset, "PerFrameFunctionalGroupsSequence") or [Dataset()] * len(stored)
    for place, item in zip(slots, own, strict=False):
        frames[place]["sources"] = [source for group in (*shared, item) for source in images(group)]
    model |= {"frames": frames, "segments": {str(s.number): segment(s) for s in seg.segments}}
    own = seg.geometry
    return model | {"frame_of_reference": None if own is None else own.frame_of_reference_uid}


def plane(seg, place):
    own = seg.geometry
    if own is None:
        return {}
    if isinstance(own, Tiling):
        tile = [int(own.row_positions[place]) + 1, int(own.column_positions[place]) + 1]
        if own.pixel_spacing is None:
            return {"tile": tile, "orientation": own.orientation.tolist()}
        x, y, z = own.offsets[place].tolist()
        values = {"orientation": own.orientation, "spacing": own.pixel_spacing}
        return {"tile": tile, "position": [x, y, z / 1000]} | lists(values, place)
    values = {"orientation": own.orientation, "spacing": own.pixel_spacing}
    return lists({"position": own.positions} | values, place)


def lists(values, place):
    return {k: (v[place] if v.ndim > 1 else v).tolist() for k, v in values.items()}


def images(group):
    for derivation in items(group, "DerivationImageSequence"):
        for source in items(derivation, "SourceImageSequence"):
            numbers = source.get("ReferencedFrameNumber")
            uid = {"uid": source.ReferencedSOPInstanceUID}
            if numbers is None:
                yield uid
            else:
                yield from (uid | {"frame": int(number)} for number in np.atleast_1d(numbers))


def segment(found):
    model = {
        "label": found.label,
        "category": code(found.category),
        "type": code(found.type),
        "modifiers": [code(modifier) for modifier in found.type.modifiers],
        "regions": [code(region) for region in found.anatomic_regions],
        "colour": found.color,
        "algorithm": {"type": found.algorithm_type, "name": found.algorithm_name},
    }
    if found.tracking_uid:
        model["tracking"] = {"id": found.tracking_id or "", "uid": found.tracking_uid}
    return model


def code(found):
    return {"value": found.value, "scheme": found.scheme, "meaning": found.meaning}
