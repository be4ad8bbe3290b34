"""Hypothesis strategies that several tests share."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

# The 48 ways to lay three array axes along three patient axes, with either direction.
AXES_48 = [
    np.eye(3)[list(order)].T * signs
    for order in itertools.permutations(range(3))
    for signs in itertools.product((1.0, -1.0), repeat=3)
]


def rotation(x: float, y: float, z: float) -> NDArray[np.float64]:
    """Turn by three angles (radians) about the patient axes."""
    matrix = np.eye(3)
    for axis, angle in enumerate((x, y, z)):
        turn = np.eye(3)
        a, b = [i for i in range(3) if i != axis]
        turn[a, a] = turn[b, b] = np.cos(angle)
        turn[a, b], turn[b, a] = -np.sin(angle), np.sin(angle)
        matrix = turn @ matrix
    return matrix


@st.composite
def affines(draw: Any) -> NDArray[np.float64]:
    """(4, 4) affines with right angles: all 48 orientations, straight or oblique."""
    angle = st.floats(-3.0, 3.0)
    axes = draw(st.sampled_from(AXES_48))
    if draw(st.booleans()):
        axes = rotation(draw(angle), draw(angle), draw(angle)) @ axes
    spacing = [draw(st.floats(0.2, 6.0)) for _ in range(3)]
    affine = np.eye(4)
    affine[:3, :3] = axes * spacing
    affine[:3, 3] = [draw(st.floats(-300.0, 300.0)) for _ in range(3)]
    return affine


@st.composite
def label_arrays(draw: Any) -> NDArray[Any]:
    """(frames, rows, columns) uint8 or uint16, from 1x1x1 up."""
    shape = tuple(draw(st.integers(1, 4)) for _ in range(3))
    dtype, most = draw(st.sampled_from([(np.uint8, 255), (np.uint16, 65535)]))
    values = draw(st.lists(st.integers(0, most), min_size=1, max_size=5))
    picks = np.random.default_rng(draw(st.integers(0, 2**32 - 1))).integers(
        0, len(values), size=shape
    )
    return np.asarray(values, dtype=dtype)[picks]
