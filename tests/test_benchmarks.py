"""The benchmark runs and writes its page; the numbers of a tiny run mean nothing."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks import contenders, measure, report, run, volumes, worker
from benchmarks.measure import Result
from benchmarks.report import Target

import refseg

FEW = ("NumPy raw bytes", "NumPy raw bytes, fsync", "SimpleITK .nrrd", "nibabel .nii.gz")


def few(label_map: refseg.LabelMap) -> list[contenders.Contender]:
    """Those that the targets speak of and that start quickly."""
    own = [f"refseg {name}" for name in ("native", "rle", "deflated-frame")]
    return [one for one in contenders.contenders(label_map) if one.name in (*FEW, *own)]


@pytest.mark.parametrize("alone", [False, pytest.param(True, marks=pytest.mark.full)])
def test_a_tiny_run_writes_the_page(
    alone: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With all contenders, each in a process of its own, it takes minutes: nearly all imports."""
    pytest.importorskip("nibabel", reason="reads the atlas that the volume is made of")
    if not alone:
        for module in (measure, worker):
            monkeypatch.setattr(module, "contenders", few)
        monkeypatch.setattr(measure, "_alone", worker.once)
        monkeypatch.setattr(worker, "_clear", lambda size: None)
        monkeypatch.setattr(measure, "rle_speed", lambda frames, path: [1.0, 1.0])
    assert run.main(["--tiny", "--output", str(tmp_path)]) == 0
    page = (tmp_path / "evaluation.md").read_text("utf-8")
    for name in ("refseg rle", "refseg native", "NumPy raw bytes", "## Where the time goes"):
        assert name in page
    assert "| rle: write, of SimpleITK .nrrd | <= 1.5x |" in page or "SimpleITK" not in page
    picture = ElementTree.parse(tmp_path / "pictures" / "size-against-time.svg")  # noqa: S314
    texts = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert "refseg deflated-frame" in texts
    assert "| target | limit | measured | |" in capsys.readouterr().out


def test_a_contender_is_measured_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label_map = volumes.many_segments(3, 2)
    raw = contenders.contenders(label_map)[:1]
    monkeypatch.setattr(measure, "contenders", lambda _: raw)
    (found,) = measure.measure(label_map, tmp_path, 1).values()
    assert found.name == "NumPy raw bytes" and found.size == label_map.labels.nbytes
    assert len(found.write) == len(found.read) == 1


def test_volumes_are_what_they_say() -> None:
    assert len(np.unique(volumes.ct_labels((40, 128, 128), 1))) > 40
    assert volumes.many_segments(300, 2).labels.dtype == np.uint16
    assert set(np.unique(volumes.many_segments(5, 1).labels)) == set(range(6))
    full, sparse = (volumes.slide(100, 16, sparse=flag) for flag in (False, True))
    assert full.labels.shape == (100, 16, 16) and 0 < len(sparse.labels) < 100
    assert set(np.unique(sparse.labels)) == {1, 2}


def test_targets_say_whether_they_are_reached() -> None:
    assert Target("a", 1.5, 1.5).line == "| a | <= 1.5x | 1.5x | reached |"
    assert Target("a", 1.6, 1.5).line == "| a | <= 1.5x | 1.6x | **not reached** |"
    assert Target("a", 14.0, 15, at_least=True).line == "| a | >= 15x | 14x | **not reached** |"
    assert Target("a", 3.0, 5, unit="us").line == "| a | <= 5 us | 3 us | reached |"


def test_missed_targets_are_explained() -> None:
    missed, reached = Target("rle: size, of others", 2, 1), Target("native: write", 1, 2)
    assert report.limits([missed, reached]).startswith("* rle: size: RLE spends two bytes")
    assert "native" not in report.limits([missed, reached])
    assert report.limits([reached]) == "Every target was reached."


def test_the_table_shows_medians_and_ratios() -> None:
    one = Result("one", [0.003, 0.001, 0.002], [0.001], 1000)
    two = Result("two", [0.004], [0.0005], 500)
    table = report.results_table({"one": one, "two": two}, "one")
    assert table.splitlines()[-1] == "| two | 500 | 4.0 | 0.5 | 2.00 | 0.50 |"
    assert table.splitlines()[-2] == "| one | 1,000 | 2.0 | 1.0 | 1.00 | 1.00 |"
