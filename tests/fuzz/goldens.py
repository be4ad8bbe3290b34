"""Small sound files in every encoding (4 frames of 5 x 6 pixels), as starting points."""

from __future__ import annotations

import copy
import io
import struct
import sys
from functools import cache

import numpy as np
from pydicom import dcmread, dcmwrite
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian

import refseg
from refseg.codec.encode import encode_parts
from refseg.codec.instance import Encoded
from refseg.codec.masks.encode import encode_masks_parts
from refseg.formats.nifti import nifti_bytes
from refseg.formats.nrrd import nrrd_bytes
from refseg.model.tiling import Tiling
from refseg.part10.files import file_chunks

SHAPE = (4, 5, 6)
SYNTAXES = "native implicit deflated encapsulated rle deflated-frame jpegls".split()
if sys.version_info >= (3, 11):  # written by imagecodecs, which needs it
    SYNTAXES += ["jpeg2000", "htj2k", "jpegxl"]
#: Attributes of the patient that privacy tests look for; empty in the goldens of the campaigns.
Patient = dict[str, str]


def label_map(dtype: str = "u1", numbers: tuple[int, int] = (1, 3)) -> refseg.LabelMap:
    values = np.array([0, 0, *numbers], dtype=dtype)
    labels = values[np.arange(np.prod(SHAPE)).reshape(SHAPE) // 4 % 4]
    affine = np.diag([1.5, 1.0, 2.0, 1.0])[:, [2, 1, 0, 3]]
    return refseg.LabelMap(
        labels,
        geometry=refseg.Geometry.from_affine(affine).for_frames(SHAPE[0]),
        segments=[refseg.Segment(number, f"Part {number}") for number in numbers],
        background=0,
    )


def tiled(full: bool) -> refseg.LabelMap:
    whole = Tiling.full(10, 12, *SHAPE[1:], origin=np.zeros(3), pixel_spacing=(0.01, 0.01))
    return label_map().with_(geometry=whole if full else whole.select([0, 1, 2, 3]))


def content(encoded: Encoded) -> bytes:
    return b"".join(bytes(chunk) for chunk in file_chunks(*_parts(encoded)))


def _parts(encoded: Encoded) -> tuple[Dataset, object, object]:
    return encoded.dataset, encoded.pixels, encoded.syntax


def big_endian(file: bytes) -> bytes:
    dataset = dcmread(io.BytesIO(file))
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    pixels = np.frombuffer(dataset.PixelData, "<u2").byteswap()
    dataset["PixelData"].VR = "OW"
    dataset.PixelData = pixels.tobytes()
    for element in dataset.iterall():  # parsed, so that the values are written anew
        element.value  # noqa: B018
    out = io.BytesIO()
    dcmwrite(out, dataset, implicit_vr=False, little_endian=False)
    return out.getvalue()


def undefined_lengths(file: bytes) -> bytes:
    dataset = dcmread(io.BytesIO(file))
    for element in dataset.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = True
            for item in element.value:
                item.is_undefined_length_sequence_item = True
    out = io.BytesIO()
    dcmwrite(out, dataset)
    return out.getvalue()


def extended_offsets(file: bytes) -> bytes:
    """The same frames behind an Extended Offset Table (PS3.3 C.7.6.3.1.8)."""
    dataset = dcmread(io.BytesIO(file))
    value = dataset.PixelData
    (size,) = struct.unpack_from("<I", value, 4)
    offsets = struct.unpack_from(f"<{size // 4}I", value, 8)
    begin = 8 + size
    lengths = [struct.unpack_from("<I", value, begin + offset + 4)[0] for offset in offsets]
    dataset.ExtendedOffsetTable = struct.pack(f"<{len(offsets)}Q", *offsets)
    dataset.ExtendedOffsetTableLengths = struct.pack(f"<{len(lengths)}Q", *lengths)
    dataset.PixelData = b"\xfe\xff\x00\xe0\0\0\0\0" + value[begin:]
    out = io.BytesIO()
    dcmwrite(out, dataset)
    return out.getvalue()


@cache
def dicom_goldens() -> dict[str, bytes]:
    """DICOM files by name."""
    plain, wide = label_map(), label_map("u2", (300, 5))
    found = {
        f"{syntax}-8": content(encode_parts(plain, transfer_syntax=syntax)) for syntax in SYNTAXES
    }
    for syntax in ("native", "rle", "deflated-frame"):
        found[f"{syntax}-16"] = content(encode_parts(wide, transfer_syntax=syntax))
    found["palette"] = content(encode_parts(plain, transfer_syntax="rle", palette=True))
    found["palette-16"] = content(
        encode_parts(wide, transfer_syntax="native", palette=True, palette_bits=16)
    )
    found["tiled-full"] = content(encode_parts(tiled(True), transfer_syntax="rle"))
    found["tiled-sparse"] = content(encode_parts(tiled(False), transfer_syntax="native"))
    for kind in ("BINARY", "FRACTIONAL"):
        masks = refseg.to_masks(plain, kind)
        syntax = "native" if kind == "BINARY" else "rle"
        found[kind.lower()] = content(encode_masks_parts(masks, transfer_syntax=syntax))
    gap = copy.copy(plain.labels)
    gap[1] = 0
    found["absent-frame"] = content(
        encode_parts(plain.with_(labels=gap), transfer_syntax="native", omit_empty=True)
    )
    found["big-endian"] = big_endian(found["native-16"])
    found["undefined-lengths"] = undefined_lengths(found["native-8"])
    found["extended-offsets"] = extended_offsets(found["rle-8"])
    return found


@cache
def image_goldens() -> dict[str, bytes]:
    """Label images of other formats, by file name."""
    from pathlib import Path

    plain = label_map()
    npy = io.BytesIO()
    np.save(npy, plain.labels)
    return {
        "plain.nii": nifti_bytes(Path("plain.nii"), plain),
        "packed.nii.gz": nifti_bytes(Path("packed.nii.gz"), plain),
        "plain.nrrd": nrrd_bytes(Path("plain.nrrd"), plain),
        "plain.npy": npy.getvalue(),
    }
