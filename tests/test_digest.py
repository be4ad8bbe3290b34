"""The digest of label arrays: depends on the content, not on how it is hashed."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from strategies import label_arrays

from refseg.codec import digest
from refseg.codec.digest import content_digest, frames_per_unit, joint_digest, unit_digests
from refseg.model.labelmap import ValuesSeen, values_present


def plain_digest(frames: NDArray[Any]) -> bytes:
    """The twin: word by word."""
    joint = hashlib.sha256(repr((frames.shape, frames.dtype.itemsize)).encode())
    step = frames_per_unit(frames)
    row = max(1, frames.shape[2] * frames.itemsize // 8)
    kind = "B" if frames.itemsize == 1 else "H"
    for first in range(0, len(frames), step):
        samples = frames[first : first + step].ravel().tolist()
        data = struct.pack(f"<{len(samples)}{kind}", *samples)
        words = [data[at : at + 8] for at in range(0, len(data) // 8 * 8, 8)]
        places = [i - row for i in range(row, len(words)) if words[i] != words[i - row]]
        content = struct.pack("<Q", len(places))
        if len(places) * 12 > len(data):
            content += data
        else:
            changed = [words[row + place] for place in places]
            content += b"".join(words[:row]) + struct.pack(f"<{len(places)}I", *places)
            content += b"".join(changed) + data[len(words) * 8 :]
        joint.update(hashlib.sha256(content).digest())
    return joint.digest()


@given(frames=label_arrays())
def test_digest_is_that_of_the_twin(frames: NDArray[Any]) -> None:
    assert content_digest(frames) == plain_digest(frames)


def test_known_digest() -> None:
    """UIDs of files that exist depend on it."""
    frames = np.arange(24, dtype=np.uint16).reshape(2, 3, 4) // 5
    assert content_digest(frames).hex() == plain_digest(frames).hex()
    assert content_digest(frames).hex().startswith("c4ab9707721e1c6c")


@given(frames=label_arrays(), place=st.integers(0, 10**6), other=st.integers(1, 255))
def test_any_changed_sample_changes_the_digest(
    frames: NDArray[Any], place: int, other: int
) -> None:
    changed = frames.copy()
    changed.flat[place % changed.size] ^= other
    assert content_digest(changed) != content_digest(frames)
    assert (
        content_digest(frames.reshape(1, -1, frames.shape[2])) != content_digest(frames)
        or len(frames) == 1
    )


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("noise", [False, True])
def test_digest_does_not_depend_on_threads_batches_or_byte_order(
    monkeypatch: pytest.MonkeyPatch, kind: type, noise: bool
) -> None:
    monkeypatch.setattr(digest, "_UNIT_SAMPLES", 64)
    random = np.random.default_rng(0)
    frames = random.integers(0, 200, (23, 5, 5)).astype(kind)
    if not noise:
        frames = np.sort(frames, axis=None).reshape(frames.shape)
    wanted = content_digest(frames)
    assert wanted == plain_digest(frames)
    assert content_digest(frames.astype(frames.dtype.newbyteorder(">"))) == wanted
    assert frames_per_unit(frames) == 2
    for batch in (2, 4, 22, 24):
        units = unit_digests(frames[at : at + batch] for at in range(0, 23, batch))
        assert joint_digest(units, frames.shape, frames.dtype) == wanted
    monkeypatch.setattr("refseg.fast.threads.workers", lambda: 1)
    assert content_digest(frames) == wanted


@given(frames=label_arrays())
def test_values_are_those_of_unique(frames: NDArray[Any]) -> None:
    wanted = np.unique(frames).tolist()
    assert values_present(frames) == wanted
    seen = ValuesSeen()
    for frame in frames:
        seen.add(frame)
    assert seen.values == wanted


def test_values_of_an_array_larger_than_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refseg.fast.words._SAMPLES_PER_THREAD", 100)
    monkeypatch.setattr("refseg.fast.words._SAMPLES_AT_ONCE", 7)
    frames = np.random.default_rng(1).integers(0, 65536, (5, 20, 20)).astype(np.uint16)
    assert values_present(frames) == np.unique(frames).tolist()
