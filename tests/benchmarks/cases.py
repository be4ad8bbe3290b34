"""The label maps of a run, with what the page says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import refseg
from refseg.formats import read_labels

from . import slides, volumes
from .report import MAIN

_SMOOTH = (
    "Regions of a brain atlas of 1.5 mm, numbered over and over from 1 to {labels}, interpolated to"
    " the grid of a CT: what a network yields whose probabilities are resampled."
)
_REST = " Only the main contenders take part."


@dataclass(frozen=True)
class Case:
    """One label map.

    Attributes:
        key: names it in targets and options.
        title, about: what the page says.
        build: makes it; arrays that take long come from the cache.
        rounds: processes of each contender in a run.
        everything: all contenders, not only those of the headline.
    """

    key: str
    title: str
    about: str
    build: Callable[[], refseg.LabelMap]
    rounds: int = 1
    everything: bool = False


def all_cases(*, quick: bool) -> list[Case]:
    """Those of the page; quick: fewer rounds and smaller volumes."""
    rounds = 1 if quick else 2
    frames = 84 if quick else 336
    shape = (frames, 512, 512)
    filled = (frames - 13, *volumes.CT_FILLED[1:])
    tiles = 2_000 if quick else 100_000
    return [
        Case(
            MAIN,
            "A CT with 62 labels and smooth borders",
            _SMOOTH.format(labels=62),
            partial(_smooth, 62, shape, filled),
            rounds,
            everything=True,
        ),
        Case(
            "everyday-75x92x75",
            "Brain atlas of 75 x 92 x 75",
            "The AAL atlas as it is, each region a segment.",
            partial(volumes.atlas_map, "aal"),
            rounds,
            everything=True,
        ),
        Case(
            "everyday-256x256x256",
            "Brain of 256 x 256 x 256",
            "A parcellation by FreeSurfer in the cube of 1 mm that it works in.",
            partial(volumes.atlas_map, "freesurfer", (256, 256, 256)),
        ),
        Case(
            "everyday-160x256x256",
            "Brain of 160 x 256 x 256",
            "Regions of a brain atlas, interpolated to the grid of a T1 series.",
            _t1,
        ),
        Case(
            "smooth-104",
            "The same CT with 104 labels",
            _SMOOTH.format(labels=104) + _REST,
            partial(_smooth, 104, shape, filled),
        ),
        Case(
            "smooth-104-16",
            "The same CT with 104 labels above 255",
            "Each label is 1000 more." + _REST,
            partial(_smooth, 104, shape, filled, sixteen=True),
        ),
        Case(
            "coarse",
            "Coarse CT",
            "The atlas with each voxel repeated 4 x 4 x 4, as results of networks on a coarse grid"
            " without interpolation: most rows repeat, which flatters every compressor." + _REST,
            partial(_coarse, 62, shape),
        ),
        Case(
            "slide",
            "Slide",
            "Tissue, a tumour and outlines of nuclei at 40 x, TILED_FULL; other formats hold the"
            " total pixel matrix." + _REST,
            partial(slides.slide, tiles, 64, sparse=False),
        ),
        Case(
            "sparse-slide",
            "The same slide, TILED_SPARSE",
            "Only tiles with tissue." + _REST,
            partial(slides.slide, tiles, 64, sparse=True),
        ),
        Case(
            "segments-1000",
            "1000 segments",
            "Stripes of 16 pixels: as many segments and runs as could be." + _REST,
            partial(volumes.many_segments, 1000),
        ),
    ]


def tiny_cases() -> list[Case]:
    """Nothing that a number could be trusted of."""
    return [
        Case(
            MAIN,
            "A few frames",
            "An atlas, small.",
            partial(_smooth, 62, (4, 32, 32), (4, 30, 28)),
            everything=True,
        ),
        Case("slide", "A few tiles", "A slide.", partial(slides.slide, 9, 16, sparse=False)),
    ]


def given_case(path: Path) -> Case:
    """A NIfTI or NRRD file of the reader's own."""
    return Case(
        "given", path.name, "A file of your own.", partial(_given, path), 2, everything=True
    )


def _given(path: Path) -> refseg.LabelMap:
    image = read_labels(path)
    segments = image.segments or volumes.organs(n for n in volumes.present(image.labels) if n)
    return refseg.LabelMap(image.labels, geometry=image.geometry, segments=segments, background=0)


def _smooth(
    labels: int, shape: volumes.Shape, filled: volumes.Shape, *, sixteen: bool = False
) -> refseg.LabelMap:
    made = volumes.smooth_labels(labels, shape, filled)
    return volumes.stack(volumes.sixteen_bit(made) if sixteen else made)


def _coarse(labels: int, shape: volumes.Shape) -> refseg.LabelMap:
    return volumes.stack(volumes.coarse_labels(labels, shape))


def _t1() -> refseg.LabelMap:
    return volumes.stack(volumes.brain_labels())
