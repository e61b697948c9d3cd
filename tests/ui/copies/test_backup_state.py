"""How the copies stand, in words: each state, and which of several comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from otklik.casework.copies.safekeeping import BadCopy, Health
from otklik.ui.copies import backup_state
from otklik.ui.copies.backup_state import BackupState, Wish
from tests.invented import MOSCOW

pytestmark = pytest.mark.usefixtures("look")

TODAY = date(2026, 11, 21)
STICK = Path("/media/stick/copies")


def at(days_ago: int) -> datetime:
    return datetime(2026, 11, 21, 19, 40, tzinfo=MOSCOW) - timedelta(days=days_ago)


FINE = Health(checked_at=at(1))
ON_STICK = replace(FINE, second=STICK, second_is_removable=True, second_since=at(300), second_at=at(0))


def states(health: Health) -> tuple[BackupState, ...]:
    return backup_state.of(health, TODAY)


def said(health: Health) -> list[str]:
    return [state.sentence.replace("\u00a0", " ") for state in states(health)]


def test_a_good_copy_is_one_calm_sentence() -> None:
    (state,) = states(FINE)
    assert said(FINE) == ["Последняя проверенная копия вчера в 19:40"]
    assert (state.role, state.icon, state.wish) == ("done", "check", None)
    assert state.short == "Копия проверена вчера, 19:40"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "Последняя проверенная копия сегодня в 19:40"),
        (7, "Последняя проверенная копия 14 ноября в 19:40"),
        (8, "Последней копии 8 дней"),
        (21, "Последней копии 21 день"),
    ],
)
def test_a_copy_is_called_old_after_a_week(days: int, sentence: str) -> None:
    health = Health(checked_at=at(days))
    assert said(health) == [sentence]
    assert states(health)[0].role == ("done" if days <= 7 else "soon")


def test_a_damaged_register_is_said_before_all_else() -> None:
    first = states(replace(FINE, damaged=True, paused=True))[0]
    assert (first.role, first.short, first.wish) == ("overdue", "Реестр повреждён", Wish.DAMAGE)
    assert backup_state.word_of(Wish.DAMAGE) == "Что делать"


def test_that_there_is_no_copy_is_said() -> None:
    assert said(Health()) == ["Копии ещё нет"]
    assert states(Health())[0].role == "soon"


@pytest.mark.parametrize(
    ("days", "sentence", "role"),
    [
        (0, "Последняя проверенная копия вчера в 19:40; на флешке сегодня", "done"),
        (1, "Последняя проверенная копия вчера в 19:40; на флешке вчера", "done"),
        (7, "Последняя проверенная копия вчера в 19:40; на флешке 7 дней назад", "done"),
        (12, "Последняя проверенная копия вчера в 19:40; на флешке 12 дней назад", "soon"),
    ],
)
def test_the_stick_is_missed_softly_after_a_week(days: int, sentence: str, role: str) -> None:
    health = replace(ON_STICK, second_at=at(days))
    assert said(health) == [sentence]
    assert states(health)[0].role == role


def test_a_stick_away_for_long_is_asked_for() -> None:
    assert said(replace(ON_STICK, second_at=at(34))) == [
        "Копии на флешку не было 34 дня: вставьте её",
        "Последняя проверенная копия вчера в 19:40",
    ]
    never = replace(ON_STICK, second_at=None, second_since=at(31))
    assert said(never)[0] == "Копии на флешку не было 31 день: вставьте её"


def test_whoever_has_just_chosen_a_second_folder_is_told_nothing_off() -> None:
    health = replace(ON_STICK, second_at=None, second_since=at(0))
    assert said(health) == ["Последняя проверенная копия вчера в 19:40; на флешке ещё нет"]
    assert states(health)[0].role == "done"


def test_a_second_folder_that_is_no_stick_is_called_so() -> None:
    folder = replace(ON_STICK, second_is_removable=False, second_at=at(2))
    assert said(folder) == ["Последняя проверенная копия вчера в 19:40; во второй папке 2 дня назад"]
    assert said(replace(folder, second_at=at(40)))[0] == (
        "Копии во вторую папку не было 40 дней: проверьте, на месте ли она"
    )
    assert said(replace(folder, second_at=None))[0].startswith("Копии во вторую папку не было 300 дней")
    problem = replace(folder, second_problem="На диске нет места.")
    assert said(problem)[0] == "Копия не легла во вторую папку: На диске нет места."
    assert said(replace(problem, second_is_removable=True))[0].startswith("Копия не легла на флешку: ")


def test_a_copy_that_cannot_be_read_is_named_with_the_reason() -> None:
    bad = BadCopy(
        Path("otklik-2026-10-03-120000.otklik-backup"), datetime(2026, 10, 3, 12, tzinfo=MOSCOW), "Повреждена."
    )
    health = replace(FINE, unreadable=(bad,))
    assert said(health) == ["Копия от 3 октября не читается: Повреждена.", "Последняя проверенная копия вчера в 19:40"]
    assert states(health)[0].role == "overdue"
    assert states(health)[0].short.replace("\u00a0", " ") == "Копия от 3 октября не читается"


def test_why_the_last_copy_was_not_made_is_said() -> None:
    assert said(replace(FINE, failed="На диске нет места.")) == [
        "Последняя копия не сделана: На диске нет места.",
        "Последняя проверенная копия вчера в 19:40",
    ]


def test_a_restored_register_waits_for_a_look() -> None:
    state = states(replace(FINE, paused=True))[0]
    assert state.sentence == "Автоматические копии ждут: посмотрите восстановленный реестр"
    assert state.wish is Wish.LOOKED_AT
    assert backup_state.word_of(Wish.LOOKED_AT) == "Всё на месте"


@pytest.mark.parametrize(("days", "told"), [(0, False), (7, False), (8, True)])
def test_a_sheet_nobody_tested_is_spoken_of_after_a_week(days: int, told: bool) -> None:
    health = replace(FINE, sheet_untested_since=TODAY - timedelta(days=days))
    assert ("Лист восстановления не проверен" in said(health)) is told
    assert (states(health)[-1].wish is Wish.SHEET) is told
    assert said(health)[0] == "Последняя проверенная копия вчера в 19:40"


def test_without_a_copy_a_sheet_nobody_tested_is_spoken_of_at_once() -> None:
    sentences = said(Health(sheet_untested_since=TODAY))
    assert [sentence.split(":")[0] for sentence in sentences] == ["Копии ещё нет", "Лист восстановления не проверен"]


def test_the_most_pressing_comes_first() -> None:
    bad = BadCopy(Path("x"), at(50), "Повреждена.")
    worst = Health(
        paused=True,
        unreadable=(bad,),
        failed="Нет места.",
        second=STICK,
        second_is_removable=True,
        second_since=at(90),
        sheet_untested_since=TODAY - timedelta(days=30),
    )
    assert [sentence.split(":")[0] for sentence in said(worst)] == [
        "Автоматические копии ждут",
        "Копия от 2 октября не читается",
        "Последняя копия не сделана",
        "Копии ещё нет",
        "Копии на флешку не было 90 дней",
        "Лист восстановления не проверен",
    ]
