"""The options of ``encode``, ``write`` and their kin."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import refseg
from refseg.codec import options
from refseg.codec.encode import encode_parts

MAP = refseg.LabelMap(
    np.ones((1, 2, 2), np.uint8), geometry=refseg.Geometry.from_affine(np.eye(4)), background=0
)
PAIRS = [
    (options.Options, options.OptionsDict),
    (options.FrameOptions, options.FrameOptionsDict),
    (options.MaskOptions, options.MaskOptionsDict),
    (options.LabelMapOptions, options.LabelMapOptionsDict),
]
TAKING: dict[Callable[..., Any], type] = {
    refseg.encode: options.LabelMapOptions,
    refseg.write: options.LabelMapOptions,
    refseg.encode_masks: options.MaskOptions,
    refseg.write_masks: options.MaskOptions,
    refseg.write_frames: options.FrameOptions,
}


@pytest.mark.parametrize(("kept", "keywords"), PAIRS)
def test_type_checkers_know_the_same_options(kept: Any, keywords: Any) -> None:
    assert {f.name for f in fields(kept)} == keywords.__optional_keys__
    assert keywords.__required_keys__ == frozenset()


@pytest.mark.parametrize("function", TAKING, ids=lambda f: f.__name__)
def test_help_shows_every_option(function: Callable[..., Any]) -> None:
    shown = inspect.signature(function).parameters
    for option in fields(TAKING[function]):
        assert shown[option.name].kind is inspect.Parameter.KEYWORD_ONLY
        assert shown[option.name].default == option.default
        assert f"\n    {option.name}: " in str(inspect.getdoc(function))
    assert "options" not in shown


def test_what_is_no_option_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "x.dcm"
    masks = refseg.to_masks(MAP)
    calls: list[tuple[Callable[..., Any], str]] = [
        (lambda **more: refseg.encode(MAP, **more), "omit_emtpy"),
        (lambda **more: refseg.write(target, MAP, **more), "omit_emtpy"),
        (lambda **more: refseg.encode_masks(masks, **more), "palette"),
        (lambda **more: refseg.write_masks(target, masks, **more), "palette"),
        (
            lambda **more: refseg.write_frames(target, MAP.labels, geometry=MAP.geometry, **more),
            "source",
        ),
    ]
    for call, name in calls:
        with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
            call(**{name: None})
    assert not target.exists()


def test_defaults_are_those_of_the_kind() -> None:
    assert encode_parts(MAP).syntax.name == "rle"
    assert refseg.encode_masks(refseg.to_masks(MAP)).file_meta.TransferSyntaxUID.is_little_endian
    assert options.MaskOptions().syntax.name == "native"
