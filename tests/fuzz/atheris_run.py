"""A coverage-guided run: ``python -m tests.fuzz.atheris_run --seconds 300 [--operation read]``.

atheris (libFuzzer) keeps the inputs that reach new code of refseg, and bends them with the mutator
that knows the structure or its own. It stops at the first breach and names the file; put that file
into ``tests/fuzz/corpus`` with the fix. Needs ``pip install atheris``.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from .goldens import dicom_goldens

#: Bytes of an input at most; the goldens are below it.
LONGEST = 8192


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.atheris_run", description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--operation", default="read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", default=".", metavar="FOLDER", help="where breaches are put")
    options = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed; run: pip install atheris")

    for name in [name for name in sys.modules if name.partition(".")[0] == "refseg"]:
        del sys.modules[name]  # it is imported again, with the counters of coverage
    with atheris.instrument_imports(include=["refseg"]):
        import refseg  # noqa: F401
    for name in [name for name in sys.modules if name.startswith(f"{__package__}.contract")]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["refseg"]):
        from .contract import try_dicom, workplace
    from .mutate import structural

    def bend(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.random() < 0.5:
            try:
                return structural(data, rng)[:most]
            except Exception:  # not sound enough to be taken apart
                return atheris.Mutate(data, most)
        return atheris.Mutate(data, most)

    with tempfile.TemporaryDirectory() as corpus, workplace() as folder:
        for name, content in dicom_goldens().items():
            (Path(corpus) / name).write_bytes(content)

        def one(data: bytes) -> None:
            found = try_dicom(data, options.operation, folder)
            if found not in ("ok", "refused"):
                raise AssertionError(found)

        arguments = [
            sys.argv[0],
            corpus,
            f"-max_total_time={options.seconds}",
            f"-seed={options.seed}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={options.found}/",
        ]
        atheris.Setup(arguments, one, custom_mutator=bend)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
