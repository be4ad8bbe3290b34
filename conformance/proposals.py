"""Phantoms of what `spec/proposals` describe, and how they are kept apart from label maps.

No file of a proposal is DICOM: it has a private SOP Class, and what it adds stands in a private
block (section "Implementations" of the pages). Its cases have the status `proposed`.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conformance.phantom import Phantom
from conformance.table import Change, Recipe, phantom, put, put_all

VOLUME_STORAGE = "2.25.73058592779732748697300797008466403345"
COMBINATIONS_STORAGE = "2.25.126158268518774818411865793619897365317"
INSTANCES_STORAGE = "2.25.163118751591571798610373035338772589637"
SOP_CLASSES = (VOLUME_STORAGE, COMBINATIONS_STORAGE, INSTANCES_STORAGE)
CREATOR = "REFSEG EXPERIMENTAL"
PROPOSED = {"status": "proposed"}
SOURCES = "SharedFunctionalGroupsSequence[0].DerivationImageSequence[0].FrameSourceImageSequence"


def marked(sop_class: str) -> Change:
    """The SOP Class and the Content Label of a prototype."""
    return put_all(
        SOPClassUID=sop_class, MediaStorageSOPClassUID=sop_class, ContentLabel="EXPERIMENTAL"
    )


def block(**attributes: Any) -> Change:
    """Attributes of the private block."""
    return put_all(ProposalCreator=CREATOR, **attributes)


# ------------------------------------------------------------------------- regular volume


def volume(labels: Any, *, seconds: Sequence[float] = (), **options: Any) -> Recipe:
    """A declared regular volume, or one for each time; see `phantom.segmentation`."""

    def declare(seg: Phantom) -> None:
        elements = seg.elements
        shared = elements["SharedFunctionalGroupsSequence"][0]
        items = elements.pop("PerFrameFunctionalGroupsSequence")
        del elements["DimensionIndexSequence"]
        shared["PlanePositionSequence"] = items[0]["PlanePositionSequence"]
        elements["DimensionOrganizationType"] = "3D_TEMPORAL_FULL" if seconds else "3D_FULL"
        if seconds:
            block(TemporalPositionTimeOffsets=list(seconds))(seg)
            elements["NumberOfTemporalPositions"] = len(seconds)
            each = len(seg.frame_models) // len(seconds)
            for index, frame in enumerate(seg.frame_models):
                frame["time"] = seconds[index // each]
                frame["position"] = seg.frame_models[index % each]["position"]
        if "DerivationImageSequence" in items[0]:
            derivations = [item["DerivationImageSequence"][0] for item in items]
            images = [one["SourceImageSequence"][0] for one in derivations]
            shared["DerivationImageSequence"] = [
                derivations[0]
                | {
                    "ProposalCreator": CREATOR,
                    "FrameSourceImageSequence": [
                        {"ReferencedSOPInstanceUID": image["ReferencedSOPInstanceUID"]}
                        for image in images
                    ],
                }
            ]

    options = {"sources": (), "background": 0, **options}
    return phantom(labels, **options).but(declare, marked(VOLUME_STORAGE))


# -------------------------------------------------------------------------------- overlap


def combinations(
    labels: Any, sets: Mapping[int, Sequence[int]], segments: Sequence[int], **options: Any
) -> Recipe:
    """A label map some of whose values stand for several segments."""
    listed = [
        {"SegmentNumber": value, "ReferencedSegmentNumber": list(members)}
        for value, members in sets.items()
    ]
    numbers = [0, *segments]
    return phantom(labels, segments=numbers, background=0, **options).but(
        block(SegmentCombinationSequence=listed),
        put("SegmentsOverlap", "YES"),
        marked(COMBINATIONS_STORAGE),
        _as_masks(sets, segments),
    )


def _as_masks(sets: Mapping[int, Sequence[int]], segments: Sequence[int]) -> Change:
    """What is found is a plane for each segment and frame, as in BINARY."""

    def change(seg: Phantom) -> None:
        stored, places, columns = seg.frames, seg.frame_models, seg.elements["Columns"]
        model = seg.model()
        members = {number: (number,) for number in segments} | dict(sets)
        labels, frames = [], []
        for number in segments:
            for frame, place in zip(stored, places, strict=True):
                plane = [int(number in members.get(value, ())) for value in frame]
                if any(plane):
                    labels.append(
                        [plane[at : at + columns] for at in range(0, len(plane), columns)]
                    )
                    frames.append({**place, "segment": number})
        described = {key: one for key, one in model["segments"].items() if key != "0"}
        found = {**model, "labels": labels, "frames": frames, "segments": described}
        del found["background"]  # masks have none
        seg.model = lambda: found  # type: ignore[method-assign]

    return change


# ------------------------------------------------------------------------------ instances


def instances(
    numbers: Any,
    table: Sequence[int],
    *,
    bits: int = 16,
    identifiers: Sequence[int] = (),
    made: Callable[..., Recipe] = phantom,
    **options: Any,
) -> Recipe:
    """Instances of the segments 1 and 2; entry n - 1 of `table` is the segment of instance n."""

    def change(seg: Phantom) -> None:
        model = seg.model()
        attributes = {
            "NumberOfInstances": len(table),
            "InstanceSegmentNumbers": struct.pack(f"<{len(table)}H", *table),
        }
        found: dict[str, Any] = {"segments": list(table)}
        if identifiers:
            attributes["InstanceIdentifiers"] = struct.pack(f"<{len(identifiers)}Q", *identifiers)
            found["identifiers"] = list(map(str, identifiers))
        block(**attributes)(seg)
        seg.elements["SegmentationType"] = "INSTANCEMAP"
        model = {**model, "type": "INSTANCEMAP", "instances": found}
        model.pop("matrix", None)
        seg.model = lambda: model  # type: ignore[method-assign]

    recipe = made(numbers, bits=bits, **{"segments": [1, 2], "sources": (), **options})
    return recipe.but(change, marked(INSTANCES_STORAGE))
