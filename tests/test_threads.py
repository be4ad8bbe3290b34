"""Many threads at once: each finds what it would find alone, and leaves the process as it was."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fuzz.goldens import dicom_goldens, label_map
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

import refseg
from refseg.check import check
from refseg.explain import explain
from refseg.formats import read_labels, write_labels
from refseg.support.quiet import heard

THREADS = 8
TIMES = 12


def run(work: Callable[[int], None]) -> None:
    """The work on several threads at once; the first exception of one is raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(THREADS)

    def one(number: int) -> None:
        try:
            start.wait()
            for _ in range(TIMES):
                work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_threads_leave_the_filters_of_warnings_alone(tmp_path: Path) -> None:
    """``warnings.catch_warnings`` in two threads leaves the filters of one of them in force."""
    pytest.importorskip("nibabel", reason="nibabel is not installed: refseg[nifti]")
    given = label_map()
    path, image = tmp_path / "a.dcm", tmp_path / "a.nii"
    path.write_bytes(dicom_goldens()["rle-8"])
    write_labels(image, given)
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(dicom_goldens()["native-8"].replace(b"LABELMAP", b"\xff\xfe\xfd\xfc____"))

    def work(number: int) -> None:
        target = tmp_path / f"{number}.dcm"
        assert np.array_equal(refseg.read(path).labels, given.labels)
        refseg.write(target, given, transfer_syntax="native")
        refseg.convert_file(target, tmp_path / f"{number}.bin.dcm", type="binary")
        check(broken)
        explain(path)
        read_labels(image).to_label_map()
        with refseg.open(target) as file:
            assert np.array_equal(file.frame(number % 4), given.labels[number % 4])

    import nibabel

    def state() -> tuple[object, ...]:
        loggers = (nibabel.imageglobals.logger, logging.getLogger("pydicom"))
        return list(warnings.filters), warnings.showwarning, *(one.level for one in loggers)

    before = state()
    run(work)
    assert state() == before


def test_one_opened_file_serves_all_threads(tmp_path: Path) -> None:
    given = label_map()
    for name in ("native-8", "rle-8", "deflated-8"):
        path = tmp_path / f"{name}.dcm"
        path.write_bytes(dicom_goldens()[name])
        with refseg.open(path) as file:

            def work(number: int, file: refseg.LabelMapFile = file) -> None:
                for index in (number % 4, 3, 0):
                    assert np.array_equal(file.frame(index), given.labels[index])

            run(work)


def test_what_pydicom_warns_of_is_heard_by_the_thread_that_asks(
    recwarn: pytest.WarningsRecorder,
) -> None:
    """Another thread, which uses pydicom itself, still gets its warnings."""
    warnings.simplefilter("always")
    dataset = Dataset()
    with heard() as texts:
        dataset.add(DataElement(0x00100010, "AS", "no age"))
        other = threading.Thread(
            target=lambda: Dataset().add(DataElement(0x00101010, "AS", "none either"))
        )
        other.start()
        other.join()
    assert len(texts) == 1 and "no age" in texts[0]
    (warning,) = recwarn.list
    assert "none either" in str(warning.message)
