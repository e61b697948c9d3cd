"""The pinned lists: for every system, by hash, and from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
# Wheels that are built for each system: with fewer hashes one of the systems would be left out.
BUILT = {"pyside6-essentials": 4, "pyside6-pdf": 4, "sqlcipher3": 20, "pillow": 20, "ruff": 8}


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Return version and number of hashes by package."""
    found: dict[str, tuple[str, int]] = {}
    package = ""
    for line in (ROOT / "packaging" / name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if match := re.match(r"([a-z0-9-]+)==([^ ]+)( ; .+)? \\$", line):
            package, version = match[1], match[2]
            found[package] = (version, 0)
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line
            found[package] = (found[package][0], found[package][1] + 1)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_everything_is_pinned_by_hash_and_no_address_is_named(name: str) -> None:
    found = pins(name)
    assert found
    assert all(hashes >= 1 for _, hashes in found.values())
    assert "//" not in (ROOT / "packaging" / name).read_text("utf-8")


def test_the_lists_agree_with_each_other() -> None:
    versions: dict[str, set[str]] = {}
    for name in LISTS:
        for package, (version, _) in pins(name).items():
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_wheels_of_several_systems_are_allowed() -> None:
    hashes = {package: count for name in LISTS for package, (_, count) in pins(name).items()}
    assert {package: hashes[package] for package, least in BUILT.items() if hashes[package] < least} == {}


def test_what_the_project_names_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    for name, asked in zip(LISTS, (project["project"]["dependencies"], groups["build"], groups["dev"]), strict=True):
        names = {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for line in asked if isinstance(line, str)}
        assert names <= set(pins(name)), name
