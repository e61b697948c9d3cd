"""Small runs of the endurance tests; the long ones are commands, see each module."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from otklik.safety.backup import verify
from tests.endurance import byte_flips, disk_full

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed on POSIX systems only")


@POSIX
def test_killed_at_any_moment_nothing_that_was_said_is_lost() -> None:
    """In a process of its own: a child is forked from it, and Qt must not be."""
    command = [sys.executable, "-B", "-m", "tests.endurance.kills", "16", str(random.randrange(10**6))]  # noqa: S311 - no secret
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["register", "issue", "backup", "migrate", "preferences", "open"])
def test_on_a_full_disk_there_is_a_sentence_and_nothing_is_lost(name: str) -> None:
    try:
        refused = disk_full.run((name,), 23)
    except PermissionError as error:
        pytest.skip(str(error))
    assert refused[name] > 0


def test_any_changed_byte_and_any_cut_of_a_backup_is_found(tmp_path: Path) -> None:
    file, key = byte_flips.sample(tmp_path, 4)
    assert verify(file, key).whole
    assert byte_flips.flips(file, key, 150, random.Random(3)) == []  # noqa: S311 - not a secret
    assert byte_flips.cuts(file, key, 40, random.Random(3)) == []  # noqa: S311 - not a secret
    assert verify(file, key).whole


def test_the_command_tells_a_changed_backup_by_its_exit_code(tmp_path: Path) -> None:
    file, _ = byte_flips.sample(tmp_path, 1)
    assert byte_flips.exit_codes(file, tmp_path / "a.key", file.stat().st_size // 2) == (0, 1)
