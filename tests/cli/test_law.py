"""`otklik due` and `otklik calendar`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from .conftest import Said

Run = Callable[..., Said]


def test_a_request_over_new_year(otklik: Run) -> None:
    said = otklik("due", "access", "--received", "2026-12-21", "--json")
    answer = next(duty for duty in said.json() if duty["basis"].startswith("152-ФЗ"))
    assert said.code == 0
    assert answer["latest"] == "2027-01-13"
    assert answer["extended_latest"] == "2027-01-20"
    assert answer["term"] == {"number": 10, "unit": "working_days"}
    assert answer["provisional"] is False


def test_a_claim_has_the_thirtieth_working_day(otklik: Run) -> None:
    said = otklik("due", "claim", "--received", "2026-11-20", "--json")
    policy = next(duty for duty in said.json() if duty["duty"] == "policy_term")
    assert policy["latest"] == "2027-01-12"
    assert "12.01.2027" in otklik("due", "claim", "--received", "20.11.2026").out


def test_every_duty_has_the_fields_that_scripts_rely_on(otklik: Run) -> None:
    fields = {"kind", "duty", "basis", "term", "safe", "latest", "extended_latest", "provisional"}
    for duty in otklik("--json", "due", "erasure", "claim", "--received", "2026-11-20").json():
        assert fields <= set(duty)
        assert set(duty["term"]) == {"number", "unit"}


def test_only_one_policy_term_for_several_demands(otklik: Run) -> None:
    duties = otklik("due", "access", "erasure", "--received", "2026-11-20", "--json").json()
    assert [duty["duty"] for duty in duties].count("policy_term") == 1


def test_the_days_are_explained(otklik: Run) -> None:
    duties = otklik("due", "access", "--received", "2026-12-21", "--explain", "--json").json()
    days = next(duty for duty in duties if duty["basis"].startswith("152-ФЗ"))["days"]
    new_year = next(day for day in days if day["day"] == "2027-01-01")
    assert new_year["number"] is None
    assert "112" in new_year["ground"]


def test_the_european_term(otklik: Run) -> None:
    duties = otklik("due", "access", "--received", "2026-08-31", "--regime", "gdpr", "--json").json()
    assert "2026-09-30" in {duty["latest"] for duty in duties}


def test_the_calendar_of_a_year(otklik: Run) -> None:
    year = otklik("calendar", "2027", "--json").json()
    assert year["working_days"] == 247
    assert year["working_weekends"] == ["2027-02-20"]
    assert year["official"] is True
    assert "247" in otklik("calendar", "2027").out
    assert otklik("calendar", "2030", "--json").json()["official"] is False


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("due", "access", "--received", "31.02.2026"), "Нет такого дня"),
        (("due", "access", "--received", "вчера"), "Нет такого дня"),
        (("due", "access", "--received", "1999-01-01"), "2013"),
        (("due", "access", "--received", "9999-12-31"), "20"),
        (("due", "nothing", "--received", "2026-11-20"), "Нет вида требования"),
        (("due", "access", "--received", "2026-11-20", "--policy-days", "0"), "от 1 до"),
        (("due", "access", "--received", "2026-11-20", "--policy-days", "10000"), "от 1 до"),
        (("due", "access"), "received"),
        (("calendar", "1812"), "2013"),
        (("calendar", "x"), "x"),
        (("unknown",), "unknown"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(otklik: Run, arguments: tuple[str, ...], sentence: str) -> None:
    said = otklik(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_sentences_come_in_english_too(otklik: Run) -> None:
    assert "There is no such day" in otklik("due", "access", "--received", "31.02.2026", "--lang", "en").err


def test_each_duty_is_a_page_of_the_count_sheet(otklik: Run, tmp_path: Path) -> None:
    file = tmp_path / "count.pdf"
    said = otklik("due", "access", "consent_withdrawal", "--received", "2026-12-21", "--sheet", file)
    assert said.code == 0, said.err
    assert str(file) in said.out
    duties = otklik("due", "access", "consent_withdrawal", "--received", "2026-12-21", "--json").json()
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == len(duties) > 2
        assert str(pdf.docinfo.Title) == "Справка о расчёте срока"
    before = file.read_bytes()
    again = otklik("due", "access", "--received", "2026-12-21", "--sheet", file)
    assert again.code == 2
    assert "уже есть" in again.err
    assert file.read_bytes() == before


def test_the_count_sheet_leaves_json_alone(otklik: Run, tmp_path: Path) -> None:
    said = otklik("due", "access", "--received", "2026-12-21", "--json", "--sheet", tmp_path / "count.pdf")
    assert said.json() == otklik("due", "access", "--received", "2026-12-21", "--json").json()
    assert otklik("due", "access", "--received", "2026-12-21", "--sheet", tmp_path / "no" / "c.pdf").code == 1
