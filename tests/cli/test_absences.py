"""`otklik absence`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]

SAMPLES = Path(__file__).parents[1] / "data" / "registers"


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register of an older program with three open cases."""
    for file in SAMPLES.glob("v1.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "v1.key").chmod(0o600)
    where = ("--register", tmp_path / "v1.otklik", "--key-file", tmp_path / "v1.key")
    return lambda *arguments: otklik(*arguments, *where)


def test_an_absence_is_planned_listed_and_taken_out(desk: Run) -> None:
    planned = desk("absence", "--from", "2036-08-04", "--to", "2036-08-15", "--word", "отпуск", "--json")
    assert planned.code == 0
    (row,) = planned.json()
    assert (row["from"], row["to"], row["word"], row["inside"]) == ("2036-08-04", "2036-08-15", "отпуск", [])
    assert row["leave_by"] == "2036-08-01"
    said = desk("absence").out
    assert "04.08.2036–15.08.2036  отпуск" in said
    assert "Сроков в эти дни нет." in said
    assert "Отсутствий не запланировано." in desk("absence", "--from", "2036-08-04", "--remove").out


def test_what_falls_due_is_named_with_its_case(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from otklik.cli import frame
    from tests.invented import NOON

    # The sample has a request of 12 November 2026.
    monkeypatch.setattr(frame.SystemClock, "now", lambda _self: NOON)
    desk("absence", "--from", "2026-11-26", "--to", "2026-12-31")
    said = desk("absence")
    assert "Сделать до 25.11.2026, последнего рабочего дня перед отъездом:" in said.out
    (row,) = desk("absence", "--json").json()
    assert row["inside"]
    assert all(f"№ {due['number']}" in said.out for due in row["inside"])
    assert desk("absence", "--from", "2026-12-01", "--to", "2026-12-02").code == 2, "it overlaps"


def test_what_is_overdue_is_told_and_never_that_nothing_falls_due(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from otklik.cli import frame
    from tests.invented import NOON

    monkeypatch.setattr(frame.SystemClock, "now", lambda _self: NOON.replace(year=2028))
    desk("absence", "--from", "2028-11-20", "--to", "2028-11-24")
    said = desk("absence").out
    assert "Уже просрочено:" in said
    assert "Сроков в эти дни нет" not in said
    assert desk("absence", "--json").json()[0]["overdue"]


def test_a_day_without_its_year_is_told_what_it_lacks(desk: Run) -> None:
    said = desk("absence", "--from", "20.12", "--to", "31.12.2036")
    assert said.code == 2
    assert "Напишите «20.12» вместе с годом" in said.err


def test_duties_are_named_in_english_where_that_is_asked_for(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from otklik.cli import frame
    from tests.invented import NOON

    monkeypatch.setattr(frame.SystemClock, "now", lambda _self: NOON)
    desk("absence", "--from", "2026-11-26", "--to", "2026-12-31")
    russian = {due["duty"] for due in desk("absence", "--json").json()[0]["inside"]}
    english = {due["duty"] for due in desk("absence", "--json", "--lang", "en").json()[0]["inside"]}
    assert russian
    assert not russian & english
    said = desk("absence", "--lang", "en").out
    assert all(title in said for title in english)
    assert not any(title in said for title in russian)
    shown = "".join(desk("show", number, "--lang", "en").out for number in (1, 2, 3))
    assert all(f"{title} · " in shown for title in english)
    assert not any(f"{title} · " in shown for title in russian), "the journal says what was done as it was written"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2036-08-04"),
        ("--to", "2036-08-04"),
        ("--word", "отпуск"),
        ("--remove",),
        ("--from", "2036-08-04", "--to", "2036-08-05", "--remove"),
    ],
)
def test_half_an_absence_is_refused_with_the_way_to_say_it(desk: Run, arguments: tuple[str, ...]) -> None:
    said = desk("absence", *arguments)
    assert said.code == 2
    assert "otklik absence --from" in said.err
    assert said.err.count("\n") == 1
