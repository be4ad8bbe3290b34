"""`new-adapter`: a minimal adapter to start from, complete in its protocol."""

import shutil
from pathlib import Path

from conformance.runner import strictjson, suite
from conformance.runner.console import say
from conformance.runner.suite import SuiteError

TEMPLATES = suite.ROOT / "templates"
LANGUAGES = ("python", "javascript")
FILES = {"python": ("adapter.py", ["{python}", "{here}/adapter.py"]),
         "javascript": ("adapter.js", ["node", "{here}/adapter.js"])}  # fmt: skip


def new_adapter(language: str, folder: Path) -> int:
    name, command = FILES[language]
    if folder.exists() and any(folder.iterdir()):
        raise SuiteError(f"{folder} exists and is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TEMPLATES / name, folder / name)
    strictjson.save(folder / "adapter.json", {"command": command})
    program = command[0].replace("{python}", "python")
    say(f"wrote {folder / name}; try it:")
    say(f"  python -m conformance run --adapter '{program} {folder / name}'")
    return 0
