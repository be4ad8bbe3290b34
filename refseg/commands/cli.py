"""The command ``refseg``: parses, calls, prints."""

from __future__ import annotations

import argparse
import io
import json
import logging
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from refseg.support.errors import InputError, RefsegError, one_line
from refseg.support.version import __version__

EXIT_FINDINGS = 1
EXIT_ERROR = 2
STDOUT: Final = "/dev/stdout"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 done, 1 findings, 2 the input cannot be used).

    A signal to stop (SIGTERM, SIGHUP) ends it with 128 + its number, without half-written files.
    """
    options = _parser().parse_args(arguments)
    try:
        with _quiet(), _stopping():
            code: int = options.run(options)
            return code
    except RefsegError as error:
        print(f"refseg {options.command}: {error}", file=sys.stderr)
        return EXIT_ERROR
    except BrokenPipeError:  # the reader of our output has gone, for example `| head`
        sys.stderr.close()
        return EXIT_ERROR
    except KeyboardInterrupt:
        print(f"refseg {options.command}: interrupted", file=sys.stderr)
        return EXIT_ERROR


@contextmanager
def _quiet() -> Iterator[None]:
    """Only refseg speaks to the user: libraries neither log nor warn (unless -W asks for it)."""
    logging.getLogger("pydicom").addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters of a label
            stream.reconfigure(errors="backslashreplace")
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("ignore", UserWarning)
        yield


@contextmanager
def _stopping() -> Iterator[None]:
    """Let signals end the program as an exception does, so that drafts of files are removed."""

    def stop(number: int, _frame: object) -> NoReturn:
        sys.exit(128 + number)

    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _plain(text: str) -> str:
    """Text for a terminal: what a file says must not control it."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="refseg", description="DICOM Label Map Segmentation: encode, decode, inspect."
    )
    parser.add_argument("--version", action="version", version=f"refseg {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    encode = commands.add_parser("encode", help="label image -> DICOM label map")
    encode.add_argument("labels", help=".nii, .nii.gz, .nrrd, .seg.nrrd or .npy")
    _output(encode, "the DICOM file to write")
    encode.add_argument("--source", metavar="FOLDER", help="DICOM images the labels belong to")
    encode.add_argument(
        "--segments", metavar="FILE", help="CSV, or JSON of dcmqi: what labels mean"
    )
    encode.add_argument("--transfer-syntax", default=None, metavar="NAME", help=_SYNTAX_HELP)
    encode.add_argument(
        "--background",
        metavar="N",
        help="label that is background (default: 0), or none",
    )
    encode.add_argument(
        "--palette", action="store_true", help="PALETTE COLOR: the colours as lookup tables"
    )
    encode.add_argument("--omit-empty", action="store_true", help="no frames without labels")
    encode.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEYWORD=VALUE",
        help="set an attribute, for example PatientID=42 (several values: A\\B)",
    )
    encode.set_defaults(run=_encode)

    decode = commands.add_parser("decode", help="DICOM segmentation -> label image")
    decode.add_argument("segmentation", help="DICOM file")
    _output(decode, ".nii, .nii.gz, .nrrd, .seg.nrrd or .npy")
    decode.add_argument(
        "--lenient", action="store_true", help="name undescribed labels instead of refusing them"
    )
    decode.set_defaults(run=_decode)

    info = commands.add_parser("info", help="segments, geometry, frames, encoding")
    info.add_argument("segmentation", help="DICOM file")
    info.add_argument("--json", action="store_true", help="for programs")
    info.set_defaults(run=_info)

    view = commands.add_parser("view", help="montage in the colours of the segments")
    view.add_argument("segmentation", help="DICOM file")
    _output(view, "the PNG to write")
    view.add_argument("--frames", type=int, default=24, metavar="N", help="at most so many frames")
    view.set_defaults(run=_view)

    check = commands.add_parser("check", help="does it conform? exit code 1 if not")
    check.add_argument("segmentations", nargs="+", metavar="SEG.dcm", help="DICOM files")
    check.add_argument("--json", action="store_true", help="for programs")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", help="annotated, byte by byte, with clauses")
    explain.add_argument("segmentation", help="DICOM file")
    explain.add_argument("--json", action="store_true", help="for programs")
    explain.add_argument("--patient", action="store_true", help="show patient attributes, too")
    explain.add_argument(
        "--shown", type=int, default=3, metavar="N", help="explain so many items alike (default: 3)"
    )
    explain.set_defaults(run=_explain)

    convert = commands.add_parser("convert", help="another segmentation type or transfer syntax")
    convert.add_argument("segmentation", help="DICOM file")
    _output(convert, "the DICOM file to write")
    convert.add_argument("--type", choices=["labelmap", "binary", "fractional"])
    convert.add_argument("--transfer-syntax", metavar="NAME", help=_SYNTAX_HELP)
    convert.add_argument(
        "--overlap",
        choices=["refuse", "split"],
        default="refuse",
        help="overlapping segments to a label map: refuse (default), or several files OUT-1 ...",
    )
    convert.add_argument(
        "--threshold", type=float, metavar="0..1", help="FRACTIONAL to a label map: from here on"
    )
    convert.add_argument("--omit-empty", action="store_true", help="no frames without labels")
    convert.add_argument("--lenient", action="store_true", help="name undescribed labels")
    convert.set_defaults(run=_convert)

    spec = commands.add_parser("spec", help="render spec/ from the code")
    spec.add_argument("--check", action="store_true", help="only tell what is not current")
    spec.add_argument("--root", default=".", metavar="FOLDER", help="checkout (default: here)")
    spec.set_defaults(run=_spec)

    demo = commands.add_parser("demo", help="real atlases through the whole chain")
    demo.add_argument(
        "-o", "--output", default="demo", metavar="FOLDER", help="where to write (default: demo)"
    )
    demo.set_defaults(run=_demo)
    return parser


_SYNTAX_HELP = (
    "rle (default), native, implicit, deflated, encapsulated, deflated-frame, jpegls, jpeg2000, "
    "htj2k"
)


def _output(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", type=_target, help=f"{what}; - for stdout"
    )
    parser.add_argument("--force", action="store_true", help="allow OUT to be the input file")


def _target(output: str) -> str:
    return STDOUT if output == "-" else output


def _check_output(output: str, *inputs: str | None, force: bool) -> None:
    """Refuse to write over an input: the user would lose what only that file holds."""
    for path in map(Path, filter(None, inputs)):
        if not force and path.exists() and Path(output).exists() and path.samefile(output):
            raise InputError(
                f"output {output} is the input file; choose another name or add --force",
                code="input.output",
            )


def _check_source(output: str, source: str | None, *, force: bool) -> None:
    """Refuse to write over an image that the labels belong to."""
    if force or source is None or not Path(output).is_file():
        return
    if Path(source).resolve() in (Path(output).resolve(), *Path(output).resolve().parents):
        raise InputError(
            f"output {output} is one of the files in --source {source}; choose another name or "
            "add --force",
            code="input.output",
        )


def _tell(notes: Sequence[object]) -> None:
    for note in notes:
        print(f"note: {one_line(str(note))}", file=sys.stderr)


def _encode(options: argparse.Namespace) -> int:
    from refseg.codec.encode import DEFAULT_TRANSFER_SYNTAX, encode_parts
    from refseg.codec.source import Source
    from refseg.commands.settings import apply_settings, with_background
    from refseg.formats import SegmentsFile, read_labels, read_segments
    from refseg.part10.files import write_encoded

    _check_output(options.output, options.labels, options.segments, force=options.force)
    _check_source(options.output, options.source, force=options.force)
    image = read_labels(options.labels)
    listed = read_segments(options.segments) if options.segments else SegmentsFile(())
    image = with_background(image, listed.segments, options.background)
    label_map = image.to_label_map(listed.segments)
    from_list = [f"{keyword}={value}" for keyword, value in listed.attributes.items()]
    label_map = apply_settings(label_map, [*from_list, *options.set])
    source = Source.from_path(options.source) if options.source else None
    encoded = encode_parts(
        label_map,
        source=source,
        transfer_syntax=options.transfer_syntax or DEFAULT_TRANSFER_SYNTAX,
        omit_empty=options.omit_empty,
        palette=True if options.palette else None,
    )
    write_encoded(options.output, encoded)
    _tell(encoded.notes)
    return 0


def _decode(options: argparse.Namespace) -> int:
    from refseg.formats import write_labels
    from refseg.part10.files import read

    _check_output(options.output, options.segmentation, force=options.force)
    label_map = read(options.segmentation, lenient=options.lenient)
    written = write_labels(options.output, label_map)
    _tell(label_map.notes)
    for path in written:
        print(path)
    return 0


def _info(options: argparse.Namespace) -> int:
    from refseg.commands.info import as_text, describe

    facts = describe(options.segmentation)
    if options.json:
        print(json.dumps(facts, indent=2, ensure_ascii=False))
    else:
        print(_plain(as_text(facts)))
    return 0


def _view(options: argparse.Namespace) -> int:
    from refseg.commands.view import write_montage
    from refseg.part10.files import read

    _check_output(options.output, options.segmentation, force=options.force)
    label_map = read(options.segmentation, lenient=True)
    write_montage(options.output, label_map, max_frames=options.frames)
    _tell(label_map.notes)
    return 0


def _check(options: argparse.Namespace) -> int:
    from refseg.check import check, render_json, render_text

    reports, worst = {}, 0
    for path in options.segmentations:
        try:
            findings = check(path)
        except RefsegError as error:  # the other files are judged all the same
            print(f"refseg check: {error}", file=sys.stderr)
            worst = EXIT_ERROR
            continue
        if any(finding.level == "error" for finding in findings):
            worst = max(worst, EXIT_FINDINGS)
        if options.json:
            reports[path] = json.loads(render_json(findings))
        else:
            print(_plain(f"{path}:\n{render_text(findings)}"))
    if options.json:
        print(json.dumps(reports, indent=2, ensure_ascii=False))
    return worst


def _explain(options: argparse.Namespace) -> int:
    from refseg.explain import explain, render_json, render_text

    lines = explain(options.segmentation, patient=options.patient, shown=options.shown)
    print(render_json(lines) if options.json else _plain(render_text(lines)), end="")
    return 0


def _convert(options: argparse.Namespace) -> int:
    from refseg.commands.convert import convert_file

    if options.output == STDOUT and options.overlap == "split":
        raise InputError(
            "--overlap split may write several files, standard output is one; name a file with -o",
            code="input.output",
        )
    _check_output(options.output, options.segmentation, force=options.force)
    done = convert_file(
        options.segmentation,
        options.output,
        type=options.type,
        transfer_syntax=options.transfer_syntax,
        overlap=options.overlap,
        threshold=options.threshold,
        omit_empty=options.omit_empty,
        lenient=options.lenient,
        force=options.force,
    )
    _tell(done.notes)
    if options.output != STDOUT:
        for path in done.paths:
            print(path)
    return 0


def _spec(options: argparse.Namespace) -> int:
    from refseg import spec

    if not options.check:
        for path in spec.render(Path(options.root)):
            print(path)
        return 0
    drift = spec.check(Path(options.root))
    for line in drift:
        print(line)
    print(f"{len(drift)} differences; run refseg spec" if drift else "spec/ is current")
    return EXIT_FINDINGS if drift else 0


def _demo(options: argparse.Namespace) -> int:
    from refseg.commands.demo import as_table, run

    folder = Path(options.output)
    results = run(folder)
    print(as_table(results))
    print(f"\nfiles and picture: {folder}/, {folder / 'aal.png'}")
    same = all(result.same_for_peer and result.same_for_us for result in results)
    return 0 if same else EXIT_FINDINGS


if __name__ == "__main__":
    sys.exit(main())
