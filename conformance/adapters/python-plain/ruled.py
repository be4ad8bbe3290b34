"""Single rules of label maps; None where there is nothing to look at."""

import re
from collections import Counter

from frames import DEFLATED_FRAME, JPEG_LOSSLESS, RLE, samples
from said import numbers

SOURCE = re.compile(r".*SourceImageSequence\[\d+\]\.ReferencedSOPInstanceUID")
LISTED = re.compile(r"(Referenced|Studies).*ReferencedInstanceSequence\[\d+\]\.ReferencedSOP.*UID")
INDEX = re.compile(r"DimensionIndexSequence\[\d+\]\.(Dimension\w+)")
IDENTIFIED = re.compile(r".*SegmentIdentificationSequence\[[1-9]\d*\]\..*")
TILE = re.compile(r".*PlanePositionSlideSequence\[0\]\.(Row|Column)PositionInTotalImagePixelMatrix")
CONTENT = re.compile(r"PerFrame.*FrameContentSequence\[0\]\.DimensionIndexValues")
READ = (RLE, DEFLATED_FRAME, JPEG_LOSSLESS)
CODES = {"DerivationCodeSequence": "113076", "PurposeOfReferenceCodeSequence": "121322"}
SEGMENT_NUMBER, POINTED = 0x0062000B, {0x00200032: "ImagePositionPatient", 0x00209056: "StackID"}


def values(at):
    """All stored values; None where they are encoded in a way that is not read here."""
    if at["PixelData"] is None and at["TransferSyntaxUID"] not in READ:
        return None
    try:
        size = at["Rows"][0] * at["Columns"][0]
        return samples(at, at["TransferSyntaxUID"], int(at.get("NumberOfFrames", 1)), size)
    except Exception:  # broken, of which other checks speak
        return None


def padding(at, vr):
    """Pixel Padding Value is a label (PS3.3 C.8.20.2.4, C.7.5.1.1.2)."""
    if "PixelPaddingValue" not in at:
        return None
    found = [] if at["SegmentationType"] == "LABELMAP" else ["Pixel Padding Value without labels"]
    found += [] if vr["PixelPaddingValue"] == "US" else ["Pixel Padding Value is not of VR US"]
    high = at["PixelPaddingValue"][0] >= 1 << at["BitsAllocated"][0]
    return found + (["Pixel Padding Value does not fit into pixels"] if high else [])


def pixels(at):
    bits = at["BitsAllocated"][0]
    return [] if bits in (1, 8, 16) else [f"pixels of {bits} bits"]


def segments(at):
    """Each number is there once, and each value is the number of a segment (PS3.3 C.8.20.2)."""
    counts = Counter(numbers(at))
    found = [f"segment {number} is there twice" for number in counts if counts[number] > 1]
    if at["SegmentationType"] == "LABELMAP":
        unknown = sorted(set(values(at) or ()) - counts.keys())
        found += [f"values without a segment: {unknown[:5]}"] if unknown else []
    return found


def fractions(at):
    """1 to 255, and no pixel above it (PS3.3 C.8.20.2.3.2)."""
    most = at.get("MaximumFractionalValue", [None])[0]
    if most is None:
        return None
    found = [] if 1 <= most <= 255 else [f"Maximum Fractional Value {most}"]
    return found + ([f"a pixel above {most}"] if max(values(at) or (0,)) > most else [])


def colours(at):
    """Palette and profile (PS3.3 C.7.6.3.1.5, C.7.9, C.11.15.1.1)."""
    found = []
    if at["PhotometricInterpretation"] != "PALETTE COLOR" and "PaletteColorLookupTableUID" in at:
        found.append("Palette Color Lookup Table UID without a palette")
    names = [f"{name}PaletteColorLookupTableDescriptor" for name in ("Red", "Green", "Blue")]
    if len({at[name][1] for name in names if name in at}) > 1:
        found.append("the tables begin with different values")
    profile = at.get("ICCProfile")
    if profile is not None and profile[12:20] not in (b"scnrRGB ", b"spacRGB "):
        found.append(f"the ICC Profile is of class and space {profile[12:20]!r}")
    return found + (["Window Center"] if "WindowCenter" in at else [])


def dimensions(at):
    """Each index belongs to an organization that is there, and points to what is there."""
    known = {at[path] for path in at if path.startswith("DimensionOrganizationSequence[")}
    found = []
    for path, value in at.items():
        match = INDEX.fullmatch(path)
        if match and match[1] == "DimensionOrganizationUID" and value not in known:
            found.append(f"{path} is of no Dimension Organization")
        if match and match[1] == "DimensionIndexPointer":
            if value[0] == SEGMENT_NUMBER and at["SegmentationType"] == "LABELMAP":
                found.append("a dimension of segments in a label map")
            if value[0] in POINTED and not any(x.endswith(POINTED[value[0]]) for x in at):
                found.append(f"{path} points to {POINTED[value[0]]}, which is absent")
    if at["SegmentationType"] == "LABELMAP" and any(map(IDENTIFIED.fullmatch, at)):
        found.append("several segments of one frame are identified")
    return found


def sources(at):
    """Images that frames refer to are listed, with the codes of PS3.3 Table C.8.20-3."""
    used = {value for path, value in at.items() if SOURCE.fullmatch(path)}
    listed = {value for path, value in at.items() if LISTED.fullmatch(path)}
    found = [f"source images are not listed: {len(used - listed)}"] if used - listed else []
    for name, code in CODES.items():
        end = f"{name}[0].CodeValue"
        found += [f"{path} is {at[path]}" for path in at if path.endswith(end) and at[path] != code]
    return found


def places(at):
    """Tiles begin within the matrix (PS3.3 C.7.6.16.2)."""
    tiles = [(m[1], at[m[0]][0]) for m in map(TILE.fullmatch, at) if m]
    return [f"{n} {v}" for n, v in tiles if not 1 <= v <= at[f"TotalPixelMatrix{n}s"][0]]


def texts(at):
    return [f"{path} has unknown bytes" for path, v in at.items() if "\ufffd" in str(v)]


RULES = (pixels, segments, fractions, colours, dimensions, sources, places, texts)
