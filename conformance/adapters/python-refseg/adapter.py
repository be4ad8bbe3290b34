"""Adapter of refseg: what it declares, `check`, `convert`, and how its refusals are told."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import proposed
import reading
from serve import OutOfScopeError, RejectedError, serve
from writing import encode

import refseg
from refseg.check import check
from refseg.support.errors import UnsupportedError

VIEWS = "labels geometry segments codes colour background algorithm tracking references matrix "
WRITTEN = "mono8 mono16 palette binary fractional implicit deflated encapsulated rle deflated-frame"
WRITTEN = (
    f"{VIEWS} {WRITTEN} jpegls jpeg2000 htj2k jpegxl tiled-full tiled-sparse source-grid unicode"
)
READ = f"{WRITTEN} big-endian jpeg-lossless temporal concatenation large".split()
PROPOSALS = "regular-volume overlap instances".split()
FEATURES = {
    "decode": READ + PROPOSALS,
    "encode": f"{WRITTEN} temporal large".split(),
    "validate": READ,
    "rewrite": READ,
}


LEVELS = {"error": "error", "warning": "warning", "note": "info"}
LAYERS = {"tiles": "tiled", "palette": "colour"}
GENERAL = ("dataset", "input")


def validate(request):
    findings = check(request["input"])
    return {
        "findings": [
            {
                "level": LEVELS[finding.level],
                "message": str(finding),
                "code": finding.requirement,
                "path": finding.path or "",
            }
            for finding in findings
        ]
    }


def decode(request):
    path = request["input"]
    kind = proposed.kind(path)
    return getattr(proposed, kind)(path) if kind else reading.decode(request)


def rewrite(request):
    """The same instance once more, as `refseg convert` writes it without options."""
    refseg.convert_file(request["input"], request["output"])
    return {}


def guarded(operation):
    def run(request):
        try:
            return operation(request)
        except refseg.RefsegError as error:
            if isinstance(error, UnsupportedError) and error.requirement is None:
                raise OutOfScopeError(error.code, error.message) from error
            layer, _, rest = error.code.partition(".")
            code = f"{LAYERS.get(layer, layer)}.{rest}"
            if error.requirement and layer in GENERAL:
                code = error.requirement
            raise RejectedError(str(error), code, error.path) from error

    return run


if __name__ == "__main__":
    operations = {
        "decode": guarded(decode),
        "encode": guarded(encode),
        "validate": guarded(validate),
        "rewrite": guarded(rewrite),
    }
    serve("refseg", refseg.__version__, FEATURES, operations)
