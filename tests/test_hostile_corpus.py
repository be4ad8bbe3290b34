"""Files that once broke the contract, with every operation, and quick new ones from hypothesis."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz.contract import OPERATIONS, try_dicom, try_image
from fuzz.goldens import dicom_goldens, image_goldens
from fuzz.mutate import some_bytes, structural
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CORPUS = sorted((Path(__file__).parent / "fuzz" / "corpus").iterdir())
KEPT = ("ok", "refused")


def outcomes(content: bytes, name: str, folder: Path) -> dict[str, str]:
    if not name.endswith(".dcm"):
        return {"image": try_image(content, name, folder)}
    return {operation: try_dicom(content, operation, folder) for operation in OPERATIONS}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_broke_the_contract_keeps_it(path: Path, tmp_path: Path) -> None:
    found = outcomes(path.read_bytes(), path.name, tmp_path)
    assert {operation: said for operation, said in found.items() if said not in KEPT} == {}


@pytest.mark.parametrize("name", dicom_goldens())
def test_goldens_are_read_by_every_operation(name: str, tmp_path: Path) -> None:
    """Else a campaign would only try what is refused at once."""
    found = outcomes(dicom_goldens()[name], "golden.dcm", tmp_path)
    assert all(said in KEPT for said in found.values())
    quick = [found[operation] for operation in ("read", "check", "info", "explain")]
    assert quick == ["ok"] * 4
    assert "ok" in (found["transcode"], found["to-binary"], found["to-labelmap"])


@pytest.mark.parametrize("name", image_goldens())
def test_label_images_are_read(name: str, tmp_path: Path) -> None:
    assert outcomes(image_goldens()[name], name, tmp_path) == {"image": "ok"}


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(dicom_goldens())),
    operation=st.sampled_from(sorted(OPERATIONS)),
    seed=st.integers(0, 2**32),
)
def test_structural_changes(name: str, operation: str, seed: int, tmp_path: Path) -> None:
    content = structural(dicom_goldens()[name], random.Random(seed))
    assert try_dicom(content, operation, tmp_path) in KEPT


@given(
    name=st.sampled_from(sorted(dicom_goldens())),
    operation=st.sampled_from(sorted(OPERATIONS)),
    share=st.floats(0, 1, exclude_max=True),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_prefixes(name: str, operation: str, share: float, tmp_path: Path) -> None:
    content = dicom_goldens()[name]
    assert try_dicom(content[: int(len(content) * share)], operation, tmp_path) in KEPT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(image_goldens())), seed=st.integers(0, 2**32))
def test_label_images_with_changed_bytes(name: str, seed: int, tmp_path: Path) -> None:
    content = some_bytes(image_goldens()[name], random.Random(seed))
    assert try_image(content, name, tmp_path) in KEPT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), operation=st.sampled_from(sorted(OPERATIONS)))
def test_arbitrary_bytes(content: bytes, operation: str, tmp_path: Path) -> None:
    for head in (b"", b"\0" * 128 + b"DICM"):
        assert try_dicom(head + content, operation, tmp_path) in KEPT
