"""Small label volumes and affines that make mistakes visible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHAPE = (5, 33, 35)
NUMBERS = {8: [3, 5, 200, 255], 16: [1, 300, 9170, 65535]}


def oblique(handedness: int = 1) -> NDArray[np.float64]:
    """An oblique affine with three different spacings; -1 stacks the frames the other way."""
    axes, _ = np.linalg.qr(np.random.default_rng(7).normal(size=(3, 3)))
    axes[:, 0] *= handedness * np.sign(np.linalg.det(axes))
    affine = np.eye(4)
    affine[:3, :3] = axes * [2.5, 0.7, 0.9]
    affine[:3, 3] = -100, 30, 5
    return affine


def volume(bits: int) -> NDArray[np.integer]:
    """Random labels of SHAPE out of NUMBERS[bits], uint8 or uint16; frame 2 is empty."""
    rng = np.random.default_rng(bits)
    labels = rng.choice([0, 0, *NUMBERS[bits]], size=SHAPE).astype(f"u{bits // 8}")
    labels[2] = 0
    return labels
