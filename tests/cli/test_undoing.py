"""`otklik undo`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
    assert otklik("undo", "1", *where).code == 0
    after = otklik("show", "1", "--json", *where).json()
    told = {"journal"}
    assert {key: value for key, value in after.items() if key not in told} == {
        key: value for key, value in before.items() if key not in told
    }
    refused = otklik("undo", "1", *where)
    assert refused.code != 0
    assert "отменять нечего" in refused.err
