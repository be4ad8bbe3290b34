"""One tolerance for each quantity: what the encoder writes, the decoder takes and ``check`` passes.

The standard states none: unit vectors are unit vectors. But values are decimal strings, which
writers round to 2 to 6 decimals, and what was rounded is no error. Each tolerance is the least
that lets usual rounding pass.
"""

from __future__ import annotations

from typing import Final

COSINE_TOLERANCE: Final = 1e-4
"""Direction cosines are two unit vectors at a right angle within this (PS3.3 C.7.6.2.1.1).

Four decimals in each cosine leave a deviation of up to 1e-4. What deviates more is refused when
written, or repaired (:data:`COSINE_ROUNDING`), and found by ``check`` (LM-FG-020).
"""

COSINE_ROUNDING: Final = 1e-3
"""Up to here a deviation of direction cosines is taken as rounding and may be repaired with a note.

Three decimals in each cosine leave up to 1e-3: half a pixel at the far end of 512 pixels, once it
is shared by both vectors. A larger one is a shear, which DICOM planes cannot state
(PS3.3 C.7.6.2.1.1), so it is refused.
"""

DIRECTION_TOLERANCE: Final = 1e-3
"""Planes whose direction cosines differ by no more than this are parallel, and images aligned.

Three decimals in each cosine; planes of one volume are parallel (PS3.3 C.7.6.17, 3D).
"""

SPACING_TOLERANCE: Final = 0.01
"""Planes are equally spaced if none is off its place by more than this part of the spacing.

highdicom uses the same 1 %. Two pixel spacings that differ by less are the same.
"""

ROUNDING_MM: Final = 0.0075
"""... or by more than this: positions of two decimals are off by 0.005 mm in each coordinate.

A spacing of 1/3 mm, written as 0, 0.33, 0.67, 1, is regular by this, and not by 1 %.
"""

SAME_POSITION_MM: Final = 1e-3
"""Positions that differ by less are the same; three decimals are the finest that is usual."""

LEAST_STEP_MM: Final = 1e-6
"""Planes that are nearer than this are not apart: the rounding of a float, not a distance."""

PRESERVED_PIXELS: Final = 0.2
"""Pixels of two images coincide if no corner is off by more than this part of a pixel spacing.

Every pixel then lies at the pixel of the same row and column, as Spatial Locations Preserved says
(PS3.3 Table 10-3). Usual rounding passes: 0.703125 mm written as 0.703 mm over 512 columns is off
by 0.13 of a pixel, a position of one decimal by 0.17 of a pixel of 0.5 mm.
"""

MATCHING_GAP: Final = 0.495
"""A frame belongs to the nearest source plane if it is off by at most this part of the gap there.

Half the gap, less what rounding does: a plane half way between two slices belongs to neither.
"""
