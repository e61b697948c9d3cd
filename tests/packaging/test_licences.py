"""What is distributed with the program is named with its licence."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/licences.md"


def uniform(name: str) -> str:
    """Return a package name as the index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named() -> set[str]:
    """Return the packages in the first column of the page's table."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return {uniform(name) for row in rows for name in row.split(", ")} - {"package", "-"}


def pinned(name: str) -> set[str]:
    text = (ROOT / "packaging" / name).read_text("utf-8")
    return {uniform(package) for package in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def installed_with(distribution: str) -> set[str]:
    """Return what a distribution pulls in on this system, at any depth."""
    found: set[str] = set()
    waiting = [distribution]
    while waiting:
        for line in metadata.requires(waiting.pop()) or ():
            requirement = Requirement(line)
            needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if needed and uniform(requirement.name) not in found:
                found.add(uniform(requirement.name))
                waiting.append(requirement.name)
    return found


def test_everything_pinned_for_any_system_is_on_the_page_and_nothing_else() -> None:
    assert named() == pinned("requirements.txt")


def test_everything_installed_with_the_program_is_pinned_and_on_the_page() -> None:
    installed = installed_with("otklik")
    assert len(installed) > 20
    assert installed <= named()
    assert installed <= pinned("requirements.txt")


@pytest.mark.parametrize("font", ["PTSans", "PTSerif"])
def test_fonts_lie_beside_their_licence(font: str) -> None:
    assert list((ROOT / "resources/fonts").glob(f"{font}-*.ttf"))
    assert "SIL Open Font License" in (ROOT / f"resources/fonts/OFL-{font}.txt").read_text("utf-8")
