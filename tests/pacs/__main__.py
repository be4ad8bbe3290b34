"""Every accepting file of the suite into an archive and out of it again.

python -m tests.pacs              compare with conformance/results/PACS.md, in the same versions
python -m tests.pacs --write      write the page
python -m tests.pacs --optional   say so, and succeed, where Orthanc or pynetdicom is missing

Exit status: 0 as published, 1 other than published, 2 nothing could be tried.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from pacs import server  # noqa: E402 - the path comes first


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.pacs",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--optional", action="store_true", help="what is missing is no failure")
    args = parser.parse_args(arguments)
    reason = server.missing()
    if importlib.util.find_spec("pynetdicom") is None:
        reason = 'pynetdicom is not installed (pip install -e ".[pacs]").'
    if reason:
        print(f"THE ROUND TRIP THROUGH AN ARCHIVE IS LEFT OUT: {reason}")
        return 0 if args.optional else 2
    return _tried(args.write)


def _tried(write: bool) -> int:
    import pynetdicom

    from pacs import page, trip

    files = trip.goldens()
    control = trip.through_pynetdicom(files)
    with server.orthanc() as orthanc:
        versions = page.version_line(orthanc.versions(), pynetdicom.__version__)
    text = page.render(versions, control, trip.through_orthanc(files))
    broken = [one for one in control if one.outcome not in trip.GOOD]
    for one in broken:
        print(f"{one.name} does not survive the way through pynetdicom alone: {one.outcome}")
    if write:
        page.PAGE.write_text(text, encoding="utf-8", newline="\n")
        print(f"{page.PAGE} is written.")
        return 1 if broken else 0
    known = page.PAGE.read_text(encoding="utf-8")
    if versions not in known:
        print(text)
        print(f"The published page is of other versions, so it was not compared: {versions}.")
        return 1 if broken else 0
    changes = list(difflib.unified_diff(known.splitlines(), text.splitlines(), lineterm="", n=0))
    print("\n".join(changes) or f"As published: {len(files)} files, {versions}.")
    return 1 if broken or changes else 0


if __name__ == "__main__":
    raise SystemExit(main())
