"""The clock by the command line: occasions, contracts, linked cases, and dates that cannot be meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from .conftest import Said
from .test_desk import PROFILE

Run = Callable[..., Said]

TODAY = date.today()  # noqa: DTZ011 - the commands stand on the computer's own day
PERSON = ("--name", "Громов Пётр Ильич", "--address", "190000, г. Псков, ул. Ясная, д. 3")


@pytest.fixture
def office(otklik: Run, tmp_path: Path) -> Run:
    """The commands on a register with one operator."""
    shared = ("--register", tmp_path / "a.otklik", "--key-file", tmp_path / "a.key")
    assert otklik("new", *shared).code == 0
    assert otklik("operator", "new", *PROFILE, *shared).code == 0

    def call(*arguments: object) -> Said:
        return otklik(*arguments, *shared)

    return call


def numbers(office: Run) -> list[int]:
    return [row["number"] for row in office("list", "--all", "--json").json()]


# --- Without a register ---


def test_incident_is_due_by_the_clock_on_the_wall(otklik: Run) -> None:
    report, investigation = otklik("due", "incident", "--received", "2026-11-20", "--at", "17:40", "--json").json()
    assert (report["term"], report["latest"], report["at"]) == (
        {"number": 24, "unit": "hours"},
        "2026-11-21",
        "17:40:00",
    )
    assert (investigation["latest"], investigation["at"]) == ("2026-11-23", "17:40:00")
    assert report["to"] == "Роскомнадзору"


def test_contract_is_a_clock_of_its_own(otklik: Run) -> None:
    said = otklik(
        *("due", "claim", "--received", "2026-11-20", "--dispatched", "2026-11-16", "--claimant", "business"),
        *("--matter", "money", "--contract-days", 20, "--contract-unit", "calendar_days"),
        *("--contract-from", "dispatch", "--contract-clause", "7.3", "--json"),
    )
    rows = {row["duty"]: row for row in said.json()}
    assert set(rows) == {"contract_term", "policy_term"}
    assert (rows["contract_term"]["safe"], rows["contract_term"]["latest"]) == ("2026-12-04", "2026-12-07")
    assert rows["contract_term"]["basis"] == "договор, п. 7.3"


def test_impossible_destruction_is_counted_in_months(otklik: Run) -> None:
    said = otklik("due", "consent_withdrawal", "--received", "2026-11-20", "--impossible", "--json")
    rows = {row["duty"]: row for row in said.json()}
    assert rows["destroy_later"]["term"] == {"number": 6, "unit": "months"}
    assert rows["destroy_later"]["latest"] == "2027-05-20"
    assert "destroy_withdrawn" not in rows


def test_explanation_has_a_row_for_every_day(otklik: Run) -> None:
    rows = otklik("due", "stop_processing", "--received", "2027-02-12", "--explain", "--json").json()
    days = rows[0]["days"]
    first, last = date.fromisoformat(days[0]["day"]), date.fromisoformat(days[-1]["day"])
    assert [day["day"] for day in days] == [
        (first + timedelta(number)).isoformat() for number in range((last - first).days + 1)
    ]
    saturday = next(day for day in days if day["day"] == "2027-02-20")
    assert (saturday["number"], saturday["ground"]) == (6, "")
    grounds = {day["day"]: day["ground"] for day in days if day["number"] is None}
    assert grounds["2027-02-22"] == "ПП от 17.09.2026 № 1187"
    assert grounds["2027-02-23"] == "ТК ст. 112"


# --- Dates and terms that cannot be meant: one sentence, exit 2, nothing stored ---


@pytest.mark.parametrize(
    "arguments",
    [
        ("access", "--received", "2012-12-31"),
        ("access", "--received", "2041-01-01"),
        ("access", "--received", "2040-12-28"),
        ("access", "--received", "2026-02-31"),
        ("access", "--received", "2026-11-20", "--policy-days", "0"),
        ("access", "--received", "2026-11-20", "--policy-days", "10000"),
        ("claim", "--received", "2026-11-20", "--contract-days", "0"),
        ("claim", "--received", "2026-11-20", "--contract-days", "10000"),
        ("acess", "--received", "2026-11-20"),
        ("incident", "--received", "2026-11-20", "--at", "25:00"),
        ("incident", "--received", "2020-11-20"),
        ("claim", "--received", "2026-11-20", "--dispatched", "2027-11-20"),
        ("rectification", "--received", "2026-11-20", "--proof", "2025-11-20"),
        ("blocking", "--received", "2026-11-20", "--detected", "2026-11-19"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(otklik: Run, arguments: tuple[str, ...]) -> None:
    said = otklik("due", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kind", "access", "--received", "2012-12-31"),
        ("--kind", "access", "--received", (TODAY + timedelta(1)).isoformat()),
        ("--kind", "access", "--noticed", (TODAY + timedelta(1)).isoformat()),
        ("--kind", "access", "--noticed", (TODAY - timedelta(1)).isoformat()),
        ("--kind", "claim", "--dispatched", (TODAY + timedelta(1)).isoformat()),
        ("--kind", "claim", "--contract-days", "0"),
        ("--kind", "claim", "--contract-days", "10000"),
        (
            "--kind",
            "acess",
        ),
        ("--kind", "access", "--linked", "7"),
        ("--kind", "rkn_inquiry", "--named", (TODAY - timedelta(1)).isoformat()),
    ],
)
def test_what_cannot_be_meant_is_not_stored(office: Run, arguments: tuple[str, ...]) -> None:
    said = office("add", *arguments, *PERSON)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert numbers(office) == []


def test_extension_after_the_end_and_a_second_one_are_refused(office: Run) -> None:
    assert office("add", "--kind", "access", "--received", (TODAY - timedelta(40)).isoformat(), *PERSON).code == 0
    late = office("extend", 1, "--reason", "собираем сведения")
    assert late.code == 2
    assert "только до окончания" in late.err
    assert office("add", "--kind", "access", "--received", TODAY.isoformat(), *PERSON).code == 0
    assert office("extend", 2, "--reason", "собираем сведения").code == 0
    again = office("extend", 2, "--reason", "собираем сведения")
    assert again.code == 2
    assert "один раз" in again.err
    assert len(office("show", 2, "--json").json()["letters"]) == 1


# --- With a register ---


def test_occasion_needs_neither_a_name_nor_a_letter(office: Run) -> None:
    said = office("add", "--kind", "incident", "--received", TODAY.isoformat(), "--at", "00:01", "--json")
    assert said.code == 0
    row = said.json()
    assert row["case"]["channel"] == "own"
    assert {duty["ends_at"] for duty in row["duties"]} == {"00:01:00"}
    assert "policy_term" not in {duty["duty"] for duty in row["duties"]}


def test_claim_splits_and_one_answer_serves_both(office: Run) -> None:
    office("add", "--kind", "claim", "--kind", "erasure", "--ground", "none", *PERSON)
    split = office("split", 1, "--kind", "erasure", "--json").json()
    assert (split["number"], split["linked"]) == (2, [1])
    assert office("show", 1, "--json").json()["linked"] == [2]
    assert office("answers", 1, "--both").code == 2  # no draft yet
    assert office("split", 1, "--kind", "claim").code == 2
    assert numbers(office) == [1, 2]


def test_putting_destruction_off_and_taking_it_back(office: Run) -> None:
    office("add", "--kind", "consent_withdrawal", *PERSON)
    put = office("postpone", 1, "--reason", "копии в архиве обработчика", "--json").json()
    assert "destroy_later" in {duty["duty"] for duty in put["duties"]}
    back = office("postpone", 1, "--reason", "архив доступен", "--back", "--json").json()
    assert "destroy_later" not in {duty["duty"] for duty in back["duties"]}


def test_the_three_dates_and_the_reason_are_shown(office: Run) -> None:
    received, noticed = TODAY - timedelta(14), TODAY - timedelta(3)
    office(
        *("add", "--kind", "access", "--received", received.isoformat(), "--noticed", noticed.isoformat()),
        *("--late-reason", "лежало в спаме", *PERSON),
    )
    shown = office("show", 1).out
    for day in (received, noticed, TODAY):
        assert f"{day:%d.%m.%Y}" in shown
    assert "лежало в спаме" in shown
    assert office("show", 1, "--json").json()["days_gone"] > 5
