"""A small run of `mutated_input`; the long ones are a command, see there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endurance import mutated_input

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="processes are forked and limited on POSIX systems only")


@POSIX
@pytest.mark.parametrize("subject", mutated_input.SUBJECTS)
def test_what_is_broken_is_read_or_refused(subject: str) -> None:
    command = [sys.executable, "-B", "-m", "tests.endurance.mutated_input", subject, "200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing else" in done.stdout


def test_the_same_seed_breaks_the_same_way() -> None:
    corpus = [("a.eml", b"From: a@example.ru\r\n\r\ntext" * 9)]
    assert mutated_input.mutated(corpus, "1") == mutated_input.mutated(corpus, "1")
    assert len({mutated_input.mutated(corpus, str(seed)) for seed in range(30)}) > 20
