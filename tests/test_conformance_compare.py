"""The comparator: what is equal, what is free, and that no change goes unnoticed."""

from __future__ import annotations

import copy
from array import array
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance.runner import compare as comparing
from conformance.runner import perturb, suite
from conformance.runner.compare import Comparison, Rules, compare
from conformance.runner.vocabulary import VIEWS
from conformance.runner.volume import VolumeError, load_volume


def run(
    got: dict[str, Any],
    expected: dict[str, Any] | None = None,
    *,
    views: Any = VIEWS,
    folder: Path = Path(),
    **rules: Any,
) -> Comparison:
    return compare(
        expected or support.model(),
        got,
        views=views,
        rules=Rules.of(rules),
        expected_folder=folder,
        got_folder=folder,
    )


def test_a_model_equals_itself() -> None:
    found = run(support.model())
    assert found.equal
    views = ["background", "codes", "colour", "geometry", "labels", "references", "segments"]
    assert found.compared == views


def test_numbers_and_ds_texts_are_compared_as_numbers() -> None:
    got = support.model()
    for frame, z in zip(got["frames"], (10.0005, 2e1), strict=True):
        frame["position"] = [0, 0.0, z]
        frame["spacing"] = [" 0.70 ", 0.9]
    assert run(got).equal
    got["frames"][0]["position"][2] = 10.002
    assert [d["path"] for d in run(got).differences] == ["frames[0].position"]
    assert run(got, tolerance={"position": 0.01}).equal


def test_not_a_number_is_no_position() -> None:
    got = support.model()
    got["frames"][0]["position"] = [float("nan"), 0, 10]
    assert not run(got).equal


def test_spacing_is_relative_so_that_slides_are_not_forgiven() -> None:
    expected, got = support.model(), support.model()
    expected["frames"][0]["spacing"] = ["0.00025", "0.00025"]
    got["frames"][0]["spacing"] = ["0.00026", "0.00025"]
    assert [d["path"] for d in run(got, expected).differences] == ["frames[0].spacing"]


def test_positions_on_a_slide_are_right_to_a_tenth_of_a_pixel() -> None:
    expected, got = support.model(), support.model()
    for model, x in ((expected, "20"), (got, "20.0005")):
        model["frames"][0].update(spacing=["0.001", "0.001"], position=[x, "0", "0"])
    assert [d["path"] for d in run(got, expected).differences] == ["frames[0].position"]


def reversed_frames() -> dict[str, Any]:
    got = support.model()
    got["frames"].reverse()
    got["labels"].reverse()
    return got


def test_frames_are_matched_by_position_only_where_the_case_says_so() -> None:
    assert run(reversed_frames(), freedoms=["frame-order"]).equal
    assert not run(reversed_frames()).equal


def test_without_the_view_geometry_the_order_of_the_file_counts() -> None:
    views = set(VIEWS) - {"geometry"}
    assert not run(reversed_frames(), views=views, freedoms=["frame-order"]).equal
    found = run(support.model(), views=views, freedoms=["frame-order"])
    assert found.equal
    assert found.not_compared == ["geometry"]


def with_frame(z: float, value: int) -> dict[str, Any]:
    got = support.model()
    got["labels"].insert(1, [[value] * 2] * 2)
    got["frames"].insert(1, {**got["frames"][0], "position": ["0", "0", str(z)]})
    return got


def test_filled_frames_must_be_background_and_declared_free() -> None:
    free = {"freedoms": ["frame-order", "filled-frames"]}
    assert run(with_frame(15, 0), **free).equal
    assert not run(with_frame(15, 1), **free).equal
    assert not run(with_frame(15, 0), freedoms=["frame-order"]).equal
    expected = support.model(background=5)
    assert run({**with_frame(15, 5), "background": 5}, expected, **free).equal
    assert not run({**with_frame(15, 0), "background": 5}, expected, **free).equal


def test_omitted_frames_must_be_background_and_declared_free() -> None:
    expected, got = with_frame(15, 0), support.model()
    assert run(got, expected, freedoms=["frame-order", "omitted-frames"]).equal
    assert not run(got, expected, freedoms=["frame-order"]).equal
    assert not run(got, with_frame(15, 1), freedoms=["frame-order", "omitted-frames"]).equal
    by_order = {"views": {"labels"}, "freedoms": ["omitted-frames"]}
    assert run(got, expected, **by_order).equal


def test_two_frames_at_one_place_are_paired_in_order() -> None:
    expected = support.model()
    expected["frames"][1] = copy.deepcopy(expected["frames"][0])
    got = copy.deepcopy(expected)
    assert run(got, expected, freedoms=["frame-order"]).equal
    got["labels"].reverse()
    assert not run(got, expected, freedoms=["frame-order"]).equal


def test_binary_planes_are_matched_by_segment_and_position() -> None:
    expected = support.model(type="BINARY", labels=[[[1, 0], [0, 0]], [[0, 1], [0, 0]]])
    for number, frame in enumerate(expected["frames"], 1):
        frame.update(segment=number, position=["0", "0", "0"])
    got = copy.deepcopy(expected)
    got["frames"].reverse()
    got["labels"].reverse()
    assert run(got, expected, freedoms=["frame-order"]).equal
    for frame in got["frames"]:
        frame["segment"] = 3 - frame["segment"]
    assert not run(got, expected, freedoms=["frame-order"]).equal


def test_colour_tolerance_and_none() -> None:
    got = support.model()
    got["segments"]["1"]["colour"] = [202, 8, 10]
    assert run(got).equal
    assert not run(got, tolerance={"colour": 1}).equal
    got["segments"]["1"]["colour"] = None
    assert not run(got).equal


def test_code_meaning_may_be_free_but_not_absent() -> None:
    got = support.model()
    got["segments"]["1"]["type"] = {**support.CODE, "meaning": "Ding"}
    assert not run(got).equal
    assert run(got, freedoms=["code-meaning"]).equal
    del got["segments"]["1"]["type"]
    assert not run(got, freedoms=["code-meaning"]).equal


def test_uids_may_be_free_but_not_absent() -> None:
    assert not run(support.model(frame_of_reference="2.25.8")).equal
    assert run(support.model(frame_of_reference="2.25.8"), freedoms=["uids"]).equal
    assert not run(support.model(frame_of_reference=None), freedoms=["uids"]).equal


def test_a_declared_view_that_is_not_reported_is_a_difference() -> None:
    for key in ("background", "segments", "frames", "frame_of_reference", "type"):
        got = support.model()
        del got[key]
        assert not run(got).equal, key


def test_who_does_not_report_the_background_need_not_report_its_segment() -> None:
    got, expected = support.model(), support.model(background=1)
    del got["segments"]["1"]
    others = [view for view in VIEWS if view != "background"]
    assert run(got, expected, views=others).equal
    assert not run(got, expected).equal
    got = support.model()
    got["segments"]["1"]["label"] = "another"
    assert not run(got, expected, views=others).equal


def test_a_sample_deep_in_the_last_frame_and_its_picture() -> None:
    expected = {"labels": [[[0] * 40 for _ in range(40)] for _ in range(2)]}
    got = copy.deepcopy(expected)
    got["labels"][1][39][38] = 7
    found = run(got, expected)
    assert found.differences[0]["path"] == "labels[1][39][38] (1 of 1600 samples differ, the first)"
    picture = found.pictures[0]
    assert (picture["row"], picture["column"]) == (24, 24)
    assert picture["got"][15][14] == 7
    assert picture["expected"][15][14] == 0


def test_another_shape_and_a_ragged_array_are_differences() -> None:
    assert not run(support.model(labels=[[[0, 1]]])).equal
    ragged = run(support.model(labels=[[[0, 1], [5]], [[1, 1], [0, 0]]]))
    assert not ragged.equal
    assert "another shape" in ragged.differences[0]["got"]


def test_raw_files(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes([1, 2, 0, 1]))
    reference = {"file": "a.bin", "dtype": "u16le", "shape": [1, 1, 2]}
    assert load_volume(reference, tmp_path).samples == array("H", [513, 256])
    with pytest.raises(VolumeError, match="4 bytes, its shape asks for 6"):
        load_volume({**reference, "shape": [1, 1, 3]}, tmp_path)
    with pytest.raises(VolumeError, match=r"no file '\.\./a\.bin'"):
        load_volume({**reference, "file": "../a.bin"}, tmp_path / "sub")


@pytest.mark.parametrize("part", [8, pytest.param(1, marks=pytest.mark.full)])
def test_every_change_of_every_golden_is_noticed(part: int) -> None:
    found = perturb.perturb(suite.load_cases()[::part])
    assert found.missed == []
    assert found.tried > 4000 // part


def some_cases() -> list[suite.Case]:
    """Enough goldens to see whether a broken comparator is found."""
    return [case for case in suite.load_cases() if case.id.startswith(("segments.", "frames."))]


def test_perturbation_finds_a_comparator_that_returns_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The fault of a well-known suite: only the first frame is looked at."""
    honest = comparing._frame

    def first_only(result: Any, path: str, *rest: Any) -> None:
        if path == "frames[0]":
            honest(result, path, *rest)

    monkeypatch.setattr(comparing, "_frame", first_only)
    missed = perturb.perturb(some_cases()).missed
    assert any("frames[1].position" in text for text in missed)


def test_perturbation_finds_a_comparator_that_skips_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = comparing._leaf

    def forgetful(result: Any, path: str, *rest: Any) -> None:
        if not path.endswith(".category"):
            honest(result, path, *rest)

    monkeypatch.setattr(comparing, "_leaf", forgetful)
    assert any(".category" in text for text in perturb.perturb(some_cases()).missed)


def test_a_key_without_view_is_no_silent_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(comparing.SEGMENT_VIEWS, "category")
    with pytest.raises(KeyError, match="category"):
        run(support.model())
