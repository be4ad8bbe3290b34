"""Lists of segments: CSV and dcmqi's JSON, whose errors name the place."""

from __future__ import annotations

import csv
import json
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peers.presence import need_peer
from pydicom.dataset import Dataset

from refseg.formats import SegmentsFile, read_segments, write_labels, write_segments
from refseg.model.geometry import Geometry
from refseg.model.labelmap import TISSUE, Code, LabelMap, Segment
from refseg.support.errors import FileError, InputError, RefsegError

LEFT, RIGHT = Code("7771000", "SCT", "Left"), Code("24028007", "SCT", "Right")
KIDNEY = Segment(
    3,
    "Niere, rechts ñ 腎臓",
    Code("123037004", "SCT", "Anatomical Structure", "2024"),
    Code("64033007", "SCT", "Kidney", modifiers=(RIGHT,)),
    color=(25, 22, 23),
    description='with "quotes", commas; and a tab\there',
    algorithm_type="AUTOMATIC",
    algorithm_name="net 1.0",
    anatomic_regions=(Code("818983003", "SCT", "Abdomen", modifiers=(LEFT, RIGHT)), LEFT),
    primary_anatomic_structures=(Code("99", "99X", "of our own + with | signs"),),
    tracking_id="kidney 1",
    tracking_uid="2.25.1",
)
PLAIN = [Segment(0, "zero"), Segment(65535, "last", algorithm_type="MANUAL", algorithm_name=None)]

text = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
word = st.text(string.ascii_letters + string.digits + ".-", min_size=1, max_size=8)


@st.composite
def codes(draw: Any, modifiers: int = 2) -> Code:
    nested = draw(st.lists(codes(modifiers=0), max_size=modifiers)) if modifiers else []
    version = draw(st.none() | word)
    return Code(draw(word), draw(word), draw(text), version, tuple(nested))


@st.composite
def segments(draw: Any) -> Segment:
    kind = draw(st.sampled_from(["AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"]))
    byte = st.integers(0, 255)
    return Segment(
        draw(st.integers(0, 65535)),
        draw(text),
        draw(codes()),
        draw(codes()),
        draw(st.none() | st.tuples(byte, byte, byte)),
        draw(st.none() | text),
        kind,
        draw(st.none() | text) if kind == "MANUAL" else draw(text),
        tuple(draw(st.lists(codes(), max_size=3))),
        tuple(draw(st.lists(codes(), max_size=2))),
        draw(st.none() | text),
        draw(st.none() | word),
    )


lists = st.lists(segments(), max_size=4, unique_by=lambda segment: segment.number)
in_one_folder = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("name", ["x.json", "x.csv"])
def test_every_field_comes_back(tmp_path: Path, name: str) -> None:
    path = write_segments(tmp_path / name, [KIDNEY, *PLAIN])
    assert read_segments(path).segments == (KIDNEY, *PLAIN)


@in_one_folder
@given(lists)
def test_json_is_exact(tmp_path: Path, written: list[Segment]) -> None:
    path = write_segments(tmp_path / "x.json", written)
    assert list(read_segments(path).segments) == written


@in_one_folder
@given(lists)
def test_csv_is_exact(tmp_path: Path, written: list[Segment]) -> None:
    path = write_segments(tmp_path / "x.csv", written)
    assert list(read_segments(path).segments) == written
    with path.open(encoding="utf-8", newline="") as lines:
        assert [int(row["number"]) for row in csv.DictReader(lines)] == [s.number for s in written]


def test_further_attributes_are_kept_in_json(tmp_path: Path) -> None:
    more = Dataset()
    more.SegmentationAlgorithmIdentificationSequence = [Dataset()]
    more.SegmentationAlgorithmIdentificationSequence[0].AlgorithmVersion = "1"
    segment = replace(KIDNEY, attributes=more)
    assert read_segments(write_segments(tmp_path / "x.json", [segment])).segments == (segment,)


def test_attributes_of_the_data_set(tmp_path: Path) -> None:
    path = write_segments(tmp_path / "x.json", [KIDNEY], {"SeriesDescription": "Organs"})
    found = read_segments(path).attributes
    assert found["SeriesDescription"] == "Organs"
    assert found["SeriesNumber"] == "1"
    assert read_segments(write_segments(tmp_path / "x.csv", [KIDNEY])) == SegmentsFile((KIDNEY,))


# ------------------------------------------------------------------------------- dcmqi


@pytest.mark.peers
def test_dcmqi_reads_our_json_and_we_read_its(tmp_path: Path) -> None:
    need_peer("dcmqi", "simpleitk")
    from peers.process import run
    from peers.series import make_ct_series

    labels = np.zeros((3, 4, 5), np.uint8)
    labels[1], labels[2] = 3, 9
    # dcmqi writes ISO 646 only, and its JSON returns colours wrongly (dcmqi #563).
    kidney = replace(
        KIDNEY,
        label="Kidney",
        category=replace(KIDNEY.category, version=None),
        anatomic_regions=(Code("818983003", "SCT", "Abdomen", modifiers=(LEFT,)),),
        primary_anatomic_structures=(),
        color=(255, 0, 0),
        description="right",
    )
    more_than_dcmqi_knows = replace(KIDNEY, number=9, label="More", description=None)
    geometry = Geometry.from_affine(np.diag([2.0, 1, 1, 1])[:, [2, 1, 0, 3]])
    label_map = LabelMap(labels, geometry, (kidney, more_than_dcmqi_knows), background=0)
    image, metadata = write_labels(tmp_path / "labels.nrrd", label_map)
    series = make_ct_series(tmp_path / "series", labels.shape, geometry.affine)
    run(
        "itkimage2segimage",
        *("--segmentationType", "labelmap", "--useLabelIDAsSegmentNumber"),
        *("--inputImageList", image, "--inputMetadata", metadata),
        *("--inputDICOMList", ",".join(map(str, series)), "--outputDICOM", tmp_path / "seg.dcm"),
    )
    run(
        "segimage2itkimage",
        *("--mergeSegments", "--outputType", "nrrd", "--prefix", "out"),
        *("--inputDICOM", tmp_path / "seg.dcm", "--outputDirectory", tmp_path),
    )
    found = read_segments(tmp_path / "out-meta.json")
    assert found.segments[0] == kidney
    assert found.segments[1].number == 9
    assert found.segments[1].color == (0, 58, 44)  # -89 in dcmqi
    assert found.segments[1].anatomic_regions == (
        replace(KIDNEY.anatomic_regions[0], modifiers=(LEFT,)),
    )
    assert found.attributes["SeriesDescription"] == "Segmentation"
    assert found.attributes["ContentCreatorName"] == "refseg"


def dcmqi_json(path: Path, *entries: Any) -> Path:
    path.write_text(json.dumps({"segmentAttributes": [list(entries)]}), encoding="utf-8")
    return path


def test_smallest_entry_gets_neutral_values(tmp_path: Path) -> None:
    path = dcmqi_json(
        tmp_path / "x.json", {"labelID": 5}, {"labelID": 6, "SegmentDescription": "a"}
    )
    assert read_segments(path).segments == (
        Segment(5, "Tissue"),
        Segment(6, "a", description="a"),
    )


CODE = "give a code with CodeValue, CodingSchemeDesignator, CodeMeaning"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([5], " is '5'; give an object"),
        ([{}], ".labelID is missing; give a whole number from 0 to 65535"),
        ([{"labelID": 2.5}], ".labelID is 2.5; give a whole number from 0 to 65535"),
        ([{"labelID": -1}], ".labelID is -1; give a whole number from 0 to 65535"),
        ([{"labelID": True}], ".labelID is True; give a whole number from 0 to 65535"),
        ([{"labelID": 65536}], ".labelID is 65536; give a whole number from 0 to 65535"),
        ([{"labelID": 1, "SegmentLabel": 7}], ".SegmentLabel is 7; give a string"),
        (
            [{"labelID": 1, "SegmentLabel": "x" * 65}],
            f": Segment Label '{'x' * 65}' of segment 1 has 65 characters; give it 1 to 64",
        ),
        (
            [{"labelID": 1, "SegmentAlgorithmType": "MAGIC"}],
            ": algorithm type 'MAGIC' is not one of AUTOMATIC, SEMIAUTOMATIC, MANUAL",
        ),
        (
            [{"labelID": 1, "recommendedDisplayRGBValue": [1, 2]}],
            ".recommendedDisplayRGBValue is [1, 2]; give three whole numbers 0 to 255",
        ),
        (
            [{"labelID": 1, "recommendedDisplayRGBValue": [1, -2, 600]}],
            ".recommendedDisplayRGBValue is [1, -2, 600]; give three whole numbers 0 to 255",
        ),
        (
            [{"labelID": 1, "AnatomicRegionSequence": {"CodeValue": "1"}}],
            f".AnatomicRegionSequence is \"{{'CodeValue': '1'}}\"; {CODE}",
        ),
        (
            [{"labelID": 1, "refseg": {"attributes": {"00100010": 5}}}],
            ".refseg.attributes is not in the DICOM JSON model",
        ),
        (
            [{"labelID": 1, "refseg": {"PrimaryAnatomicStructureSequence": 5}}],
            ".refseg.PrimaryAnatomicStructureSequence is no list of codes",
        ),
    ],
)
def test_json_errors_name_the_entry(tmp_path: Path, entries: list[Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_segments(dcmqi_json(tmp_path / "x.json", *entries))
    found = str(caught.value)
    assert found.startswith(f"x.json: segmentAttributes[0][0]{message}")


def test_a_label_used_twice_in_json(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"segmentAttributes": [[{"labelID": 4}], [{"labelID": 5}, {"labelID": 4}]]}')
    with pytest.raises(InputError) as caught:
        read_segments(path)
    assert str(caught.value) == (
        "x.json: segmentAttributes[1][1]: number 4 is used twice, first in x.json: "
        "segmentAttributes[0][0]; make it unique"
    )
    assert caught.value.requirement == "LM-DES-002"


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"{", FileError, "x.json is not JSON: "),
        (b"\xff\xfe", FileError, "x.json is not JSON: "),
        (b"[" * 100_000, FileError, "x.json is not JSON: "),
        (b"[]", FileError, "x.json holds no JSON object with segmentAttributes"),
        (b"{}", InputError, "x.json has no segmentAttributes that is a list of lists of segments"),
        (b'{"segmentAttributes": [5]}', InputError, "x.json has no segmentAttributes that is a"),
    ],
)
def test_what_is_no_list_of_segments(
    tmp_path: Path, content: bytes, error: type[RefsegError], message: str
) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(error) as caught:
        read_segments(tmp_path / "x.json")
    assert str(caught.value).startswith(message)


# ------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    "content",
    [
        "number,label,color\n7,Liver,#0a141e\n",
        "\ufeffnumber;label;color\r\n7;Liver;10,20,30\r\n\r\n",
        "index\tname\tr\tg\tb\n7\tLiver\t10\t20\t30\n",
        'Label ID,Name,Colour\n007,"Liver","10 20 30"\n'.replace("Label ID", "LabelID"),
        "color,Segment Label,abbreviation,Segment-Number\n#0A141E,Liver,x,7\n",
    ],
)
def test_csv_dialects(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.csv").write_bytes(content.encode())
    assert read_segments(tmp_path / "x.csv").segments == (Segment(7, "Liver", color=(10, 20, 30)),)


def test_codes_in_columns_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "number,label,type_value,type_scheme,type_meaning,anatomic_region,algorithm_type\n"
        "1,Liver,10200004,SCT,Liver,818983003^SCT^Abdomen,manual\n"
    )
    (segment,) = read_segments(tmp_path / "x.csv").segments
    assert segment.type == Code("10200004", "SCT", "Liver")
    assert segment.category == TISSUE
    assert segment.anatomic_regions == (Code("818983003", "SCT", "Abdomen"),)
    assert (segment.algorithm_type, segment.algorithm_name) == ("MANUAL", None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "x.csv: line 1 has no column number (found: ''); give number and label"),
        (
            "1,Liver\n",
            "x.csv: line 1 is no heading but '1, Liver'; write the names of the columns above it, "
            "for example number,label",
        ),
        (
            "number,lable\n1,Liver\n",
            "x.csv: line 1 has the column 'lable', which is not known; did you mean label? (rename "
            "or remove the column)",
        ),
        (
            "number,label,colur\n1,Liver,#ff0000\n",
            "x.csv: line 1 has the column 'colur', which is not known; did you mean color? (rename "
            "or remove the column)",
        ),
        (
            "number,label,Segment Algorithm Tipe\n",
            "x.csv: line 1 has the column 'Segment Algorithm Tipe', which is not known; did you "
            "mean algorithm_type? (rename or remove the column)",
        ),
        (
            "number,label,volume\n",
            "x.csv: line 1 has the column 'volume', which is not known; known are number, label, "
            "category, type, color, description, algorithm_type, algorithm_name, anatomic_regions, "
            "primary_anatomic_structures, tracking_id, tracking_uid (rename or remove the column)",
        ),
        (
            "label,colour\n",
            "x.csv: line 1 has no column number (found: 'label,colour'); give number and label",
        ),
        ("number\n", "x.csv: line 1 has no column label (found: 'number'); give it once"),
        (
            "number,id,label\n",
            "x.csv: line 1 has 2 columns number (found: 'number, id, label'); give it once",
        ),
        (
            "number,label\n1,a\nx,b\n",
            "x.csv: line 3, column number is 'x'; give a whole number from 0 to 65535",
        ),
        (
            "number,label\n99999,b\n",
            "x.csv: line 2, column number is 99999; give a whole number from 0 to 65535",
        ),
        (
            "number,label\n-1,b\n",
            "x.csv: line 2, column number is '-1'; give a whole number from 0 to 65535",
        ),
        ("number,label\n1\n", "x.csv: line 2, column label is empty; name the segment"),
        (
            "number,label\n1,Lung, left\n",
            "x.csv: line 2 has 3 cells for 2 columns; put cells that contain the delimiter in "
            "double quotes",
        ),
        (
            'number,label\n1,"two\nlines"\n1,b\n',
            "x.csv: line 4: number 1 is used twice, first in x.csv: line 3; make it unique",
        ),
        (
            "number,label,color\n1,a,#12345\n",
            "x.csv: line 2, column color is '#12345'; give #rrggbb or three whole numbers 0 to 255",
        ),
        (
            "number;label;red;green;blue\n1;a;1;2;256\n",
            "x.csv: line 2, column color is '1 2 256'; give #rrggbb or three whole numbers 0 to "
            "255",
        ),
        (
            "number,label,type\n1,a,Liver\n",
            "x.csv: line 2, column type is 'Liver'; give value^scheme^meaning, for example "
            "10200004^SCT^Liver",
        ),
        (
            "number,label,algorithm_type\n1,a,by hand\n",
            "x.csv: line 2: algorithm type 'BY HAND' is not one of AUTOMATIC, SEMIAUTOMATIC, "
            "MANUAL",
        ),
        (
            f"number,label\n1,{'x' * 65}\n",
            f"x.csv: line 2: Segment Label '{'x' * 65}' of segment 1 has 65 characters; give it 1 "
            "to 64",
        ),
    ],
)
def test_csv_errors_name_line_column_and_value(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.csv").write_text(content)
    with pytest.raises(InputError) as caught:
        read_segments(tmp_path / "x.csv")
    assert str(caught.value) == message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("missing.csv", "missing.json"):
        with pytest.raises(FileError) as caught:
            read_segments(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name} cannot be read: No such file or directory"
    (tmp_path / "x.csv").write_bytes("number,label\n1,Höhe\n".encode("latin-1"))
    with pytest.raises(FileError, match=r"x\.csv is not UTF-8: .*; save it as UTF-8"):
        read_segments(tmp_path / "x.csv")
    (tmp_path / "x.csv").write_text('number,label\n1,"open\n')
    with pytest.raises(FileError, match=r"x\.csv: line 2 is not CSV: unexpected end of data"):
        read_segments(tmp_path / "x.csv")


@in_one_folder
@given(st.text(max_size=80) | st.text('number,label\n;"12^|+ #', max_size=60))
def test_any_text_gives_segments_or_our_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.csv").write_text("number,label,type,color\n" + content, encoding="utf-8")
    try:
        found = read_segments(tmp_path / "x.csv")
    except RefsegError:
        return
    assert isinstance(found, SegmentsFile)
