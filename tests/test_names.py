"""Names, colours and codes from where people have them, and the terminology of refseg."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from pydicom.sr.codedict import codes

import refseg
from refseg.commands.cli import main
from refseg.formats import SegmentsFile, read_segments
from refseg.model.labelmap import BACKGROUND, TISSUE, Code, Segment
from refseg.support.errors import FileError, InputError
from refseg.support.limits import Limits
from refseg.terminology import (
    SCHEMES,
    _rows,
    find,
    folded,
    numbered,
    search,
    search_dictionary,
    structures,
)

VOXELS = np.zeros((5, 4, 3), np.uint8)
VOXELS[1:3, 1, 1:], VOXELS[4, 3, 2] = 1, 2
RAS = np.diag([-0.7, -0.8, 2.5, 1.0])
LEFT = Code("7771000", "SCT", "Left")
NAMED = [(0, "Background"), (1, "liver"), (2, "spleen")]
NUMBERED = "number,label\n1,liver\n2,spleen\n"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    nib.save(nib.Nifti1Image(VOXELS, RAS), tmp_path / "labels.nii.gz")
    return tmp_path / "labels.nii.gz"


def encoded(labels: Path, *options: object) -> refseg.LabelMap:
    out = labels.with_name("out.dcm")
    assert main(["encode", str(labels), "-o", str(out), *map(str, options)]) == 0
    assert [f for f in refseg.check(out) if f.level == "error"] == []
    return refseg.read(out)


def named(label_map: refseg.LabelMap) -> list[tuple[int, str]]:
    return [(segment.number, segment.label) for segment in label_map.segments]


LISTS = {
    "dataset.json": '{"channel_names": {"0": "CT"}, "labels": {"background": 0, "liver": 1, '
    '"spleen": 2}, "numTraining": 1, "file_ending": ".nii.gz"}',
    "v1.json": '{"labels": {"0": "background", "1": "liver", "2": "spleen"}}',
    "plain.json": '{"1": "liver", "2": "spleen"}',
    "turned.json": '{"liver": 1, "spleen": 2}',
    "snap.txt": "#####\n# ITK-SnAP Label Description File\n# IDX   -R-  -G-  -B-  -A--  VIS MSH  "
    'LABEL\n    0     0    0    0        0  0  0    "Clear Label"\n'
    '    1   255    0    0        1  1  1    "liver"\n'
    '    2     0  255    0      0.5  1  1    "spleen"\n',
    "lut.txt": "#No. Label Name:                R   G   B   A\n\n0   Unknown     0 0 0 0\n"
    "1   liver  255 0 0 0\n2   spleen 0 255 0 0\n3   other 1 2 3 0\n",
    "slicer.ctbl": "# Color table file\n0 Background 0 0 0 0\n1 liver 255 0 0 255\n"
    "2 spleen 0 255 0 255\n",
    "slicer.csv": "LabelValue,Name,Color_R,Color_G,Color_B,Color_A\n1,liver,255,0,0,255\n"
    "2,spleen,0,255,0,255\n",
    "dseg.tsv": "index\tname\tabbreviation\tcolor\n1\tliver\tL\t#ff0000\n2\tspleen\tS\t#00ff00\n",
    "label-name.csv": "label,name\n1,liver\n2,spleen\n",
    "background.csv": "number,label\n0,background\n1,liver\n2,spleen\n",
    "shouting.csv": "number,label\n0,BACKGROUND\n1,liver\n2,spleen\n",
    "coded.csv": "number,label,type\n0,Air,125040^DCM^Background\n1,liver,\n2,spleen,\n",
}
COLORED = ("snap.txt", "lut.txt", "slicer.ctbl", "slicer.csv", "dseg.tsv")


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, labels: Path, capsys: Any) -> None:
    (labels.parent / name).write_text(LISTS[name])
    found = encoded(labels, "--segments", labels.parent / name)
    expected = [(0, "Air"), *NAMED[1:]] if name == "coded.csv" else NAMED
    assert [
        (n, label.replace("BACK", "back").capitalize() if n == 0 else label)
        for n, label in named(found)
    ] == expected
    assert found.background == 0
    assert found.segments[0].type == BACKGROUND
    colors = [segment.color for segment in found.segments[1:]]
    assert colors == ([(255, 0, 0), (0, 255, 0)] if name in COLORED else [None, None])
    notes = capsys.readouterr().err
    assert ("3 of the 4 labels of the colour table occur" in notes) == (name == "lut.txt")
    assert ("was passed over" in notes or "were passed over" in notes) == (
        name in ("slicer.csv", "dseg.tsv")
    )


def test_codes_of_a_slicer_colour_table(labels: Path) -> None:
    (labels.parent / "x.csv").write_text(
        "LabelValue,Name,Category_CodingScheme,Category_CodeValue,Category_CodeMeaning,"
        "Type_CodingScheme,Type_CodeValue,Type_CodeMeaning,TypeModifier_CodingScheme,"
        "TypeModifier_CodeValue,TypeModifier_CodeMeaning,Region_CodingScheme,Region_CodeValue,"
        "Region_CodeMeaning,RegionModifier_CodingScheme,RegionModifier_CodeValue,"
        "RegionModifier_CodeMeaning\n"
        "1,left_kidney,SCT,123037004,Anatomical Structure,SCT,64033007,Kidney,SCT,7771000,Left,,,,"
        ",,\n2,mass,SCT,49755003,Altered,SCT,4147007,Mass,,,,SCT,64033007,Kidney,SCT,7771000,Left\n"
    )
    kidney, mass = encoded(labels, "--segments", labels.parent / "x.csv").segments[1:]
    assert kidney.type == Code("64033007", "SCT", "Kidney", modifiers=(LEFT,))
    assert mass.type == Code("4147007", "SCT", "Mass")
    assert mass.anatomic_regions == (Code("64033007", "SCT", "Kidney", modifiers=(LEFT,)),)


SNOMED = (
    "Structure,SegmentedPropertyCategoryCodeSequence.CodingSchemeDesignator,"
    "SegmentedPropertyCategoryCodeSequence.CodeValue,"
    "SegmentedPropertyCategoryCodeSequence.CodeMeaning,"
    "SegmentedPropertyTypeCodeSequence.CodingSchemeDesignator,"
    "SegmentedPropertyTypeCodeSequence.CodeValue,SegmentedPropertyTypeCodeSequence.CodeMeaning,"
    "DicomRGBColor\n"
    'liver,SCT,123037004,Anatomical Structure,SCT,10200004,Liver,"40,140,40"\n'
    'heart,SCT,123037004,Anatomical Structure,SCT,80891009,Heart,"180,0,40"\n'
)


def test_codes_of_totalsegmentator_go_by_name(labels: Path, capsys: Any) -> None:
    folder = labels.parent
    (folder / "names.csv").write_text(NUMBERED)
    (folder / "snomed.csv").write_text(SNOMED)
    found = encoded(
        labels, "--segments", folder / "names.csv", "--segments", folder / "snomed.csv"
    ).by_number
    assert found[1].type == Code("10200004", "SCT", "Liver")
    assert found[1].color == (40, 140, 40)
    assert found[2].type == TISSUE
    notes = capsys.readouterr().err.splitlines()
    assert f"note: {folder / 'snomed.csv'}: no term was found for spleen" in notes


XML = (
    '<?xml version="1.0" encoding="UTF-8"?><CaretExtension><VolumeInformation Index="0">'
    '<LabelTable><Label Key="0" Red="0" Green="0" Blue="0">???</Label>'
    '<Label Key="1" Red="0.8" Green="0.5" Blue="0.4" Alpha="1"><![CDATA[liver]]></Label>'
    '<Label Key="2" Red="1.0" Green="0" Blue="0" Alpha="1"><![CDATA[spleen]]></Label></LabelTable>'
    "<VolumeType><![CDATA[Label]]></VolumeType></VolumeInformation></CaretExtension>"
)


def with_header(path: Path, xml: str, code: int = 0) -> Path:
    image = nib.Nifti1Image(VOXELS, RAS)
    image.header.extensions.append(nib.nifti1.Nifti1Extension(6, b"a comment"))
    image.header.extensions.append(nib.nifti1.Nifti1Extension(code, xml.encode()))
    nib.save(image, path)
    return path


@pytest.mark.parametrize("code", [0, 30])
def test_the_label_table_in_a_nifti_header(code: int, tmp_path: Path, capsys: Any) -> None:
    found = encoded(with_header(tmp_path / "x.nii.gz", XML, code))
    assert named(found) == NAMED
    assert found.background == 0
    assert [s.color for s in found.segments[1:]] == [(204, 128, 102), (255, 0, 0)]
    assert (
        "note: x.nii.gz: names and colours of 3 labels come from the label table in its header"
    ) in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (XML.replace('Key="2"', 'Key="two"'), "Key is 'two'; give a whole number"),
        (XML.replace("</LabelTable>", ""), "mismatched tag"),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            "<LabelTable><Label Key='1'>&b;</Label></LabelTable>",
            "it declares entities, which a label table has no need of",
        ),
    ],
)
def test_a_broken_label_table_is_told_and_not_used(xml: str, reason: str, tmp_path: Path) -> None:
    image = refseg.read_labels(with_header(tmp_path / "x.nii", xml))
    assert image.segments == ()
    (note,) = image.notes
    assert "has a label table in its header that cannot be read" in str(note)
    assert reason in str(note)


# -------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "x.json",
            '{"labels": {"background": 0, "whole": [1, 2], "core": [2]}}',
            "x.json: label 'whole' is a region of labels [1, 2], which overlap; give a list with "
            "one number for each name",
        ),
        (
            "x.json",
            '{"labels": {"a": 1, "b": 1}}',
            "x.json: label 'b': number 1 is used twice, first in x.json: label 'a'; make it unique",
        ),
        (
            "x.json",
            '{"labels": {"a": 70000}}',
            "x.json: label 'a' is 70000; give a whole number from 0 to 65535",
        ),
        (
            "x.json",
            '{"labels": {"a": "b"}}',
            "x.json has no segmentAttributes that is a list of lists of segments",
        ),
        (
            "x.txt",
            '1 255 0 0 1 1 1 "liver"\n2 spleen\n',
            "x.txt: line 2 is '2 spleen', unlike the lines before it; give number, name and "
            "colours",
        ),
        (
            "x.ctbl",
            "1 liver 256 0 0 255\n",
            "x.ctbl: line 1 has the colour 256 0 0; give whole numbers 0 to 255",
        ),
    ],
)
def test_lists_that_are_wrong(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises((InputError, FileError)) as caught:
        read_segments(tmp_path / name)
    assert str(caught.value) == message


def test_lists_without_end(tmp_path: Path) -> None:
    for name in ("x.csv", "x.json"):
        (tmp_path / name).symlink_to("/dev/zero")
        with pytest.raises(FileError, match="is a device, not a file; give a file"):
            read_segments(tmp_path / name)
    (tmp_path / "y.csv").write_text("number,label\n" + "1,a\n" * 100)
    with (
        Limits(list_bytes=100).used(),
        pytest.raises(FileError, match=r"y\.csv has more than 100 bytes, which is too much"),
    ):
        read_segments(tmp_path / "y.csv")


def test_a_background_at_another_number(labels: Path, capsys: Any) -> None:
    (labels.parent / "x.csv").write_text("number,label\n0,liver\n1,spleen\n2,Background\n")
    assert encoded(labels, "--segments", labels.parent / "x.csv").background == 2
    assert "note: label 2 is background, as its name says" in capsys.readouterr().err
    (labels.parent / "x.csv").write_text("number,label\n0,liver\n1,background\n2,Background\n")
    out = str(labels.parent / "x.dcm")
    options = ["--segments", str(labels.parent / "x.csv")]
    assert main(["encode", str(labels), "-o", out, *options]) == 2
    assert capsys.readouterr().err == (
        "refseg encode: the segments 1, 2 all say that they are background; choose one with "
        "--background\n"
    )


# ----------------------------------------------------------------------------- files with names


def masks(folder: Path) -> Path:
    folder.mkdir()
    for name, value in (("liver", 1), ("spleen", 2)):
        image = nib.Nifti1Image((value == VOXELS).astype(np.uint8), RAS)
        nib.save(image, folder / f"{name}.nii.gz")
    return folder


def test_a_list_finds_files_by_name(tmp_path: Path, capsys: Any) -> None:
    folder = masks(tmp_path / "organs")
    (tmp_path / "x.csv").write_text("number,label,color\n300,Spleen,#ff0000\n5,Liver,\n6,Heart,\n")
    out = tmp_path / "x.dcm"
    options = ["--segments", str(tmp_path / "x.csv")]
    assert main(["encode", str(folder), "-o", str(out), *options]) == 0
    found = refseg.read(out)
    assert named(found) == [(0, "Background"), (5, "Liver"), (6, "Heart"), (300, "Spleen")]
    np.testing.assert_array_equal(np.unique(found.labels), [0, 5, 300])
    assert (found.labels == 300).sum() == (VOXELS == 2).sum()
    assert main(["encode", str(folder), "-o", str(out), *options, "--drop-unused"]) == 0
    assert named(refseg.read(out)) == [(0, "Background"), (5, "Liver"), (300, "Spleen")]
    assert "note: left out segments that label no voxel: 6 Heart" in capsys.readouterr().err
    (tmp_path / "x.csv").write_text("number,label\n5,Liver\n6,Heart\n")
    assert main(["encode", str(folder), "-o", str(out), *options]) == 2
    assert capsys.readouterr().err == (
        "refseg encode: the list does not name spleen, which is a file; add a row for each, with "
        "the name of the file\n"
    )


# --------------------------------------------------------------------------------- terminology

# Not in the dictionaries of pydicom. Two public tables agree on nearly all: the value sets of HL7
# mCODE (radiotherapy locations after AAPM TG-263), FHIR guides, TotalSegmentator's own mapping.
# Iliopsoas (68455001) is in TotalSegmentator's alone; portal and splenic vein (110765007) and
# gluteus minimus (75297007) have a second source that is no better than the first.
ELSEWHERE = set(
    "48535007 78247007 25888004 25523003 15339008 59558009 24915002 5953002 22565002 77644006 "
    "58830002 43993008 65985001 3572006 74281007 110765007 206007 78333006 75297007 68455001 "
    "18252004 79368004 52927003 88938001 85002005 52410001 64163001 73239005 34381000 83678007 "
    "49557009 67923007 24999009 54215007 90228003 52940008 8600008 102297006".split()
)


def dictionary() -> dict[tuple[str, str], set[str]]:
    """Every meaning that pydicom gives to a code of SNOMED CT or DICOM."""
    found: dict[tuple[str, str], set[str]] = {}
    for scheme in ("SCT", "DCM"):
        from pydicom.sr import _concepts_dict  # the public view hides codes that share a keyword

        for values in _concepts_dict.concepts[scheme].values():
            for value, (meaning, _) in values.items():
                found.setdefault((scheme, value), set()).add(meaning.lower())
    return found


def test_codes_mean_what_pydicom_says() -> None:
    known = dictionary()
    missing = set()
    for structure in structures():
        for code in (structure.type, structure.category, *filter(None, [structure.region])):
            meanings = known.get((code.scheme, code.value))
            if meanings is None:
                missing.add(code.value)
            else:
                stem = code.meaning.lower()
                fitting = {
                    m
                    for m in meanings
                    if m == stem
                    or m == f"structure of {stem} (body structure)"
                    or m == f"{stem} structure (body structure)"
                }
                assert fitting, f"{structure.name}: {code} is {meanings}"
    assert missing == ELSEWHERE


def test_the_categories_are_those_of_cid_7150() -> None:
    members = {getattr(codes.cid7150, name).value for name in codes.cid7150.dir()}
    assert {structure.category.value for structure in structures()} <= members


def test_the_table_is_sound() -> None:
    assert len(structures()) > 350
    names = [folded(n) for s in structures() for n in (s.name, *s.also)]
    assert len(names) == len(set(names))
    for structure in structures():
        assert structure.sides in ("", "type", "region")
        assert structure.sides != "region" or structure.region is not None
        for name in (structure.name, *structure.also):
            found = find(name)
            assert found is not None and found.type == structure.type


def test_every_name_of_a_scheme_is_known() -> None:
    for row in _rows("schemes.tsv"):
        assert row["scheme"] in SCHEMES
        assert find(row["name"], row["scheme"]) is not None, row
    assert sorted(numbered("totalsegmentator")) == list(range(1, 118))
    assert len(numbered("freesurfer")) > 100


@pytest.mark.parametrize(
    ("name", "scheme", "value", "side"),
    [
        ("kidney_left", None, "64033007", "Left"),
        ("Left kidney", None, "64033007", "Left"),
        ("KIDNEY-R", None, "64033007", "Right"),
        ("heart_atrium_left", None, "82471001", None),
        ("lung_upper_lobe_right", None, "45653009", "Right"),
        ("lung_middle_lobe_right", None, "72481006", None),
        ("subclavian_artery_left", None, "36765005", "Left"),
        ("rib_left_7", None, "24915002", "Left"),
        ("vertebrae_C1", None, "14806007", None),
        ("iliac_artery_left", None, "10293006", "Left"),
        ("iliac_artery_left", "totalsegmentator", "73634005", "Left"),
        ("gluteus_minimus_left", None, "75297007", "Left"),
        ("Left-Cerebral-White-Matter", "freesurfer", "68523003", "Left"),
        ("Right-Inf-Lat-Vent", "freesurfer", "53118009", "Right"),
        ("ctx-rh-superiorfrontal", "freesurfer", "40146001", "Right"),
        ("ctx-lh-entorhinal", "freesurfer", "3937002", "Left"),
        ("WM-hypointensities", "freesurfer", "110701", None),
    ],
)
def test_find(name: str, scheme: str | None, value: str, side: str | None) -> None:
    term = find(name, scheme)
    assert term is not None
    assert term.type.value == value
    assert [m.meaning for m in term.type.modifiers] == ([side] if side else [])


def test_the_side_of_what_lies_in_an_organ_belongs_to_the_organ() -> None:
    term = find("kidney_cyst_left")
    assert term is not None
    assert term.type == Code("367643001", "SCT", "Cyst")
    assert term.anatomic_regions == (Code("64033007", "SCT", "Kidney", modifiers=(LEFT,)),)


@pytest.mark.parametrize(
    "name", ["", "xyzzy", "left", "left right kidney", "liver_left", "Segment 3"]
)
def test_names_that_are_not_known(name: str) -> None:
    assert find(name) is None


def test_search() -> None:
    assert [s.name for s in search("kidney")] == ["kidney", "kidney cyst", "kidney tumor"]
    assert [s.name for s in search("tumour lung")] == ["lung tumor"]
    assert search("xyzzy") == []
    assert Code("10200004", "SCT", "Liver") in search_dictionary("liver")
    meanings = [code.meaning.lower() for code in search_dictionary("renal artery")]
    assert meanings and all("renal" in m and "artery" in m for m in meanings)


def test_names_of_a_scheme_are_applied(labels: Path, capsys: Any) -> None:
    found = encoded(labels, "--names", "totalsegmentator").by_number
    assert [found[n].label for n in (1, 2)] == ["spleen", "kidney_right"]
    assert found[1].type == Code("78961009", "SCT", "Spleen")
    assert found[2].type.modifiers == (Code("24028007", "SCT", "Right"),)
    assert capsys.readouterr().err == ""
    (labels.parent / "x.csv").write_text("number,label\n1,kidney_cyst_left\n2,my own\n")
    options = ["--segments", labels.parent / "x.csv", "--names", "totalsegmentator"]
    found = encoded(labels, *options).by_number
    assert found[1].anatomic_regions[0].value == "64033007"
    assert found[2].type == TISSUE
    assert capsys.readouterr().err.splitlines() == [
        "note: --names totalsegmentator: no term was found for my own",
        "note: no code says what segment 2 my own is (Segmented Property Type is Tissue); "
        "--segments or --names gives codes, and refseg codes NAME finds them",
    ]


def test_the_command_codes(capsys: Any) -> None:
    assert main(["codes", "kidney"]) == 0
    text = capsys.readouterr().out
    assert "91723000^SCT^Anatomical Structure | 64033007^SCT^Kidney  (left or right" in text
    assert main(["codes", "xyzzy"]) == 1
    assert capsys.readouterr().out == (
        "no code has 'xyzzy' in its name; try another word in English\n"
    )
    assert main(["codes", "cyst", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["structures"][0]["type"] == "367643001^SCT^Cyst"
    assert main(["codes", "artery"]) == 0
    assert re.search(r"and \d+ more \(--all\)", capsys.readouterr().out)


def test_what_codes_prints_is_what_lists_take(labels: Path, capsys: Any) -> None:
    assert main(["codes", "liver"]) == 0
    line = next(ln for ln in capsys.readouterr().out.splitlines() if ln.split()[0] == "liver")
    category, kind = (part.strip() for part in line.strip()[5:].split("|"))
    (labels.parent / "x.csv").write_text(
        f"number,label,category,type\n1,liver,{category},{kind}\n2,spleen,,\n"
    )
    assert encoded(labels, "--segments", labels.parent / "x.csv").by_number[1].type == Code(
        "10200004", "SCT", "Liver"
    )


def test_public_functions(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(NUMBERED)
    found = refseg.read_segments(tmp_path / "x.csv")
    assert found == SegmentsFile((Segment(1, "liver"), Segment(2, "spleen")))
    path = refseg.write_segments(tmp_path / "y.json", found.segments)
    assert refseg.read_segments(path).segments == found.segments
