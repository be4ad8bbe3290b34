"""What attributes say of each other and of the pixels; None where there is nothing to look at."""

import re
from itertools import pairwise

from frames import samples

ITEM = re.compile(r"PerFrameFunctionalGroupsSequence\[(\d+)\]\.(\w+)")
NUMBER = re.compile(r"SegmentSequence\[\d+\]\.SegmentNumber")
PLACED = {"PixelMeasuresSequence", "PlaneOrientationSequence"}
POSITION = "PerFrameFunctionalGroupsSequence[{}].PlanePositionSequence[0].ImagePositionPatient"
SEGMENT = (
    "PerFrameFunctionalGroupsSequence[{}].SegmentIdentificationSequence[0].ReferencedSegmentNumber"
)
CONTENT = "PerFrameFunctionalGroupsSequence[{}].FrameContentSequence[0]."


def numbers(at):
    return [at[path][0] for path in at if NUMBER.fullmatch(path)]


def overlap(at):
    """Segments Overlap NO: no sample belongs to two segments (PS3.3 C.8.20.2)."""
    if at.get("SegmentsOverlap") != "NO" or at["SegmentationType"] == "LABELMAP":
        return None
    frames, size = int(at["NumberOfFrames"]), at["Rows"][0] * at["Columns"][0]
    flat, owner = samples(at, at["TransferSyntaxUID"], frames, size), {}
    for index in range(frames):
        for sample in range(size):
            place = at[POSITION.format(index)], sample
            number = at[SEGMENT.format(index)]
            if flat[index * size + sample] and owner.setdefault(place, number) != number:
                return [f"segments {owner[place]} and {number} overlap"]
    return []


def synthetic(at):
    value = at.get("SyntheticData")
    return None if value is None else [] if value in ("YES", "NO") else [f"Synthetic Data {value}"]


def lossy(at):
    """Ratio and method stand beside 01 and only there (PS3.3 C.7.6.1.1.5)."""
    beside = [f"LossyImageCompression{name}" in at for name in ("Ratio", "Method")]
    yes = at.get("LossyImageCompression") == "01"
    if not yes and not any(beside):
        return None
    return [] if beside == [yes, yes] else [f"lossy {yes}, ratio and method {beside}"]


def groups(at):
    """A group of one frame is a group of all (PS3.3 C.7.6.16.1.1)."""
    found = {match.groups() for match in map(ITEM.match, at) if match}
    names = {name for _, name in found}
    if not names & PLACED:
        return None
    frames = range(int(at["NumberOfFrames"]))
    return [
        f"frame {index} has no {name}"
        for name in sorted(names)
        for index in frames
        if (str(index), name) not in found
    ]


def stacks(at):
    frames = [CONTENT.format(index) for index in range(int(at.get("NumberOfFrames", 1)))]
    stacked = [frame for frame in frames if frame + "StackID" in at]
    lacking = [frame for frame in stacked if frame + "InStackPositionNumber" not in at]
    return [f"{frame} has no number in its stack" for frame in lacking] if stacked else None


def volume(at):
    """3D: positions are evenly spaced (PS3.3 C.7.6.17)."""
    if at.get("DimensionOrganizationType") != "3D":
        return None
    texts = [at[POSITION.format(index)] for index in range(int(at["NumberOfFrames"]))]
    spots = sorted([float(value) for value in text.split("\\")] for text in texts)
    steps = [[b - a for a, b in zip(*pair, strict=True)] for pair in pairwise(spots)]
    even = all(abs(a - b) < 1e-3 for step in steps for a, b in zip(step, steps[0], strict=True))
    return [] if even else [f"the steps {steps} differ"]


def tiles(at):
    """TILED_FULL has every tile of every plane (PS3.3 C.7.6.17.3)."""
    if at.get("DimensionOrganizationType") != "TILED_FULL":
        return None
    wanted = at["TotalPixelMatrixFocalPlanes"][0]
    for name in ("Rows", "Columns"):
        wanted *= -(-at[f"TotalPixelMatrix{name}"][0] // at[name][0])
    frames = int(at["NumberOfFrames"])
    return [] if frames % wanted == 0 else [f"{frames} frames, the matrix has {wanted} tiles"]


def palette(at):
    """Tables are as long as their descriptors say (PS3.3 C.7.6.3.1.6)."""
    if at["PhotometricInterpretation"] != "PALETTE COLOR":
        return None
    faults = []
    for channel in ("Red", "Green", "Blue"):
        name = f"{channel}PaletteColorLookupTable"
        count, _, bits = at.get(name + "Descriptor", (0, 0, 0))
        size = (count or 65536) * bits // 8
        length = len(at.get(name + "Data", b""))
        if bits not in (8, 16) or length != size + size % 2:
            faults.append(f"{name}: {length} bytes for {count} entries of {bits} bits")
    return faults


CHECKS = (overlap, synthetic, lossy, groups, stacks, volume, tiles, palette)
