"""Write the facts that an installed highdicom carries about the Segmentation IOD.

Run ``python tests/facts/extract.py``; it writes ``highdicom-<version>.json`` beside itself. Only
facts are taken: which attribute stands in which module and sequence, with which Type. Equal items
are written once, under a letter, and named from the sequences that hold them.
"""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
IOD = "segmentation"


def tree_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Nest rows with a path: keyword -> [type, children]."""
    root: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: len(row["path"])):
        level = root
        for keyword in row["path"]:
            level = level[keyword][1]
        level[row["keyword"]] = [row["type"], {}]
    return root


def fold(tree: dict[str, Any], items: dict[str, str]) -> dict[str, str]:
    """Replace every nested tree by a name; ``items`` maps the text of a tree to its name."""
    folded = {}
    for keyword, (kind, children) in sorted(tree.items()):
        if not children:
            folded[keyword] = kind
            continue
        text = json.dumps(fold(children, items))
        name = items.setdefault(text, f"item-{len(items) + 1}")
        folded[keyword] = f"{kind} {name}"
    return folded


def main() -> None:
    """Read the installed package, write the file."""
    files = {
        path.name: json.loads(Path(str(path.locate())).read_text())
        for path in importlib.metadata.files("highdicom") or []
        if path.name in {"iod_module_map.json", "module_attribute_map.json"}
    }
    items: dict[str, str] = {}
    modules = {
        use["key"]: fold(tree_of(files["module_attribute_map.json"][use["key"]]), items)
        for use in files["iod_module_map.json"][IOD]
        if use["usage"] != "U"
    }
    usage = {use["key"]: use["usage"] for use in files["iod_module_map.json"][IOD]}
    version = importlib.metadata.version("highdicom")
    facts = {
        "source": f"highdicom {version} (MIT), module and attribute tables of PS3.3 2026b",
        "usage": usage,
        "modules": modules,
        "items": {name: json.loads(text) for text, name in items.items()},
    }
    path = HERE / f"highdicom-{version}.json"
    path.write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
