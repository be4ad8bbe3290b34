"""Files that were read and written again: what may differ, and what must not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import conformance_support as support
import pytest

from conformance import bytesmith as bs
from conformance.phantom import Phantom, segmentation
from conformance.runner import cli, report, rewritten, suite
from conformance.runner.adapter import Adapter, resolve
from conformance.runner.dump import WalkError
from conformance.runner.execute import judge_rewritten, run_cases

LABELS = [[[0, 1], [300, 5]], [[1, 1], [0, 0]]]
PRIVATE = {0x00110010: bs.Raw(b"VENDOR", "LO"), 0x00111001: bs.Raw(b"\1\2", "UN")}


def phantom(**options: Any) -> Phantom:
    bits = 8 if options.get("syntax") == bs.RLE else 16
    labels = LABELS if bits == 16 else [[[0, 1], [7, 5]], [[1, 1], [0, 0]]]
    numbers = sorted({value for frame in labels for row in frame for value in row})
    made = segmentation("rewrite.test", labels, segments=numbers, bits=bits, **options)
    made.elements["SpecificCharacterSet"] = "ISO_IR 192"
    made.elements["SegmentSequence"][1]["SegmentLabel"] = "Ödem"
    made.elements |= PRIVATE
    made.elements["SharedFunctionalGroupsSequence"].append({})
    return made


def found(change: Callable[[Phantom], None], **options: Any) -> list[dict[str, str]]:
    after = phantom(**options)
    change(after)
    return rewritten.compare(phantom(**options).file(), after.file()).found


def test_every_rewrite_is_the_same_as_itself() -> None:
    cases = rewritten.rewrites(suite.load_cases())
    assert len(cases) > 150
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        data = case.input.read_bytes()
        result = rewritten.compare(data, data)
        assert (result.found, result.transcoded) == ([], False), case.id
        assert case.op == "rewrite"


def relabel(text: str) -> Callable[[Phantom], None]:
    def change(made: Phantom) -> None:
        made.elements["SegmentSequence"][1]["SegmentLabel"] = text

    return change


def charset(made: Phantom) -> None:
    made.elements["SpecificCharacterSet"] = "ISO_IR 100"
    label = "Ödem".encode("latin-1")
    made.elements["SegmentSequence"][1]["SegmentLabel"] = label


def sample(made: Phantom) -> None:
    made.frames[1][2] = 1


def lost_frame_item(made: Phantom) -> None:
    made.elements["SharedFunctionalGroupsSequence"].pop()


def lost_private(made: Phantom) -> None:
    del made.elements[0x00111001]


def other_instance(made: Phantom) -> None:
    made.meta["MediaStorageSOPInstanceUID"] = "2.25.1"


def table(*offsets: int) -> Callable[[Phantom], None]:
    def change(made: Phantom) -> None:
        pixels = made.pixel_data()
        data = b"".join(offset.to_bytes(4, "little") for offset in offsets)
        made.elements["PixelData"] = pixels._replace(offset_table=data)

    return change


def joined(made: Phantom) -> None:
    pixels = made.pixel_data()
    made.elements["PixelData"] = pixels._replace(fragments=[b"".join(pixels.fragments)])


@pytest.mark.parametrize(
    ("change", "syntax", "path", "expected", "got"),
    [
        (relabel("Ã\x96dem"), bs.EXPLICIT, "SegmentSequence[1].SegmentLabel", "Ödem", "Ã\x96dem"),
        (relabel(""), bs.EXPLICIT, "SegmentSequence[1].SegmentLabel", "Ödem", ""),
        (lost_frame_item, bs.EXPLICIT, "SharedFunctionalGroupsSequence", "2 items", "1 items"),
        (lost_private, bs.EXPLICIT, "(0011,1001)", "01 02", "(absent)"),
        (sample, bs.EXPLICIT, "PixelData", "0 at byte 12", "1"),
        (sample, bs.BIG_ENDIAN, "PixelData", "0 at byte 12", "1"),
        (other_instance, bs.EXPLICIT, "file meta: SOPInstanceUID", None, "2.25.1"),
        (table(0, 6), bs.RLE, "offset table of PixelData", "places where fragments begin", "6"),
    ],
)  # fmt: skip
def test_what_must_not_differ(
    change: Callable[[Phantom], None], syntax: str, path: str, expected: str | None, got: str | None
) -> None:
    (only,) = found(change, syntax=syntax)
    assert only["path"] == path
    assert expected is None or only["expected"] == expected
    assert got is None or only["got"] == got


def padded(made: Phantom) -> None:
    made.elements[0xFFFCFFFC] = bs.Raw(b"\0\0", "OB")
    made.elements[0x00280000] = bs.Raw(b"\0\0\0\0", "UL")


def decimals(made: Phantom) -> None:
    shared = made.elements["SharedFunctionalGroupsSequence"][0]
    measures = shared["PixelMeasuresSequence"][0]
    measures["PixelSpacing"] = [f"{float(c):.6f}" for c in measures["PixelSpacing"]]


def undefined(made: Phantom) -> None:
    made.undefined_length = True


@pytest.mark.parametrize(
    ("change", "syntax"),
    [
        (charset, bs.EXPLICIT),
        (padded, bs.EXPLICIT),
        (decimals, bs.EXPLICIT),
        (undefined, bs.EXPLICIT),
        (undefined, bs.IMPLICIT),
        (table(), bs.RLE),
        (joined, bs.RLE),
        (relabel("Ödem "), bs.EXPLICIT),
    ],
)
def test_what_may_differ(change: Callable[[Phantom], None], syntax: str) -> None:
    assert found(change, syntax=syntax) == []


@pytest.mark.parametrize("syntax", [bs.IMPLICIT, bs.BIG_ENDIAN, bs.DEFLATED])
def test_another_native_syntax_may_be_chosen(syntax: str) -> None:
    before, after = phantom(), phantom(syntax=syntax)
    result = rewritten.compare(before.file(), after.file())
    assert (result.found, result.transcoded) == ([], False)
    sample(after)
    assert [d["path"] for d in rewritten.compare(before.file(), after.file()).found] == [
        "PixelData"
    ]


def test_pixels_that_are_encoded_anew_are_left_to_readers() -> None:
    after = phantom(syntax=bs.RLE)
    fragments = [bs.raw_deflate(bytes(frame)) for frame in after.frames]
    after.elements["PixelData"] = bs.Encapsulated(fragments)
    after.meta["TransferSyntaxUID"] = bs.DEFLATED_FRAME
    result = rewritten.compare(phantom(syntax=bs.RLE).file(), after.file())
    assert (result.found, result.transcoded) == ([], True)


def test_a_fragment_of_odd_length_is_none() -> None:
    before = phantom(syntax=bs.RLE).file()
    at = before.rindex(b"\xfe\xff\0\xe0") + 4
    length = int.from_bytes(before[at : at + 4], "little")
    end = at + 4 + length
    after = before[:at] + (length - 1).to_bytes(4, "little") + before[at + 4 : end - 1]
    (only,) = rewritten.compare(before, after + before[end:]).found
    assert only["expected"] == "fragments of even length"
    assert only["got"] == f"one of {length - 1} bytes"


@pytest.mark.parametrize(("value", "verdict"), [(7, "pass"), (8, "fail/wrong-output")])
def test_readers_judge_a_stream_that_was_made_anew(
    tmp_path: Path, value: int, verdict: str
) -> None:
    """The runs of one RLE stream in another order, with the value that they repeat."""
    (case,) = [c for c in suite.load_cases() if c.id == "encoding.rle-no-operation"]
    (rewrite,) = rewritten.rewrites([case])
    before = case.input.read_bytes()
    stream = bytes([0xFD, 7, 0x80, 0xFD, 7, 0x80])
    assert before.count(stream) == 1
    output = tmp_path / "output.dcm"
    output.write_bytes(before.replace(stream, bytes([0xFD, 7, 0xFD, value, 0x80, 0x80])))
    with Adapter(resolve("plain")) as reader:
        assert judge_rewritten(rewrite, output, [reader]).text == verdict
    assert judge_rewritten(rewrite, output, []).text == "not-run"


def test_a_file_that_is_not_what_it_says() -> None:
    """dcmjs 0.52.2 states Deflated Explicit VR and deflates nothing."""
    made = phantom()
    made.meta["TransferSyntaxUID"] = bs.DEFLATED
    with pytest.raises(WalkError, match="while decompressing data"):
        rewritten.compare(phantom(syntax=bs.DEFLATED).file(), made.file())


REWRITER = """
import json, shutil, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["cmd"] == "bye":
        break
    result = {}
    if request["cmd"] == "hello":
        result = {"protocol": 2, "operations": ["rewrite"], "features": ["mono8", "labels"],
                  "implementation": {"name": "copy", "version": "1.0", "language": "Python"}}
    elif WRITES:
        shutil.copyfile(request["input"], request["output"])
    print(json.dumps({"seq": request["seq"], "result": result}), flush=True)
"""


@pytest.mark.parametrize(("writes", "verdict"), [(True, "pass"), (False, "fail/wrong-output")])
def test_a_rewriter_is_run(writes: bool, verdict: str) -> None:
    cases = rewritten.rewrites([c for c in suite.load_cases() if c.id == "background.nonzero"])
    command = support.python_command(REWRITER.replace("WRITES", str(writes)))
    with Adapter(command) as adapter:
        done = run_cases(adapter, cases)
    assert done.verdicts["rewrite.background-nonzero"].text == verdict


def test_only_who_declares_it_is_asked(tmp_path: Path) -> None:
    options = ["--area", "background", "--report", str(tmp_path), "--seed", "0"]
    assert cli.main(["run", "--adapter", "plain", *options]) in (0, 1)
    rows = report.load(tmp_path / "plain.jsonl").rows
    assert rows and not any(row["op"] == "rewrite" for row in rows)


def test_a_rewrite_is_selected_by_its_own_name(tmp_path: Path) -> None:
    options = ["--case", "rewrite.background-*", "--report", str(tmp_path), "--seed", "3"]
    assert cli.main(["run", "--adapter", "pydicom", *options]) == 0
    made = report.load(tmp_path / "pydicom.jsonl")
    assert {row["op"] for row in made.rows} == {"rewrite"}
    assert set(made.footer["counts"]) == {"pass"}
    assert (tmp_path / "cases" / "rewrite.background-nonzero.html").is_file()
