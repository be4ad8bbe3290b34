"""What a written file states beyond its model: encoding, and promises that readers do not report.

Readers put up with much, so the faults here would pass them; they come to light in the reader of
somebody else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.runner import dump
from conformance.runner.dump import Entry


def faults(model: Mapping[str, Any], data: bytes) -> list[str]:
    """One sentence for each contradiction of a file to the `encode` request it was written for."""
    found, remark = dump.entries(data)
    if remark:
        return [f"the file cannot be walked: {remark}"]
    root = {entry.path: entry.decoded() for entry in found if entry.depth == 0}
    return [*_encoding(model, root), *_references(found), *_offsets(found)]


def _encoding(model: Mapping[str, Any], root: Mapping[str, Any]) -> list[str]:
    options = model["options"]
    bits = options["bits"]
    wanted = {
        "TransferSyntaxUID": options["transfer_syntax"],
        "BitsAllocated": (bits,),
        "BitsStored": (bits,),
        "HighBit": (bits - 1,),
        "PixelRepresentation": (0,),
        "PhotometricInterpretation": options["photometric"],
    }
    if model["type"] != "LABELMAP":
        wanted["PixelPaddingValue"] = None  # LM-VAL-006
    return [
        f"{name} is {root.get(name)}, asked for {value}"
        for name, value in wanted.items()
        if root.get(name) != value
    ]


def _references(found: Sequence[Entry]) -> list[str]:
    """Every source image that a frame names is listed for the instance (LM-REF-001)."""
    named, listed = set(), set()
    for entry in found:
        if entry.path.endswith(".ReferencedSOPInstanceUID"):
            derived = ".DerivationImageSequence[" in entry.path
            (named if derived else listed).add(entry.decoded())
    return [
        f"source image {uid} is in no Referenced Instance Sequence"
        for uid in sorted(named - listed)
    ]


def _offsets(found: Sequence[Entry]) -> list[str]:
    """Each entry of the Basic Offset Table is where an item begins (LM-TS-015)."""
    items = [entry.offset for entry in found if entry.path.startswith("PixelData.fragment[")]
    table = next((entry.value for entry in found if entry.path == "PixelData.offsets"), b"") or b""
    starts = {offset - items[0] for offset in items}
    stated = [int.from_bytes(table[at : at + 4], "little") for at in range(0, len(table), 4)]
    return [
        f"Basic Offset Table states {offset}, where no item begins"
        for offset in stated
        if offset not in starts
    ][:1]
