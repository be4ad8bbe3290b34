"""The benchmark measures what it says and writes its pages; the numbers of a test mean nothing."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks import (
    cache,
    machine,
    measure,
    network,
    report,
    run,
    slides,
    targets,
    volumes,
    worker,
)
from benchmarks.contenders import contenders
from benchmarks.document import CaseRecord, Document
from benchmarks.measure import Result
from benchmarks.picture import picture
from benchmarks.targets import Target

import refseg
from refseg.formats import write_labels

ROOT = Path(__file__).parent.parent
EVALUATION = ROOT / "spec" / "evaluation.json"
#: Enough to see that a run goes from the command line to the pages: processes take most of it.
FEW = "NumPy raw bytes;refseg rle"


@pytest.fixture(autouse=True)
def _nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFSEG_BENCHMARK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("os.fsync", lambda handle: None)  # half of the time


def small_map() -> refseg.LabelMap:
    labels = np.zeros((4, 40, 40), np.uint8)
    labels[1:3, 10:30, 5:20], labels[2:4, 3:9] = 1, 2
    return volumes.stack(labels)


def result(name: str, size: int, write: float, read: float, **more: bool) -> Result:
    times = [[write, write], [write * 1.25]], [[0.001], [0.001]], [[read], [read]]
    return Result(name, *times, size=size, files=1, **more)


def document() -> Document:
    found = [
        result("NumPy raw bytes", 9_000_000, 0.001, 0.001, compresses=False, comparable=False),
        result("refseg native", 9_100_000, 0.002, 0.002, compresses=False),
        result("refseg rle", 300_000, 0.05, 0.04),
        result("refseg deflated-frame", 200_000, 0.08, 0.03),
        result("SimpleITK .nrrd", 150_000, 0.1, 0.1),
        result("pynrrd .nrrd", 120_000, 1.5, 0.2),
        result("OME-Zarr, default", 250_000, 0.04, 0.03),
        result("JPEG XL frames, effort 1", 90_000, 0.001, 0.001, comparable=False),
        result("highdicom rle", 350_000, 1.0, 0.3),
    ]
    results = {one.name: one for one in found}
    cases = [
        CaseRecord(key, key, "About it.", "4 labels", 9_000_000, results, [0.01, 0.02], [1, 1])
        for key in (report.MAIN, run.SMALL)
    ]
    known = {
        "processor": "p",
        "cores": 2,
        "memory_gb": 8,
        "system": "s",
        "python": "3",
        "zlib": "1",
    }
    return Document(
        "run.py", known | {"versions": {"numpy": "2"}}, [0.1, 0.2], cases,
        [Target("import refseg, of NumPy and pydicom", [0.5], 0.3)],
        {"CT": ["rle, write: 5 ms"]}, [{"syntax": "rle", "parse_ms": 1.5}], "Orthanc is not there.",
    )  # fmt: skip


# ------------------------------------------------------------------------------ a run


def test_a_tiny_run_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("nibabel", reason="reads the atlas that the volume is made of")
    options = ["--tiny", "--cases", "smooth", "--contenders", FEW, "--output", str(tmp_path)]
    assert run.main(options) == 0
    page = (tmp_path / "evaluation.md").read_text("utf-8")
    assert re.search(r"^\| refseg rle \| [\d,]+ \| [\d.]+ ± \d+% \|", page, re.MULTILINE)
    assert "| NumPy raw bytes | 4,096 |" in page and "native" not in page.partition("## Results")[2]
    assert "of the others 0% repeat the row above" in capsys.readouterr().out
    ElementTree.parse(tmp_path / "pictures" / "size-against-time.svg")  # noqa: S314
    again = Document.load_from(tmp_path / "evaluation.json")
    assert report.page(again) == page
    runs = again.cases[0].results["refseg rle"].read
    assert len(runs) == 2 and all(runs)


def test_a_file_of_your_own_is_measured_and_a_bad_one_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("nrrd", reason="writes the file")
    write_labels(path := tmp_path / "own.nrrd", small_map())
    before = sorted(tmp_path.iterdir())
    assert run.main(["--labels", str(path), "--contenders", "NumPy raw bytes"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("\nown.nrrd\n40 x 40 x 4, 8 bits, 2 labels") and "target" not in shown
    assert sorted(tmp_path.iterdir()) == before
    with pytest.raises(SystemExit):
        run.main(["--labels", str(tmp_path / "none.nrrd")])
    assert "none.nrrd is not a file; give a label image" in capsys.readouterr().err


@pytest.mark.parametrize("everything", [False, pytest.param(True, marks=pytest.mark.full)])
def test_contenders_read_what_they_wrote(tmp_path: Path, everything: bool) -> None:
    given = small_map()
    taking_part = [one for one in contenders(given) if everything or one.headline]
    paths = {one.name: tmp_path / f"{k}{one.suffix}" for k, one in enumerate(taking_part)}
    assert len(paths) == len(taking_part)
    for one in taking_part:
        found = worker.measure(given, one.name, paths[one.reads or one.name], 1)
        assert len(found["write"]) == (one.write is not None), one.name
        assert len(found["read"]) == (one.read is not None), one.name
        assert ("size" in found) == (one.write is not None) and found.get("size", 1) > 0, one.name


def test_others_hold_the_matrix_of_a_slide_and_a_sparse_one_has_none(tmp_path: Path) -> None:
    made = slides.slide(4, 16, sparse=False)
    for name in ("refseg rle", "refseg, matrix", "SimpleITK .nrrd", "OME-Zarr, default"):
        if name in (one.name for one in contenders(made)):
            worker.measure(made, name, tmp_path / name.replace("refseg, matrix", "refseg rle"), 1)
    sparse = contenders(slides.slide(16, 16, sparse=True))
    assert not [
        one for one in sparse if one.write and one.name.split()[0] not in ("refseg", "NumPy")
    ]


def test_other_labels_than_written_are_told(tmp_path: Path) -> None:
    given = small_map()
    with pytest.raises(SystemExit, match="one reads other labels than were written"):
        worker._check("one", np.ones_like(given.labels), given)
    worker._check("one", given.labels[1:], given)  # the first frame is empty


def test_waiting_for_the_disk_is_counted_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, later = time.perf_counter, [0.0]

    def slow(handle: int) -> None:
        later[0] += 1000

    monkeypatch.setattr("os.fsync", slow)
    monkeypatch.setattr(time, "perf_counter", lambda: clock() + later[0])
    found = worker.measure(small_map(), "refseg rle", tmp_path / "one.dcm", 1)
    assert found["sync"][0] >= 2000  # its own fsync, and the one after it
    assert found["write"][0] < 1000


# ------------------------------------------------------------------------------ data


def test_a_resampled_volume_has_smooth_borders_and_every_label() -> None:
    ball = np.hypot(*np.mgrid[-6:7, -6:7]) < 5
    small = np.stack([ball * 3, ball * 9, ball * 9]).astype(np.uint8)
    large = volumes.resampled(small, (8, 83, 70))
    assert large.shape == (8, 83, 70) and volumes.present(large) == [0, 3, 9]
    assert (np.diff(np.flatnonzero((large == 3).any((1, 2)))) == 1).all()
    assert abs((large > 0).mean() - (small > 0).mean()) < 0.02
    repeated = small.repeat(3, 0).repeat(6, 1).repeat(6, 2)
    assert volumes.statistics(large).repeated_rows < 0.6  # a ball has upright borders
    assert volumes.statistics(repeated).repeated_rows > 0.8
    assert np.array_equal(volumes.resampled(small, (8, 83, 70)), large)


def test_weights_are_exact_shares() -> None:
    weights = volumes._weights(5, 13)
    assert (weights.sum(1) == 1).all() and (weights * 256 % 1 == 0).all()
    assert (weights >= 0).all()


def test_statistics_count_rows_and_runs() -> None:
    labels = np.zeros((1, 4, 6), np.uint8)
    labels[0, 1:3, 2:4] = 7
    found = volumes.statistics(labels)
    assert (found.repeated_rows, found.empty_rows, found.runs_per_row) == (0.5, 0.5, 3)
    assert (found.labels, found.foreground, found.bits) == (1, 4 / 24, 8)
    assert str(found).startswith("6 x 4 x 1, 8 bits, 1 labels; foreground 17%;")


def test_volumes_are_what_they_say() -> None:
    pytest.importorskip("nibabel", reason="reads the atlas")
    smooth = volumes.smooth_labels(62, (20, 64, 64), (20, 60, 50))
    assert len(volumes.present(smooth)) > 50 and smooth.dtype == np.uint8
    assert set(volumes.present(volumes.sixteen_bit(smooth))[1:]) <= set(range(1001, 1063))
    padded = volumes.atlas_map("aal", (75, 100, 80))
    assert padded.labels.shape == (75, 100, 80) and len(padded.segments) == 121
    assert volumes.many_segments(300, 2).labels.dtype == np.uint16
    assert volumes.present(volumes.many_segments(5, 1).labels) == list(range(6))


def test_a_slide_has_tissue_a_tumour_and_nuclei_and_no_two_tiles_alike() -> None:
    full, sparse = (slides.slide(100, 64, sparse=flag) for flag in (False, True))
    assert full.labels.shape == (100, 64, 64) and 0 < len(sparse.labels) < 100
    assert volumes.present(full.labels) == [0, 1, 2, 3, 4]
    with_nuclei = [tile.tobytes() for tile in full.labels if (tile >= slides.NUCLEUS).any()]
    assert len(set(with_nuclei)) == len(with_nuclei) > 20


def test_the_cache_is_used_until_its_source_changes(tmp_path: Path) -> None:
    source = tmp_path / "source.py"
    source.write_text("1")
    made = []

    def build() -> np.ndarray:
        made.append(1)
        return np.arange(3)

    for text in ("1", "1", "2"):
        source.write_text(text)
        assert cache.cached("one", str(source), build).tolist() == [0, 1, 2]
    assert len(made) == 2


# ------------------------------------------------------------------------------ pages


def test_targets_say_in_which_runs_they_were_reached() -> None:
    assert Target("a", [1.5, 1], 1.5).line == "| a | <= 1.5x | 1.5, 1 | reached |"
    assert Target("a", [1.6, 1], 1.5).line == "| a | <= 1.5x | 1.6, 1 | **in 1 of 2 runs** |"
    assert Target("a", [14], 15, at_least=True).line == "| a | >= 15x | 14 | **missed** |"
    assert Target("a", [3], 5, unit="us").line == "| a | <= 5 us | 3 | reached |"


def test_missed_targets_are_explained() -> None:
    missed, reached = Target("rle: size, of others", [2], 1), Target("native: write", [1], 2)
    assert targets.causes([missed, reached]).startswith("* rle: size: RLE spends two bytes")
    assert "native" not in targets.causes([missed, reached])
    assert targets.causes([reached]) == "Every target was reached."
    assert targets.causes([Target("b", [2], 1)]) == "* b: The cause is not known."


def test_the_page_shows_targets_by_run_and_what_is_not_measured() -> None:
    page = report.page(document())
    assert "| rle: write, of SimpleITK .nrrd | <= 0.8x | 0.5, 0.5 | reached |" in page
    assert "| everyday, 75x92x75: deflated-frame, read, of SimpleITK .nrrd | <= 2x | 0.3" in page
    assert "Other processes took 2% of the machine at most" in page and ": it was idle." in page
    assert "| rle | 1.50 |" in page and "Not measured: Orthanc is not there." in page
    assert "Medians of the runs differ by 25% at most" in page


def test_a_busy_machine_is_told() -> None:
    made = document()
    made.cases[0].others = [0.01, 0.4]
    assert "took 40% of the machine" in report.page(made)
    assert "**it was not idle; do not trust times.**" in report.page(made)


def test_readme_begins_with_the_strongest_of_each_column() -> None:
    made = document()
    block = report.readme_block(made)
    rows = re.findall(r"^\| (.+?) \| [\d.]", block, re.MULTILINE)
    assert rows[:2] == [
        "pynrrd .nrrd: smallest",
        "OME-Zarr, default: fastest to write, fastest to read",
    ]
    assert rows[2:] == ["refseg rle", "refseg deflated-frame", "SimpleITK .nrrd", "highdicom rle"]
    assert "`rle` takes 2.50 times the bytes of the smallest, 1.25 times the time" in block
    assert "0.50 and 0.40 (everyday-75x92x75)" in block
    readme = f"a\n{report.BEGIN}\nold\n{report.END}\nb\n"
    assert report.renewed(readme, made) == f"a\n{report.BEGIN}\n{block}\n{report.END}\nb\n"
    with pytest.raises(ValueError, match=r"README\.md has lost"):
        report.renewed("a", made)


def test_a_document_is_read_back_as_it_was(tmp_path: Path) -> None:
    made = document()
    made.save(tmp_path / "one.json")
    assert Document.load_from(tmp_path / "one.json") == made
    assert max(map(len, (tmp_path / "one.json").read_text().splitlines())) < 200


def test_the_published_pages_are_those_of_the_published_numbers() -> None:
    if not EVALUATION.exists():
        pytest.skip("spec/evaluation.json is written by the first full run of this benchmark")
    made = Document.load_from(EVALUATION)
    assert (ROOT / "spec" / "evaluation.md").read_text("utf-8") == report.page(made)
    main = next(case for case in made.cases if case.key == report.MAIN)
    drawn = picture(main.title, main.results)
    assert (ROOT / "spec" / report.PICTURE).read_text("utf-8") == drawn
    readme = (ROOT / "README.md").read_text("utf-8")
    assert report.renewed(readme, made) == readme


def test_readme_has_its_block() -> None:
    assert report.BEGIN in (readme := (ROOT / "README.md").read_text("utf-8"))
    assert report.END in readme.partition(report.BEGIN)[2]


def test_the_picture_names_every_contender_that_writes() -> None:
    results = document().cases[0].results
    root = ElementTree.fromstring(picture("Title", results))  # noqa: S314 - our own
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {"Title", *results} <= set(texts)


# ------------------------------------------------------------------------------ elsewhere


def test_javascript_is_asked_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "JAVASCRIPT", network.ROOT / "none" / "bench.mjs")
    assert network.javascript({}) == "none/bench.mjs is not there."
    if network.shutil.which("node") is None:
        pytest.skip("Node.js is not installed")
    script = tmp_path / "bench.mjs"
    script.write_text("console.log(JSON.stringify([{file: process.argv[2], parse_ms: 2}]))")
    monkeypatch.setattr(network, "JAVASCRIPT", script)
    assert network.javascript({"rle": Path("a.dcm")}) == [{"syntax": "rle", "parse_ms": 2}]


def test_frames_come_from_orthanc(tmp_path: Path) -> None:
    path = tmp_path / "one.dcm"
    refseg.write(path, small_map())
    found = network.wado({"rle": path, "again": path})
    if isinstance(found, str):
        pytest.skip(found)
    assert [row["syntax"] for row in found] == ["rle", "again"]
    assert all(row["frame_bytes"] > 0 and row["together_ms"] for row in found)


def test_the_watch_counts_others_only() -> None:
    watch = machine.Watch()
    end = time.process_time() + 0.2
    while time.process_time() < end:  # own work
        pass
    others = watch.others()
    assert others is None or 0 <= others <= 1


def test_a_contender_that_fails_is_noted_and_refseg_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "_alone", lambda pickled, name, path: "Error: it broke")
    results: dict[str, Result] = {}
    names = ["NumPy raw bytes", "SimpleITK .nrrd"]
    measure.measure(small_map(), tmp_path / "one", 2, results=results, names=names)
    assert results["NumPy raw bytes"].failed == "Error: it broke"
    assert "| NumPy raw bytes (failed: Error: it broke) |" in report.results_table(results)
    with pytest.raises(SystemExit, match="refseg rle: Error: it broke"):
        measure.measure(small_map(), tmp_path / "two", 1, results={}, names=["refseg rle"])
