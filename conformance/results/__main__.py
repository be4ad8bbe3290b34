"""Run all adapters in their pinned releases and publish what they show.

python -m conformance.results [--only NAME ...]   run, then write reports, README.md, expectations
python -m conformance.results --pages             only README.md and expectations
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from conformance.results import findings, page
from conformance.runner import cli, expectations, report, strictjson

ADAPTERS = tuple(
    "refseg highdicom pydicom dcmqi dcmjs cornerstone simpleitk dciodvfy plain labelmap dcmtk "
    "dicomsdl pixelmed dicom-parser daikon dcmjs-codecs dcm2niix".split()
)
# What differs from machine to machine and says nothing about the subject.
PLACES = re.compile(r"(file://)?(/[\w.+-]+)+/(?=conformance/|site-packages/)|/tmp/[\w./+-]+")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m conformance.results", description=__doc__)
    parser.add_argument("--only", action="append", choices=ADAPTERS, metavar="NAME")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--timeout", default="60")
    args = parser.parse_args()
    if not args.pages:
        run(args.only or ADAPTERS, args.timeout)
    publish()
    return 0


def run(names: tuple[str, ...], timeout: str) -> None:
    """Reports into this folder; known failures play no part in what is observed."""
    with tempfile.TemporaryDirectory() as name:
        arguments = [word for adapter in names for word in ("--adapter", adapter)]
        code = cli.main(["run", *arguments, "--report", name, "--timeout", timeout])
        if code == cli.INVALID and not all((Path(name) / f"{n}.jsonl").is_file() for n in names):
            sys.exit(code)
        for adapter in names:
            text = (Path(name) / f"{adapter}.jsonl").read_text(encoding="utf-8")
            kept = findings.HERE / f"{adapter}.jsonl"
            kept.write_text(PLACES.sub("", text), encoding="utf-8", newline="\n")


def publish() -> None:
    paths = [findings.HERE / f"{name}.jsonl" for name in ADAPTERS]
    reports = [report.load(path) for path in paths if path.is_file()]
    report.check_together(reports, one_seed=False)
    known = findings.load()
    for made in reports:
        entries = findings.expectations(made, known.get(made.name, []))
        target = expectations.FOLDER / f"{made.name}.json"
        if entries["entries"] or target.is_file():
            target.parent.mkdir(exist_ok=True)
            strictjson.save(target, entries)
    text = page.render(reports, known)
    (findings.HERE / "README.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
