"""`otklik calendar`, `decree`, `day-off` and `rules`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Said

Run = Callable[..., Said]

SAMPLES = Path(__file__).parents[1] / "data" / "registers"
DECREE = ("--number", "№ 900", "--signed", "2026-11-01", "--move", "2028-01-01", "2028-05-08")
SECOND = ("--move", "02.01.2028", "10.05.2028")


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register of an older program with three open cases, brought up to date by a first command that writes."""
    for file in SAMPLES.glob("v1.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "v1.key").chmod(0o600)
    where = ("--register", tmp_path / "v1.otklik", "--key-file", tmp_path / "v1.key")
    call = lambda *arguments: otklik(*arguments, *where)  # noqa: E731 - a shorthand of this fixture
    assert call("day-off", "2026-12-01", "--ground", "День").code == 0
    assert call("day-off", "2026-12-01", "--remove").code == 0
    return call


def test_presidential_days_stand_apart(otklik: Run) -> None:
    year = otklik("calendar", "2020", "--json").json()
    assert year["working_days"] == 247
    assert {"day": "2020-03-30", "ground": "Указ от 25.03.2020 № 206"} in year["presidential"]
    assert "2020-03-30" not in year["non_working_weekdays"]
    assert {"day": "2020-07-01", "ground": "1-ФКЗ от 14.03.2020"} in year["grounds"]
    assert year["decree"]["number"] == "875"
    assert year["regional"] == []
    assert "30.03.2020–03.04.2020" in otklik("calendar", "2020").out


def test_a_decree_is_looked_at_entered_and_taken_out(desk: Run, otklik: Run) -> None:
    looked = desk("decree", "2028", *DECREE, *SECOND, "--working-days", "247", "--dry-run", "--json")
    assert (looked.code, looked.json()["stored"]) == (0, False)
    assert desk("calendar", "2028", "--json").json()["official"] is False
    entered = desk("decree", "2028", *DECREE, *SECOND, "--working-days", "247", "--json").json()
    assert entered["stored"] is True
    year = desk("calendar", "2028", "--json").json()
    assert (year["working_days"], year["official"]) == (247, True)
    assert year["decree"] == {
        "number": "900",
        "signed": "2026-11-01",
        "transfers": [["2028-01-01", "2028-05-08"], ["2028-01-02", "2028-05-10"]],
    }
    assert "ПП от 01.11.2026 № 900" in desk("calendar", "2028").out
    assert otklik("calendar", "2028", "--json").json()["official"] is False
    assert desk("decree", "2028", "--remove").code == 0
    assert desk("calendar", "2028", "--json").json()["working_days"] == 249


def test_a_day_off_of_the_region_names_what_it_moves(desk: Run) -> None:
    said = desk("day-off", "2026-11-25", "--ground", "Сагаалган", "--json")
    moved = {move["duty"]: (move["old"], move["new"]) for row in said.json()["moved"] for move in row["moves"]}
    assert moved["stop_processing"] == ("2026-12-03", "2026-12-04")
    assert desk("calendar", "2026", "--json").json()["regional"] == [
        {"day": "2026-11-25", "ground": "регион: Сагаалган"}
    ]
    assert "было 04.12.2026, стало 03.12.2026" in desk("day-off", "2026-11-25", "--remove").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("decree", "2028", *DECREE, *SECOND, "--working-days", "248"), "247, а введено 248"),
        (("decree", "2028", *DECREE, "--move", "2028-01-02", "2028-05-09"), "и так выходной"),
        (("decree", "2028", *DECREE, "--move", "2028-02-16", "2028-05-10"), "16.02.2028"),
        (("decree", "2028", *DECREE, "--move", "2028-01-02", "2029-05-10"), "2029"),
        (("decree", "2027", *DECREE), "опубликованное число"),
        (("decree", "2027", *DECREE, "--working-days", "247"), "2028"),
        (("decree", "2028", "--number", "900"), "--signed"),
        (("decree", "2028", "--number", "900", "--signed", "2026-11-01"), "переносы"),
        (("decree", "2028", *DECREE, "--remove"), "--remove"),
        (("decree", "2028", "--remove"), "не вносили"),
        (("decree", "2050", *DECREE), "2040"),
        (("day-off", "2026-11-25"), "как называется"),
        (("day-off", "2026-11-22", "--ground", "Сагаалган"), "Вс"),
        (("day-off", "2026-11-25", "--remove"), "не внесён"),
    ],
)
def test_bad_input_is_one_line_exit_2_and_nothing_stored(desk: Run, arguments: tuple[str, ...], sentence: str) -> None:
    before = desk("list", "--json").out
    said = desk(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert desk("list", "--json").out == before
    assert desk("calendar", "2028", "--json").json()["official"] is False


def test_new_rules_are_shown_and_taken_over_when_told(desk: Run) -> None:
    shown = desk("rules", "--json").json()
    assert shown["edition"].endswith("2026.2")
    assert [edition[-6:] for edition in shown["older"]] == ["2026.1"]
    assert sorted(row["number"] for row in shown["pending"]) == [1, 2, 3]
    assert desk("show", "1", "--json").json()["case"]["rules_edition"].endswith("2026.1")
    assert "№ 1, № 2, № 3" in desk("rules", "--adopt").out
    assert desk("rules", "--json").json()["pending"] == []
    assert desk("show", "1", "--json").json()["case"]["rules_edition"].endswith("2026.2")


def test_lists_say_which_dates_are_provisional(desk: Run) -> None:
    assert desk("amend", "1", "--received", "2026-11-20").code == 0
    assert "предварительно" not in desk("list").out
    desk("operator", "set", "1", "policy_days=320")
    assert "(предварительно)" in desk("list").out
    assert "(предварительно)" in desk("show", "1").out
