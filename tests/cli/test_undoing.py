"""`otklik undo`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
import pytest

from otklik.cli import frame, undoing
from otklik.system.clock import SystemClock
from tests.invented import NOON

from .conftest import Said

Run = Callable[..., Said]


def test_the_last_act_is_undone_by_another_run_of_the_program(otklik: Run, tmp_path: Path) -> None:
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    assert otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", *where).code == 0
    letter = ("--kind", "access", "--name", "Громов Пётр Ильич", "--received", "2026-11-12", "--late-reason", "спам")
    assert otklik("add", *letter, *where).code == 0
    before = otklik("show", "1", "--json", *where).json()
    assert otklik("identify", "1", "--note", "предъявлен паспорт", *where).code == 0
    assert otklik("show", "1", "--json", *where).json() != before
    undone = otklik("undo", "1", *where)
    assert undone.code == 0
    day = f"{SystemClock().today():%d.%m.%Y}"
    assert undone.out.splitlines()[-1] == f"Отменено: личность подтверждена: предъявлен паспорт, {day}"
    after = otklik("show", "1", "--json", *where).json()
    told = {"journal", "undone"}
    assert {key: value for key, value in after.items() if key not in told} == {
        key: value for key, value in before.items() if key not in told
    }
    refused = otklik("undo", "1", *where)
    assert refused.code != 0
    assert "отменять нечего" in refused.err


def test_an_act_of_an_earlier_day_is_undone_only_if_that_is_meant(
    otklik: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    at = {"now": NOON - timedelta(days=9)}
    monkeypatch.setattr(frame.SystemClock, "now", lambda _self: at["now"])
    otklik("new", *where)
    otklik("operator", "new", "form=ИП", "name=Ветров Арсений Павлович", *where)
    otklik("add", "--kind", "access", "--name", "Громов Пётр Ильич", "--received", "2026-11-12", *where)
    otklik("identify", "1", "--note", "предъявлен паспорт", *where)
    at["now"] = NOON
    refused = otklik("undo", "1", *where)
    assert (refused.code, refused.out) == (2, "")
    assert "Последнее действие сделано 12.11.2026: Личность подтверждена: предъявлен паспорт." in refused.err
    monkeypatch.setattr(undoing, "is_attended", lambda: True)
    for answer, code in ((False, 2), (True, 0)):
        monkeypatch.setattr(click, "confirm", lambda said, answer=answer, **_how: answer and "12.11.2026" in said)
        assert otklik("undo", "1", *where).code == code
    otklik("identify", "1", "--note", "предъявлен паспорт", *where)
    at["now"] += timedelta(days=1)
    monkeypatch.setattr(click, "confirm", None)
    said = otklik("undo", "1", "--yes", "--json", *where).json()
    assert said["undone"] == {"what": "Личность подтверждена: предъявлен паспорт", "at": NOON.isoformat()}
