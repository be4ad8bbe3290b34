"""What the adapters in Python share: the loop of PROTOCOL.md, and arrays in its form."""

import json
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

NESTED_LIMIT = 65536  # samples; larger arrays go into a raw file
Operation = Callable[[dict[str, Any]], dict[str, Any]]


class RejectedError(Exception):
    """The library says that the input is not valid."""

    def __init__(self, message: str, code: str | None = None, at: str | None = None) -> None:
        self.reply = {"message": message or "no reason given"}
        self.reply |= {"code": code} if code else {}
        self.reply |= {"at": at} if at else {}


class OutOfScopeError(Exception):
    """The library says that it does not do this, although it may be valid."""

    def __init__(self, feature: str, message: str) -> None:
        self.reply = {"feature": feature, "message": message}


def serve(
    name: str,
    version: str,
    features: Any,
    operations: Mapping[str, Operation],
    language: str = "Python",
) -> None:
    """Answer requests until `bye`; `operations` maps a command to a function of the request."""
    implementation = {"name": name, "version": version, "language": language}
    hello = {"protocol": 2, "implementation": implementation}
    hello |= {"operations": list(operations), "features": features}
    warnings.simplefilter("ignore")
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is not a reply
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "bye":
            break
        reply: dict[str, Any] = {"seq": request["seq"]}
        try:
            known = request["cmd"] == "hello"
            reply["result"] = hello if known else operations[request["cmd"]](request)
        except RejectedError as refusal:
            reply["rejected"] = refusal.reply
        except OutOfScopeError as refusal:
            reply["unsupported"] = refusal.reply
        except Exception as problem:
            message = f"{type(problem).__name__}: {problem}"
            reply["error"] = {"message": message, "traceback": traceback.format_exc()}
        out.write(json.dumps(reply) + "\n")
        out.flush()


def volume(array: Any, name: str = "labels.raw") -> Any:
    """A NumPy array of three axes as the model wants it."""
    if array.size <= NESTED_LIMIT:
        return array.tolist()
    array.astype("u1" if array.itemsize == 1 else "<u2").tofile(name)
    dtype = "u8" if array.itemsize == 1 else "u16le"
    return {"file": name, "dtype": dtype, "shape": list(array.shape)}


def load_model(request: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    """The model of an `encode` request, and its labels as an int64 array."""
    import numpy as np

    path = Path(request["model"])
    model = json.loads(path.read_text(encoding="utf-8"))
    labels = model["labels"]
    if isinstance(labels, dict):
        dtype = "u1" if labels["dtype"] == "u8" else "<u2"
        raw = np.fromfile(path.parent / labels["file"], dtype).reshape(labels["shape"])
        return model, raw.astype(np.int64)
    return model, np.array(labels, dtype=np.int64)


def sources(request: Mapping[str, Any], model: Mapping[str, Any]) -> list[Path]:
    """The source images of an `encode` request."""
    return [Path(request["model"]).parent / name for name in model.get("sources", ())]
