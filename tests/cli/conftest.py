"""The command line as a user calls it, in a process of its own or in this one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from otklik.cli.main import run
from otklik.safety import key_stores
from otklik.system import words


@dataclass
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def otklik(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command of the program with its own data folder."""
    monkeypatch.setenv("OTKLIK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(key_stores, "waiting", key_stores.Waiting())

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            code = run([str(argument) for argument in arguments])
        finally:
            words.set_language("ru")
        said = capsys.readouterr()
        assert isinstance(code, int)
        return Said(code, said.out, said.err)

    return call
