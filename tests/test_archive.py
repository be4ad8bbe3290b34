"""check over an archive: folders, processes, logs that are continued, summaries, Dask."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from peers.series import make_ct_series
from pydicom import dcmread

import refseg
from refseg.commands.check import files_of, judged
from refseg.commands.cli import main
from refseg.support.errors import DatasetError, MissingExtraError

LABELS = np.zeros((2, 3, 4), np.uint8)
LABELS[1, 1, 1:3] = 7
AFFINE = np.eye(4)[:, [2, 1, 0, 3]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two sound segmentations, one that does not conform, one that is no DICOM, and images."""
    root = tmp_path / "archive"
    (root / "a" / "deep").mkdir(parents=True)
    label_map = refseg.LabelMap(LABELS, geometry=refseg.Geometry.from_affine(AFFINE), background=0)
    for name in ("a/one.dcm", "a/deep/two", "bad.dcm"):
        refseg.write(root / name, label_map)
    dataset = dcmread(root / "bad.dcm")
    dataset.SegmentsOverlap = "MAYBE"
    dataset.Manufacturer = "Somebody"
    dataset.save_as(root / "bad.dcm")
    (root / "notes.txt").write_text("nothing")
    make_ct_series(root / "ct", (2, 3, 4), AFFINE)
    return root


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_folders_are_gone_through(archive: Path) -> None:
    found, others = files_of([str(archive)])
    names = [str(Path(file).relative_to(archive)) for file in found]
    assert names == ["bad.dcm", "a/one.dcm", "a/deep/two"]
    assert others == 3  # the text and two images


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_line_for_each_file(jobs: int, archive: Path, capsys: Any) -> None:
    arguments = ["check", str(archive), "--lines", "--jobs", str(jobs)]
    assert main(arguments) == 1
    captured = capsys.readouterr()
    reports = lines(captured.out)
    assert [Path(r["file"]).name for r in reports] == ["bad.dcm", "one.dcm", "two"]
    assert [r["conforms"] for r in reports] == [False, True, True]
    assert reports[0]["producer"].startswith("Somebody")
    assert captured.err == "note: 3 files in folders are no segmentations\n"
    assert reports[0]["findings"][0]["path"] == "SegmentsOverlap"


def test_what_cannot_be_read_is_told_and_the_rest_is_judged(archive: Path, capsys: Any) -> None:
    text = str(archive / "notes.txt")
    assert main(["check", text, str(archive / "a"), "--lines"]) == 2
    reports = lines(capsys.readouterr().out)
    assert "is not a DICOM file" in reports[0]["error"]
    assert [r.get("conforms") for r in reports] == [None, True, True]
    assert main(["check", text, str(archive / "a"), "--quiet"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"refseg check: {text} is not a DICOM file")


def test_quiet_shows_only_what_does_not_conform(archive: Path, capsys: Any) -> None:
    assert main(["check", str(archive), "-q"]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith(f"{archive / 'bad.dcm'}:\nerrors (2)\n  SegmentsOverlap\n")
    assert "one.dcm" not in captured.out


def test_a_log_is_continued(archive: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    log = archive.parent / "log.jsonl"
    arguments = ["check", str(archive), "--log", str(log), "--lines", "-q"]
    assert main(arguments) == 1
    first, content = capsys.readouterr().out, log.read_bytes()
    assert len(lines(content.decode())) == 3
    # The process was ended in the middle of the last line.
    log.write_bytes(content[:-20])
    asked: list[str] = []
    monkeypatch.setattr(
        "refseg.commands.check.judged", lambda path: asked.append(path) or judged(path)
    )
    assert main(arguments) == 1
    assert [Path(path).name for path in asked] == ["two"]
    assert capsys.readouterr().out == first
    assert log.read_bytes() == content
    log.write_text("something else\n")
    assert main(arguments) == 2
    assert capsys.readouterr().err == (
        f"refseg check: {log} is no log of refseg check (a line is not JSON with a file); name "
        "another file\n"
    )
    assert log.read_text() == "something else\n"


def test_a_summary_by_producer_and_requirement(archive: Path, capsys: Any) -> None:
    assert main(["check", str(archive), str(archive / "notes.txt"), "--summary"]) == 2
    text = capsys.readouterr().out.splitlines()
    assert text[0] == "4 files: 2 conform, 1 do not, 1 could not be read"
    assert any(line.startswith("Somebody") and "1 do not conform" in line for line in text)
    rule = next(line for line in text if "error" in line and "SegmentsOverlap" in line)
    assert rule.split()[1:4] == ["error", "1", "files"]
    assert "is not a DICOM file" in text[-1]


def test_jobs_and_folders_that_cannot_be(archive: Path, capsys: Any) -> None:
    assert main(["check", str(archive), "--jobs", "0"]) == 2
    assert capsys.readouterr().err.endswith("--jobs is 0; give 1 or more\n")


def test_errors_travel_between_processes() -> None:
    for error in (
        MissingExtraError("nibabel", "formats", "Reading NIfTI"),
        DatasetError("bad", path="Rows", offset=3, requirement="LM-PIX-001", code="x.y"),
    ):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


RECIPE = """
from pathlib import Path
import sys
import refseg
from dask.distributed import Client, LocalCluster
from refseg.commands.info import describe


def conforms(path):
    try:
        return path, [str(finding) for finding in refseg.check(path)]
    except refseg.RefsegError as error:
        return path, error


if __name__ == "__main__":
    paths = sorted(map(str, Path(sys.argv[1]).rglob("*")))
    paths = [path for path in paths if Path(path).is_file()]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            for path, found in client.gather(client.map(conforms, paths)):
                print(path, "error" if isinstance(found, Exception) else len(found))
            facts = client.submit(describe, sys.argv[2]).result()
            print(facts["segmentation_type"])
            done = client.submit(
                refseg.convert_file, sys.argv[2], sys.argv[2] + ".native", transfer_syntax="native"
            ).result()
            print(done.paths[0])
"""


def test_the_recipe_for_dask(archive: Path, tmp_path: Path) -> None:
    """check, info and convert map over files with an engine that is there already."""
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    (tmp_path / "recipe.py").write_text(RECIPE)
    one = str(archive / "a" / "one.dcm")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "recipe.py"), str(archive), one],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    told = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines()[:-2])
    assert told[one] == told[str(archive / "a" / "deep" / "two")]
    assert told[str(archive / "notes.txt")] == "error"
    assert int(told[str(archive / "bad.dcm")]) > int(told[one])
    assert done.stdout.splitlines()[-2:] == ["LABELMAP", f"{one}.native"]
    assert refseg.read(f"{one}.native") == refseg.read(one)
