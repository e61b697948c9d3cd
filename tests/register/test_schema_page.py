"""docs/schema.md speaks of the tables there are, and its little program reads a register."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from otklik.register.records import Case
from otklik.register.schema import APPLICATION_ID
from otklik.register.store import Register

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


@pytest.fixture
def page() -> str:
    return PAGE.read_text("utf-8")


def test_every_table_is_described_and_no_other(page: str, register: Register) -> None:
    described = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    tables = register.database.all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    )
    own = {name for (name,) in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    assert described == own
    assert f"0x{APPLICATION_ID:X}" in page


def test_the_program_on_the_page_reads_a_register(
    page: str, register: Register, new_case: Callable[..., Case], key: bytes, tmp_path: Path
) -> None:
    new_case(title="Претензия")
    register.close()
    (tmp_path / "a.key").write_text(key.hex())
    program = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, register.path, tmp_path / "a.key"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout == "1 Претензия\n"
