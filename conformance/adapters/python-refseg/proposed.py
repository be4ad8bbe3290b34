"""What `refseg.experimental` reads of proposals, as the model of a `decode` reply."""

import numpy as np
from pydicom import dcmread
from reading import plane, segment
from serve import volume

from refseg import experimental

SOP_CLASSES = {
    experimental.REGULAR_VOLUME_CLASS: "volumes",
    experimental.SEGMENT_COMBINATIONS_CLASS: "overlapping",
    experimental.INSTANCES_CLASS: "instances",
}


def kind(path):
    """The name of the proposal whose SOP Class a file has; None if it has another."""
    try:
        return SOP_CLASSES.get(dcmread(path, stop_before_pixels=True).SOPClassUID)
    except Exception:  # whatever is wrong with it, the reader of label maps says so
        return None


def volumes(path):
    """One declared regular volume, or several in time."""
    found, seconds = experimental.read_volumes(path, experimental=True)
    first, frames = found[0], []
    for number, one in enumerate(found):
        time = {"time": seconds[number]} if seconds else {}
        frames += [plane(one, place) | time for place in range(len(one.labels))]
    sources = experimental.read_volume_sources(path, experimental=True)
    for frame, (uid, index) in zip(frames, sources, strict=False):
        frame["sources"] = [{"uid": uid} if index is None else {"uid": uid, "frame": index}]
    labels = np.concatenate([one.labels for one in found])
    return described(first, "LABELMAP", labels, frames) | {"background": first.background}


def overlapping(path):
    """A plane for each segment and frame."""
    seg = experimental.read_overlapping(path, experimental=True)
    pairs = zip(seg.places.tolist(), seg.numbers.tolist(), strict=True)
    frames = [plane(seg, place) | {"segment": number} for place, number in pairs]
    return described(seg, "LABELMAP", seg.planes, frames)


def instances(path):
    """Numbers of instances, and the table of their segments."""
    seg = experimental.read_instances(path, experimental=True)
    table = {"segments": seg.segment_numbers.tolist()}
    if seg.identifiers is not None:
        table["identifiers"] = list(map(str, seg.identifiers.tolist()))
    frames = [plane(seg, place) for place in range(len(seg.instances))]
    found = described(seg, "INSTANCEMAP", seg.instances, frames)
    return found | {"background": None, "instances": table}


def described(seg, segmentation_type, labels, frames):
    return {
        "type": segmentation_type,
        "labels": volume(labels),
        "frames": frames,
        "segments": {str(one.number): segment(one) for one in seg.segments},
        "frame_of_reference": seg.geometry.frame_of_reference_uid,
    }
