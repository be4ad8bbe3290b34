"""Rows of case tables: what they build, and what is wrong with a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.draft import warned
from conformance.phantom import uid
from conformance.runner import generators
from conformance.runner.suite import SuiteError
from conformance.table import (
    ABSENT,
    PLAIN,
    TWO_FRAMES,
    Decode,
    Encode,
    Validate,
    append,
    coloured,
    drop,
    images,
    own,
    phantom,
    put,
    put_all,
)

TEXTS: dict[str, Any] = {"why": "w", "effect": "e", "requirements": "LM-VAL-001 LM-VAL-002"}


def test_changes_reach_items_values_and_the_file_meta_information() -> None:
    made = TWO_FRAMES.but(
        put("Modality", "CT"),
        put("MediaStorageSOPClassUID", "1.2"),
        put(0x00101010, "40Y"),
        put("SegmentSequence[1].SegmentLabel", "Liver"),
        put("PerFrameFunctionalGroupsSequence[*].StackID", "a"),
        put("ImageType[1]", "SECONDARY"),
        put_all(Rows=7, Columns=9),
        put_all("SegmentSequence[0]", SegmentLabel="none", TrackingUID=own("source")),
        append("SegmentSequence", {"SegmentNumber": 9}),
        drop("StudyID", "DimensionIndexSequence[0].DimensionIndexPointer", "SoftwareVersions"),
    )("pixels.one")
    elements = made.elements
    assert (elements["Modality"], elements[0x00101010]) == ("CT", "40Y")
    assert elements["ImageType"] == ["DERIVED", "SECONDARY"]
    assert (elements["Rows"], elements["Columns"]) == (7, 9)
    assert made.meta["MediaStorageSOPClassUID"] == "1.2"
    assert [item.get("SegmentLabel") for item in elements["SegmentSequence"]] == [
        "none", "Liver", None,
    ]  # fmt: skip
    assert elements["SegmentSequence"][0]["TrackingUID"] == uid("pixels.one", "source")
    frames = elements["PerFrameFunctionalGroupsSequence"]
    assert [frame["StackID"] for frame in frames] == ["a", "a"]
    assert "StudyID" not in elements
    assert "DimensionIndexPointer" not in elements["DimensionIndexSequence"][0]


def test_nothing_is_shared_between_two_phantoms_of_one_recipe() -> None:
    recipe = phantom([[[0, 1]]], segments=[{"SegmentNumber": 0, "SegmentLabel": "x"}])
    first = recipe.but(put("SegmentSequence[0].SegmentLabel", "changed"))("a.b")
    assert recipe("a.b").elements["SegmentSequence"][0]["SegmentLabel"] == "x"
    assert first.elements["SegmentSequence"][0]["SegmentLabel"] == "changed"


def test_identifiers_are_those_of_the_case_or_of_its_twin() -> None:
    of_images = phantom([[[0, 1]]], sources=images(1))
    assert of_images("a.b").frame_models[0]["sources"] == [{"uid": uid("a.b", "source-0")}]
    row = Validate("one", "t", built=PLAIN, identity="a.twin", codes="x.y", twin="a.twin", **TEXTS)
    assert row.draft("a.one").files["input.dcm"] == PLAIN("a.twin").file()


def test_a_row_that_is_read() -> None:
    row = Decode(
        "one",
        "t",
        built=PLAIN.but(drop("PixelPaddingValue")),
        model_of=PLAIN,
        model={"type": "X", "frames": ABSENT, **coloured({1: [1, 2, 3]})},
        links="https://a https://b",
        freedoms="frame-order",
        level="SHOULD",
        more={"smoke": True},
        **TEXTS,
    )
    draft = row.draft("a.one")
    model = draft.models["expect.json"]
    assert model["background"] == 0
    assert model["type"] == "X" and "frames" not in model
    assert model["segments"]["1"]["colour"] == [1, 2, 3]
    assert model["segments"]["1"]["label"] == "Kidney 1"
    assert draft.meta["links"] == ["https://a", "https://b"]
    assert draft.meta["compare"] == {"freedoms": ["frame-order"]}
    assert draft.meta["requirements"] == ["LM-VAL-001", "LM-VAL-002"]
    assert draft.meta["features"] == ["mono8"]
    assert draft.meta["smoke"] is True and draft.meta["level"] == "SHOULD"


def test_a_row_that_is_written() -> None:
    row = Encode("one", "t", asked={"options": {"bits": 16}}, codes="x.y", twin="a.b", **TEXTS)
    draft = row.draft("a.one")
    assert draft.models["input.json"]["options"]["bits"] == 16
    assert draft.models["input.json"]["options"]["photometric"] == "MONOCHROME2"
    assert draft.meta["expect"] == {"kind": "reject", "codes": ["x.y"]}


def test_a_row_on_which_the_standard_is_open() -> None:
    row = Validate(
        "one",
        "t",
        alternatives=(("a", "A", warned("x.y")), ("b", "B", "x.y x.z"), ("c", "C", None)),
        clarification="0001",
        altered=lambda data: data[:-2],
        **TEXTS,
    )
    draft = row.draft("a.one")
    assert draft.files["input.dcm"] == PLAIN("a.one").file()[:-2]
    first, second, third = (one["expect"] for one in draft.meta["expect"]["alternatives"])
    assert first == {"kind": "accept", "warn": ["x.y"]}
    assert second == {"kind": "reject", "codes": ["x.y", "x.z"]}
    assert third == {"kind": "accept"}


ROW = 'Validate("{}", "t", why="w", effect="e", requirements="LM-VAL-001")'
TABLE = "from conformance.table import Validate\nCASES = ({})\n"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"one.py": "CASES = ()"}, ""),
        ({"t.py": TABLE.format(f"{ROW.format('a')}, {ROW.format('a')}")}, "have the same name"),
        (
            {
                "t.py": TABLE.format(f"{ROW.format('a-b')},"),
                "a_b.py": "def build(case_id): return None",
            },
            "makes area.a-b as well",
        ),
    ],
)
def test_two_makers_of_one_case_are_refused(
    files: dict[str, str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "area").mkdir()
    for name, text in files.items():
        (tmp_path / "area" / name).write_text(text)
    if not message:
        assert generators.makers(tmp_path) == {}
        return
    with pytest.raises(SuiteError, match=message):
        generators.makers(tmp_path)
