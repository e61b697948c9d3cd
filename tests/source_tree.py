"""The project's own files as the rules of the house see them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop/otklik"
OWN = ("desktop", "tests", "packaging", "resources", "docs", ".ci")
TEXT = {".py", ".toml", ".md", ".txt", ".svg", ".sql", ".qss", ".desktop", ".spec", ".json", ".yml", ".cfg", ""}


def _own(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.endswith((".egg-info", ".pyc"))


def own_files() -> Iterator[Path]:
    """Yield every file of ours, without asking git: an unpacked archive is tested like a clone."""
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file() and path.name != "DS_Store")
    for folder in OWN:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if _own(path))


def own_texts() -> Iterator[tuple[str, str]]:
    """Yield every text file of ours: its path from the root, with slashes, and its text."""
    for path in own_files():
        if path.suffix in TEXT:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


@cache
def modules() -> dict[str, ast.Module]:
    """Return the parsed modules of the package by their path inside it, e.g. `system/files.py`."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"), str(path))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield every call in a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `tr` for `self.tr(…)`, empty where it has none."""
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def expect_none(offenders: Iterable[str]) -> None:
    """Fail with the list of what breaks the rule, one a line, if anything does."""
    if listed := sorted(set(offenders)):
        pytest.fail("\n".join(listed), pytrace=False)
