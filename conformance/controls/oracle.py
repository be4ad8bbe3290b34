"""The side door that only controls have: from an input to what the suite expects of it."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from conformance import bytesmith as bs
from conformance.controls import plain
from conformance.phantom import segment, segmentation
from conformance.runner import strictjson, suite


class Oracle:
    """Knows every case by the hash of its input."""

    def __init__(self) -> None:
        cases = [case for case in suite.load_cases() if case.input.is_file()]
        self.cases = {digest(case.input): case for case in cases}

    def case(self, request: dict[str, Any]) -> suite.Case | None:
        return self.cases.get(digest(Path(request.get("input") or request["model"])))

    def of_size(self, request: dict[str, Any]) -> suite.Case | None:
        """The case of this operation whose input has as many bytes."""
        size = Path(request.get("input") or request["model"]).stat().st_size
        known = ((case.op, case.input.stat().st_size, case) for case in self.cases.values())
        return next((c for op, length, c in known if (op, length) == (request["cmd"], size)), None)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The right reply; for an `either` case the first alternative."""
        case = self.case(request)
        return plain.answer(request) if case is None else self.expected(case, request)

    def expected(self, case: suite.Case, request: dict[str, Any]) -> dict[str, Any]:
        name, expectation = case.alternatives[0]
        if expectation["kind"] == "reject":
            said = {"code": expectation["codes"][0], "message": "the fault of this case"}
            if case.op == "validate":
                return {"result": {"findings": [{"level": "error", **said}]}}
            return {"rejected": said}
        if case.op == "validate":
            codes = expectation.get("warn", [])
            found = [{"level": "warning", "code": code, "message": "odd"} for code in codes]
            return {"result": {"findings": found}}
        if case.op == "encode":
            model = strictjson.load(Path(request["model"]))
            Path(request["output"]).write_bytes(write(model))
            return {"result": {}}
        return {"result": with_files(case.expected(name), case.folder)}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def with_files(model: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Bring raw label files into the working directory, where a reply may name them."""
    for key in ("labels", "matrix"):
        if isinstance(model.get(key), dict):
            shutil.copyfile(folder / model[key]["file"], model[key]["file"])
    return model


def write(model: dict[str, Any]) -> bytes:
    """A native label map from an encode model."""
    items = []
    for entry in model["segments"]:
        codes = {
            f"SegmentedProperty{part}CodeSequence": [
                {
                    "CodeValue": entry[key]["value"],
                    "CodingSchemeDesignator": entry[key]["scheme"],
                    "CodeMeaning": entry[key]["meaning"],
                }
            ]
            for part, key in (("Category", "category"), ("Type", "type"))
        }
        items.append(segment(entry["number"], entry["label"], **codes))
    frames = model["frames"]
    phantom = segmentation(
        "controls.written",
        model["labels"],
        segments=items,
        background=model["background"],
        bits=model["options"]["bits"],
        syntax=model["options"]["transfer_syntax"],
        positions=[[str(c) for c in frame["position"]] for frame in frames],
        orientation=[str(c) for c in frames[0]["orientation"]],
        spacing=[str(c) for c in frames[0]["spacing"]],
    )
    if phantom.syntax not in (bs.EXPLICIT, bs.IMPLICIT):
        raise ValueError(f"the control cannot write {phantom.syntax}")
    if model.get("frame_of_reference"):
        phantom.elements["FrameOfReferenceUID"] = model["frame_of_reference"]
    return phantom.file()
