"""Tiles of a slide: places, the total pixel matrix, both organizations, sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from peers.presence import need_peer
from peers.validators import dciodvfy
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import (
    ExplicitVRLittleEndian,
    VLWholeSlideMicroscopyImageStorage,
    generate_uid,
)

import refseg
from refseg.codec.source import Source
from refseg.model.labelmap import LabelMap
from refseg.model.matrix import region, tiles_of, total_pixel_matrix
from refseg.model.tiling import TILED_FULL, TILED_SPARSE, Tiling
from refseg.support.errors import DatasetError, InputError

SPACING = (0.0005, 0.0004)
ORIGIN = (20.0, 40.0, 0.0)


def some_matrix(rows: int = 50, columns: int = 70) -> NDArray[np.uint8]:
    matrix = np.zeros((rows, columns), np.uint8)
    matrix[rows // 10 : rows // 2, columns // 7 : columns // 2] = 2
    matrix[-20:-6, -20:] = 1
    return matrix


def full_label_map(matrix: NDArray[Any], tile: tuple[int, int] = (16, 20)) -> LabelMap:
    tiling = Tiling.full(*matrix.shape, *tile, pixel_spacing=SPACING, origin=ORIGIN)
    return LabelMap(tiles_of(matrix, *tile), geometry=tiling, background=0)


def pasted(label_map: LabelMap) -> NDArray[Any]:
    """The plain twin of total_pixel_matrix: pixel by pixel, frame by frame."""
    tiling = label_map.geometry
    assert isinstance(tiling, Tiling)
    matrix = np.full(
        (tiling.total_rows, tiling.total_columns), label_map.background or 0, label_map.labels.dtype
    )
    for frame, row, column in zip(
        label_map.labels, tiling.row_positions, tiling.column_positions, strict=True
    ):
        for y, line in enumerate(frame, int(row)):
            for x, value in enumerate(line, int(column)):
                if 0 <= y < tiling.total_rows and 0 <= x < tiling.total_columns:
                    matrix[y, x] = value
    return matrix


@st.composite
def sparse_label_maps(draw: Any) -> LabelMap:
    """Tiles anywhere: off grid, overlapping, partly outside."""
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    tile = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    frames = draw(st.integers(1, 5))
    place = st.lists(st.integers(-3, 12), min_size=frames, max_size=frames)
    tiling = Tiling.sparse(
        rows, columns, draw(place), draw(place), pixel_spacing=SPACING, origin=ORIGIN
    )
    seed = draw(st.integers(0, 2**32 - 1))
    dtype, most = draw(st.sampled_from([(np.uint8, 4), (np.uint16, 4000)]))
    labels = np.random.default_rng(seed).integers(0, most, (frames, *tile)).astype(dtype)
    background = draw(st.sampled_from([None, 0, 3]))
    return LabelMap(labels, geometry=tiling, background=background)


# ------------------------------------------------------------------------------ the matrix


def test_tiles_are_cut_in_raster_order_and_edges_are_padded() -> None:
    matrix = np.arange(1, 16, dtype=np.uint8).reshape(3, 5)
    tiles = tiles_of(matrix, 2, 3, background=99)
    assert tiles.tolist() == [
        [[1, 2, 3], [6, 7, 8]],
        [[4, 5, 99], [9, 10, 99]],
        [[11, 12, 13], [99, 99, 99]],
        [[14, 15, 99], [99, 99, 99]],
    ]


def test_full_tiling_in_raster_order_plane_by_plane() -> None:
    tiling = Tiling.full(
        3,
        5,
        2,
        3,
        pixel_spacing=(0.5, 0.25),
        origin=(10, 20, 7),
        focal_planes=2,
        spacing_between_slices=0.002,
    )
    assert tiling.row_positions.tolist() == [0, 0, 2, 2] * 2
    assert tiling.column_positions.tolist() == [0, 3, 0, 3] * 2
    # rows run towards -Y, columns towards -X; Z is in micrometres
    assert tiling.offsets.tolist() == [
        [10, 20, 7],
        [10, 19.25, 7],
        [9, 20, 7],
        [9, 19.25, 7],
        [10, 20, 9],
        [10, 19.25, 9],
        [9, 20, 9],
        [9, 19.25, 9],
    ]


@settings(max_examples=60, deadline=None)
@given(sparse_label_maps(), st.data())
def test_regions_are_parts_of_the_matrix(label_map: LabelMap, data: Any) -> None:
    expected = pasted(label_map)
    assert (total_pixel_matrix(label_map) == expected).all()
    height, width = expected.shape
    row = data.draw(st.integers(0, height - 1))
    column = data.draw(st.integers(0, width - 1))
    rows = data.draw(st.integers(1, height - row))
    columns = data.draw(st.integers(1, width - column))
    part = region(label_map, row, column, rows, columns)
    assert part.dtype == label_map.labels.dtype
    assert part.tolist() == expected[row : row + rows, column : column + columns].tolist()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.integers(1, 17),
    st.integers(1, 17),
    st.integers(1, 3),
)
def test_cutting_and_assembling(
    rows: int, columns: int, tile_rows: int, tile_columns: int, focal_planes: int
) -> None:
    planes = np.random.default_rng(0).integers(0, 9, (focal_planes, rows, columns)).astype(np.uint8)
    tiling = Tiling.full(
        rows,
        columns,
        tile_rows,
        tile_columns,
        pixel_spacing=SPACING,
        focal_planes=focal_planes,
        spacing_between_slices=0.001,
    )
    label_map = LabelMap(tiles_of(planes, tile_rows, tile_columns), geometry=tiling)
    for number, plane in enumerate(planes):
        assert (total_pixel_matrix(label_map, focal_plane=number) == plane).all()
    assert tiling.overlapping(tile_rows, tile_columns) is None


def test_a_region_touches_only_the_tiles_it_needs() -> None:
    touched = set()

    class Counting(np.ndarray):
        def __getitem__(self, key: Any) -> Any:
            if isinstance(key, tuple):
                touched.add(int(key[0]))
            return super().__getitem__(key)

    label_map = full_label_map(some_matrix())
    object.__setattr__(label_map, "labels", label_map.labels.view(Counting))
    region(label_map, 15, 19, 2, 2)
    assert touched == {0, 1, 4, 5}


@settings(max_examples=60, deadline=None)
@given(sparse_label_maps())
def test_overlap_is_found(label_map: LabelMap) -> None:
    tiling = label_map.geometry
    assert isinstance(tiling, Tiling)
    rows, columns = label_map.labels.shape[1:]

    def overlap(a: int, b: int) -> bool:
        return (
            abs(int(tiling.row_positions[a] - tiling.row_positions[b])) < rows
            and abs(int(tiling.column_positions[a] - tiling.column_positions[b])) < columns
        )

    expected = any(overlap(a, b) for b in range(tiling.frames) for a in range(b))
    pair = tiling.overlapping(rows, columns)
    assert (pair is not None) == expected
    assert pair is None or (pair[0] != pair[1] and overlap(*pair))


def _stack() -> LabelMap:
    planes = refseg.Geometry.from_affine(np.eye(4))
    return LabelMap(np.zeros((2, 3, 4), np.uint8), geometry=planes)


REFUSED: list[tuple[Any, str]] = [
    (
        lambda: region(full_label_map(some_matrix()), 40, 0, 11, 5),
        "region of 11 x 5 pixels at row 40, column 0 is not inside the total pixel matrix of "
        "50 x 70",
    ),
    (
        lambda: total_pixel_matrix(full_label_map(some_matrix()), focal_plane=1),
        "focal plane 1 is not one of 0 to 0",
    ),
    (
        lambda: total_pixel_matrix(_stack()),
        "the label map is not tiled, so it has no total pixel matrix; its labels are a stack of "
        "frames",
    ),
    (
        lambda: Tiling.full(0, 5, 2, 2, pixel_spacing=None),
        "a total pixel matrix of 0 rows and 5 columns is empty; give positive numbers",
    ),
    (
        lambda: Tiling.full(5, 5, 2, 0, pixel_spacing=None),
        "tiles of 2 rows and 0 columns on 1 focal planes are not possible; give positive numbers",
    ),
    (
        lambda: Tiling.full(5, 5, 2, 2, pixel_spacing=None, focal_planes=3),
        "TILED_FULL with 3 focal planes needs spacing_between_slices; give the distance of the "
        "planes in mm",
    ),
    (
        lambda: Tiling.sparse(5, 5, [0, 1], [0], pixel_spacing=None),
        "there are 2 row positions, 1 column positions and 1 Z offsets; give one of each per tile",
    ),
    (
        lambda: LabelMap(
            np.zeros((3, 2, 2), np.uint8), geometry=Tiling.full(4, 4, 2, 2, pixel_spacing=SPACING)
        ),
        "the tiling has 4 tiles, the labels have 3 frames; give one frame per tile",
    ),
    (
        lambda: refseg.encode(
            LabelMap(
                np.zeros((1, 2, 2), np.uint8),
                geometry=Tiling.sparse(4, 4, [0], [0], pixel_spacing=None),
            )
        ),
        "the tiles have no pixel spacing, so their place on the slide is unknown; set "
        "pixel_spacing",
    ),
    (
        lambda: full_label_map(some_matrix()).geometry.affine,  # type: ignore[union-attr]
        "the frames are tiles of a slide, so no affine describes them; assemble the total pixel "
        "matrix",
    ),
]


@pytest.mark.parametrize(("action", "message"), REFUSED)
def test_refusals(action: Any, message: str) -> None:
    with pytest.raises(InputError) as error:
        action()
    assert str(error.value) == message


# ------------------------------------------------------------------------------ files


@settings(max_examples=50, deadline=None)
@given(sparse_label_maps(), st.sampled_from(["native", "implicit", "rle"]))
def test_sparse_round_trip(label_map: LabelMap, syntax: str) -> None:
    dataset = refseg.encode(label_map, transfer_syntax=syntax)
    read = refseg.decode(dataset)
    assert read == label_map
    assert refseg.encode(read, transfer_syntax=syntax) == dataset


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(1, 2),
    st.sampled_from(["native", "implicit", "rle"]),
)
def test_full_round_trip(
    rows: int, columns: int, tile_rows: int, tile_columns: int, focal_planes: int, syntax: str
) -> None:
    planes = np.random.default_rng(1).integers(0, 3, (focal_planes, rows, columns)).astype(np.uint8)
    tiling = Tiling.full(
        rows,
        columns,
        tile_rows,
        tile_columns,
        pixel_spacing=SPACING,
        origin=ORIGIN,
        focal_planes=focal_planes,
        spacing_between_slices=0.001 if focal_planes > 1 else None,
        frame_of_reference_uid="1.2.3",
    )
    label_map = LabelMap(tiles_of(planes, tile_rows, tile_columns), geometry=tiling, background=0)
    dataset = refseg.encode(label_map, transfer_syntax=syntax)
    assert "PerFrameFunctionalGroupsSequence" not in dataset
    assert dataset.FrameOfReferenceUID == "1.2.3"
    read = refseg.decode(dataset)
    assert read == label_map
    assert isinstance(read.geometry, Tiling)
    assert read.geometry.organization == TILED_FULL
    assert read.notes == ()
    assert refseg.encode(read, transfer_syntax=syntax) == dataset


def test_module_and_groups_of_tiled_full() -> None:
    dataset = refseg.encode(full_label_map(some_matrix()))
    assert dataset.DimensionOrganizationType == TILED_FULL
    assert "DimensionIndexSequence" not in dataset
    assert dataset.PositionReferenceIndicator == "SLIDE_CORNER"
    assert (dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns) == (50, 70)
    assert dataset.TotalPixelMatrixFocalPlanes == 1
    assert dataset[0x00480304].value == "NONE"
    assert dataset.ImageOrientationSlide == [0, -1, 0, -1, 0, 0]
    origin = dataset.TotalPixelMatrixOriginSequence[0]
    assert origin.XOffsetInSlideCoordinateSystem == 20
    assert origin.YOffsetInSlideCoordinateSystem == 40
    measures = dataset.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
    assert measures.PixelSpacing == list(SPACING)


def test_positions_of_tiled_sparse_count_from_1() -> None:
    tiling = Tiling.sparse(9, 9, [0, 4], [5, 1], pixel_spacing=(0.5, 0.25), origin=(10, 20, 3))
    label_map = LabelMap(np.ones((2, 4, 4), np.uint8), geometry=tiling)
    dataset = refseg.encode(label_map, transfer_syntax="native")
    assert dataset.DimensionOrganizationType == TILED_SPARSE
    assert 0x00480304 not in dataset
    places = []
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        (place,) = frame.PlanePositionSlideSequence
        places.append([float(element.value) for element in place])
        assert "PlanePositionSequence" not in frame
    # X, Y, Z, column, row
    assert places == [[10, 18.75, 3, 6, 1], [8, 19.75, 3, 2, 5]]
    assert [
        frame.FrameContentSequence[0].DimensionIndexValues
        for frame in dataset.PerFrameFunctionalGroupsSequence
    ] == [[1, 2], [2, 1]]
    assert [item.DimensionIndexPointer for item in dataset.DimensionIndexSequence] == [
        0x0048021F,
        0x0048021E,
    ]


def test_moved_tiles_are_written_where_they_are() -> None:
    read = refseg.decode(refseg.encode(sparse_label_map([0, 4], [0, 8])))
    moved = read.with_(geometry=sparse_label_map([5, 9], [1, 2]).geometry)
    again = refseg.decode(refseg.encode(moved))
    assert isinstance(again.geometry, Tiling)
    assert again.geometry.row_positions.tolist() == [5, 9]
    assert again.geometry.column_positions.tolist() == [1, 2]


def test_empty_tiles_are_left_out() -> None:
    matrix = some_matrix()
    dataset = refseg.encode(full_label_map(matrix), omit_empty=True)
    read = refseg.decode(dataset)
    assert dataset.DimensionOrganizationType == TILED_SPARSE
    assert len(read.labels) == sum(tile.any() for tile in tiles_of(matrix, 16, 20)) < 16
    assert (total_pixel_matrix(read) == matrix).all()


def test_absent_tiles_are_background() -> None:
    tiling = Tiling.sparse(4, 4, [0], [0], pixel_spacing=SPACING)
    label_map = LabelMap(np.ones((1, 2, 2), np.uint8), geometry=tiling, background=7)
    assert total_pixel_matrix(label_map).tolist() == [[1, 1, 7, 7]] * 2 + [[7, 7, 7, 7]] * 2


# ------------------------------------------------------------------------------ odd files


def odd(label_map: LabelMap, change: Any) -> tuple[LabelMap, list[str]]:
    dataset = refseg.encode(label_map, transfer_syntax="native")
    change(dataset)
    read = refseg.decode(dataset)
    return read, [str(note) for note in read.notes]


def sparse_label_map(rows: list[int], columns: list[int]) -> LabelMap:
    tiling = Tiling.sparse(20, 20, rows, columns, pixel_spacing=SPACING, origin=ORIGIN)
    labels = np.arange(1, len(rows) + 1, dtype=np.uint8)[:, None, None] * np.ones(
        (1, 4, 4), np.uint8
    )
    return LabelMap(labels, geometry=tiling)


POSITIONS = "PerFrameFunctionalGroupsSequence[*].PlanePositionSlideSequence"


def test_overlapping_tiles_are_reported_and_the_later_wins() -> None:
    read, notes = odd(sparse_label_map([0, 10, 2], [0, 10, 3]), lambda _: None)
    assert notes == [
        f"{POSITIONS}: tiles overlap, for example frames 1 and 3; in the total pixel matrix the "
        "later frame wins"
    ]
    assert total_pixel_matrix(read)[3, 3] == 3


def test_tiles_outside_the_matrix_are_reported() -> None:
    _, notes = odd(sparse_label_map([0, 30], [0, 0]), lambda _: None)
    assert notes == [
        f"{POSITIONS}: 1 tiles lie outside the total pixel matrix, the first is frame 2"
    ]


def test_offsets_that_contradict_positions_are_reported() -> None:
    def move(dataset: Dataset) -> None:
        place = dataset.PerFrameFunctionalGroupsSequence[1].PlanePositionSlideSequence[0]
        place.XOffsetInSlideCoordinateSystem = 20.5

    read, notes = odd(sparse_label_map([0, 8], [0, 0]), move)
    assert notes == [
        f"{POSITIONS}: X and Y offsets differ from the positions in the matrix by up to 0.504 mm "
        "(frame 2); the positions are used"
    ]
    # what was read is written again as it was
    again = refseg.encode(read).PerFrameFunctionalGroupsSequence[1].PlanePositionSlideSequence[0]
    assert again.XOffsetInSlideCoordinateSystem == 20.5


def test_tiles_without_the_module_reach_as_far_as_they_reach() -> None:
    def strip(dataset: Dataset) -> None:
        for keyword in (
            "TotalPixelMatrixRows TotalPixelMatrixColumns TotalPixelMatrixOriginSequence "
            "TotalPixelMatrixFocalPlanes ImageOrientationSlide"
        ).split():
            del dataset[keyword]

    read, notes = odd(sparse_label_map([4, 8], [0, 6]), strip)
    assert notes == [
        "ImageOrientationSlide: absent, so the usual 0\\-1\\0\\-1\\0\\0 is assumed",
        "TotalPixelMatrixRows: size of the total pixel matrix is not stated; 12 x 10, as far as "
        "the tiles reach, is taken",
    ]
    assert isinstance(read.geometry, Tiling)
    assert np.allclose(read.geometry.origin, ORIGIN)


def test_tiles_without_positions_are_not_placed() -> None:
    def strip(dataset: Dataset) -> None:
        for frame in dataset.PerFrameFunctionalGroupsSequence:
            del frame.PlanePositionSlideSequence[0].RowPositionInTotalImagePixelMatrix

    read, notes = odd(sparse_label_map([4, 8], [0, 6]), strip)
    assert read.geometry is None
    assert notes == [
        f"{POSITIONS}: some tiles have no Row or Column Position In Total Image Pixel Matrix, so "
        "no frame is placed"
    ]


def test_tiled_full_needs_all_tiles() -> None:
    dataset = refseg.encode(full_label_map(some_matrix()), transfer_syntax="native")
    dataset.TotalPixelMatrixRows = 200
    with pytest.raises(DatasetError) as error:
        refseg.decode(dataset)
    assert str(error.value) == (
        "NumberOfFrames: value 16, but TILED_FULL with 200 x 70 pixels in tiles of 16 x 20 on 1 "
        "focal plane has 52 frames; correct it or use TILED_SPARSE"
    )
    assert error.value.requirement == "LM-TIL-003"


def test_focal_planes_without_spacing_are_reported() -> None:
    dataset = refseg.encode(full_label_map(some_matrix()), transfer_syntax="native")
    dataset.TotalPixelMatrixFocalPlanes = 2
    dataset.TotalPixelMatrixRows = 32
    read = refseg.decode(dataset)
    assert [note.code for note in read.notes] == ["tiles.focal-planes"]
    assert isinstance(read.geometry, Tiling)
    assert read.geometry.z_offsets.tolist() == [0.0] * 8 + [1000.0] * 8


# ------------------------------------------------------------------------------ sources


def slide_image(
    rows: int = 50,
    columns: int = 70,
    tile: tuple[int, int] = (16, 20),
    organization: str = TILED_FULL,
    spacing: tuple[float, float] = SPACING,
) -> Dataset:
    """A VL Whole Slide Microscopy image; TILED_SPARSE ones have their tiles in reverse order."""

    def uid(what: str) -> str:
        return generate_uid(entropy_srcs=[repr((rows, columns, tile, organization)), what])

    dataset = Dataset()
    dataset.SOPClassUID = VLWholeSlideMicroscopyImageStorage
    dataset.SOPInstanceUID = uid("instance")
    dataset.StudyInstanceUID = generate_uid(entropy_srcs=["slide study"])
    dataset.SeriesInstanceUID = generate_uid(entropy_srcs=["slide series"])
    dataset.FrameOfReferenceUID = generate_uid(entropy_srcs=["slide"])
    dataset.PositionReferenceIndicator, dataset.Modality = "SLIDE_CORNER", "SM"
    dataset.PatientName, dataset.PatientID = "Slide^Synthetic", "SL-1"
    dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.StudyID, dataset.StudyDate, dataset.StudyTime = "1", "20200101", "120000"
    dataset.AccessionNumber = dataset.ReferringPhysicianName = ""
    dataset.ContentDate, dataset.ContentTime = "20200101", "120000"
    dataset.SeriesNumber = dataset.InstanceNumber = 1
    dataset.ContainerIdentifier, dataset.SpecimenDescriptionSequence = "C", []
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.Rows, dataset.Columns = tile
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns = rows, columns
    origin = Dataset()
    origin.XOffsetInSlideCoordinateSystem, origin.YOffsetInSlideCoordinateSystem = ORIGIN[:2]
    dataset.TotalPixelMatrixOriginSequence = [origin]
    dataset.ImageOrientationSlide = [0, -1, 0, -1, 0, 0]
    dataset.TotalPixelMatrixFocalPlanes = dataset.NumberOfOpticalPaths = 1
    path = Dataset()
    path.OpticalPathIdentifier = "1"
    dataset.OpticalPathSequence = [path]
    shared, measures, dimension = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = list(spacing), 0.001
    shared.PixelMeasuresSequence = [measures]
    dataset.SharedFunctionalGroupsSequence = [shared]
    dimension.DimensionOrganizationUID = uid("organization")
    dataset.DimensionOrganizationSequence = [dimension]
    dataset.DimensionOrganizationType = organization
    tiling = Tiling.full(rows, columns, *tile, pixel_spacing=spacing, origin=ORIGIN)
    dataset.NumberOfFrames = tiling.frames
    if organization == TILED_SPARSE:
        frames = []
        for row, column, offset in zip(
            tiling.row_positions[::-1],
            tiling.column_positions[::-1],
            np.round(tiling.offsets[::-1], 6),
            strict=True,
        ):
            frame, place = Dataset(), Dataset()
            place.XOffsetInSlideCoordinateSystem = offset[0]
            place.YOffsetInSlideCoordinateSystem = offset[1]
            place.ZOffsetInSlideCoordinateSystem = 0
            place.RowPositionInTotalImagePixelMatrix = int(row) + 1
            place.ColumnPositionInTotalImagePixelMatrix = int(column) + 1
            frame.PlanePositionSlideSequence = [place]
            frames.append(frame)
        dataset.PerFrameFunctionalGroupsSequence = frames
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    return dataset


def frame_numbers(dataset: Dataset) -> list[int | None]:
    """Referenced Frame Number per frame, None for a frame without source."""
    found: list[int | None] = []
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        (derivation,) = frame.DerivationImageSequence or [None]
        found.append(
            None if derivation is None else derivation.SourceImageSequence[0].ReferencedFrameNumber
        )
    return found


@pytest.mark.parametrize("omit_empty", [False, True])
@pytest.mark.parametrize("organization", [TILED_FULL, TILED_SPARSE])
def test_coinciding_tiles_are_referenced_by_number(organization: str, omit_empty: bool) -> None:
    matrix = some_matrix()
    source = slide_image(organization=organization)
    dataset = refseg.encode(full_label_map(matrix), source=[source], omit_empty=omit_empty)
    kept = [
        number
        for number, tile in enumerate(tiles_of(matrix, 16, 20))
        if tile.any() or not omit_empty
    ]
    expected = [k + 1 if organization == TILED_FULL else 16 - k for k in kept]
    assert frame_numbers(dataset) == expected
    assert dataset.FrameOfReferenceUID == source.FrameOfReferenceUID
    assert dataset.PatientID == "SL-1"
    assert (total_pixel_matrix(refseg.decode(dataset)) == matrix).all()


def test_tiles_off_the_grid_of_the_source_name_no_frame() -> None:
    tiling = Tiling.sparse(50, 70, [16, 3], [20, 4], pixel_spacing=SPACING, origin=ORIGIN)
    label_map = LabelMap(np.ones((2, 16, 20), np.uint8), geometry=tiling)
    dataset = refseg.encode(label_map, source=[slide_image()])
    assert frame_numbers(dataset) == [6, None]


@pytest.mark.parametrize(
    "source",
    [
        slide_image(tile=(8, 8)),
        slide_image(rows=42, columns=59, spacing=(0.0005 * 1.19, 0.0004 * 1.19)),  # slim 371
    ],
    ids=["other tiles", "other level"],
)
def test_another_grid_is_referenced_as_a_whole(source: Dataset) -> None:
    dataset = refseg.encode(full_label_map(some_matrix()), source=[source])
    (derivation,) = dataset.SharedFunctionalGroupsSequence[0].DerivationImageSequence
    (image,) = derivation.SourceImageSequence
    assert image.ReferencedSOPInstanceUID == source.SOPInstanceUID
    assert "ReferencedFrameNumber" not in image
    assert image.SpatialLocationsPreserved == "NO"
    # and the reference survives being read and written without the source
    again = refseg.encode(refseg.decode(dataset))
    assert again.SharedFunctionalGroupsSequence == dataset.SharedFunctionalGroupsSequence


def test_a_matrix_elsewhere_on_the_slide_does_not_coincide() -> None:
    source = slide_image()
    source.TotalPixelMatrixOriginSequence[0].XOffsetInSlideCoordinateSystem = 21
    dataset = refseg.encode(full_label_map(some_matrix()), source=[source])
    assert "DerivationImageSequence" in dataset.SharedFunctionalGroupsSequence[0]
    assert "PerFrameFunctionalGroupsSequence" not in dataset


def test_of_several_optical_paths_the_first_is_referenced() -> None:
    source = slide_image()
    source.NumberOfOpticalPaths, source.NumberOfFrames = 2, 32
    (tiling,) = Source.from_datasets([source]).tilings
    assert tiling is not None
    assert tiling.frames == 32
    assert (tiling.row_positions[16:] == tiling.row_positions[:16]).all()
    dataset = refseg.encode(full_label_map(some_matrix()), source=[source])
    assert frame_numbers(dataset) == list(range(1, 17))


def test_the_level_of_equal_size_is_found_among_several() -> None:
    levels = [slide_image(25, 35), slide_image()]
    dataset = refseg.encode(full_label_map(some_matrix()), source=levels)
    (derivation,) = dataset.PerFrameFunctionalGroupsSequence[3].DerivationImageSequence
    (image,) = derivation.SourceImageSequence
    assert image.ReferencedSOPInstanceUID == levels[1].SOPInstanceUID
    assert image.ReferencedFrameNumber == 4


def test_wrong_sources_are_refused() -> None:
    label_map = full_label_map(some_matrix())
    assert isinstance(label_map.geometry, Tiling)
    elsewhere = label_map.with_(
        geometry=Tiling.full(50, 70, 16, 20, pixel_spacing=SPACING, frame_of_reference_uid="1.2.3")
    )
    source = slide_image()
    with pytest.raises(InputError) as error:
        refseg.encode(elsewhere, source=[source])
    assert str(error.value) == (
        "the labels have Frame of Reference UID 1.2.3, the source has "
        f"{source.FrameOfReferenceUID}; give the slide image the labels were drawn on"
    )
    radiograph = Dataset()
    for keyword in ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        setattr(radiograph, keyword, "1.2.3")
    radiograph.Rows, radiograph.Columns = 16, 20
    with pytest.raises(InputError) as error:
        refseg.encode(label_map, source=[radiograph])
    assert str(error.value) == (
        "source images are not tiles of a slide, but the labels are; give the slide image the "
        "labels were drawn on"
    )


# ------------------------------------------------------------------------------ other readers


def write_highdicom(
    path: Path, matrix: NDArray[Any], organization: str, tile: tuple[int, int], omit_empty: bool
) -> None:
    need_peer("highdicom")
    import highdicom as hd
    from pydicom.sr.codedict import codes

    method = hd.AlgorithmIdentificationSequence("Synthetic", codes.DCM.ArtificialIntelligence, "1")
    source = slide_image()
    source.PixelData = bytes(source.NumberOfFrames * source.Rows * source.Columns)
    source["PixelData"].VR = "OB"
    seg = hd.seg.Segmentation(
        [source],
        matrix[None],
        "LABELMAP",
        [
            hd.seg.SegmentDescription(
                int(number),
                f"Segment {number}",
                codes.SCT.AnatomicalStructure,
                codes.SCT.Organ,
                "AUTOMATIC",
                method,
            )
            for number in np.unique(matrix)
            if number
        ],
        series_instance_uid=generate_uid(),
        series_number=2,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="highdicom",
        manufacturer_model_name="highdicom",
        software_versions=hd.__version__,
        device_serial_number="1",
        tile_pixel_array=True,
        tile_size=tile,
        dimension_organization_type=organization,
        omit_empty_frames=omit_empty,
    )
    seg.save_as(path)


@pytest.mark.peers
@pytest.mark.parametrize("tile", [(16, 20), (10, 11)])
@pytest.mark.parametrize(
    ("organization", "omit_empty"),
    [(TILED_FULL, False), (TILED_SPARSE, False), (TILED_SPARSE, True)],
)
def test_highdicom_tiles_are_read(
    organization: str, omit_empty: bool, tile: tuple[int, int], tmp_path: Path
) -> None:
    matrix = some_matrix()
    write_highdicom(tmp_path / "seg.dcm", matrix, organization, tile, omit_empty)
    read = refseg.read(tmp_path / "seg.dcm")
    assert (total_pixel_matrix(read) == matrix).all()
    assert isinstance(read.geometry, Tiling)
    assert read.geometry.organization == organization
    assert read.notes == ()
    refseg.write(tmp_path / "again.dcm", read)
    assert refseg.read(tmp_path / "again.dcm") == read


@pytest.mark.peers
@pytest.mark.parametrize("omit_empty", [False, True])
@pytest.mark.parametrize("with_source", [False, True])
@pytest.mark.parametrize("tile", [(16, 20), (10, 11)])
def test_highdicom_assembles_our_tiles(
    tile: tuple[int, int], with_source: bool, omit_empty: bool, tmp_path: Path
) -> None:
    need_peer("highdicom")
    import highdicom

    matrix = some_matrix()
    refseg.write(
        tmp_path / "seg.dcm",
        full_label_map(matrix, tile),
        source=[slide_image()] if with_source else None,
        omit_empty=omit_empty,
        transfer_syntax="native",  # pydicom warns about tiny RLE frames
    )
    seg = highdicom.seg.segread(tmp_path / "seg.dcm")
    assert (seg.get_total_pixel_matrix(combine_segments=True) == matrix).all()


@pytest.mark.peers
@pytest.mark.parametrize("omit_empty", [False, True])
@pytest.mark.parametrize("with_source", [False, True])
@pytest.mark.parametrize("palette", [False, True])
def test_dciodvfy_finds_no_error(
    palette: bool, with_source: bool, omit_empty: bool, tmp_path: Path
) -> None:
    path = tmp_path / "seg.dcm"
    refseg.write(
        path,
        full_label_map(some_matrix()),
        source=[slide_image()] if with_source else None,
        omit_empty=omit_empty,
        palette=palette,
        transfer_syntax="native",
    )
    assert dciodvfy(path) == []
