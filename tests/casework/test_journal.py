"""The journal names what was put right in words, in both languages."""

from __future__ import annotations

import pytest

from otklik.casework import journal
from otklik.casework.registering import ANSWERS
from otklik.register.records import Change, Event
from otklik.system import words
from tests.invented import NOON


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_circumstance_has_a_name(language: str, name: str) -> None:
    words.set_language(language)
    event = Event(seq=1, at=NOON, act="case_amended", changes=(Change(name, None, "x"),))
    said = journal.sentence(event)
    assert "field:" not in said
    assert "_" not in said
    assert (name.replace("_", " ") in said) is (language == "en")


@pytest.mark.parametrize(
    ("lines", "sheets", "said"),
    [("1", "4", "Журнал напечатан: строка 1, лист 4"), ("1–3", "4–5", "Журнал напечатан: строки 1–3, листы 4–5")],
)
def test_one_sheet_of_the_journal_is_no_span(lines: str, sheets: str, said: str) -> None:
    event = Event(seq=1, at=NOON, act="journal_printed", changes=journal.facts(lines=lines, sheets=sheets))
    assert journal.sentence(event) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((Change("name", None, "паспорт.pdf"),), "Приложен файл: паспорт.pdf"),
        ((Change("name", None, None),), "Приложен файл"),
        ((), "Приложен файл"),
    ],
)
def test_a_file_is_named_as_long_as_the_register_knows_it(change: tuple[Change, ...], said: str) -> None:
    assert journal.sentence(Event(seq=1, at=NOON, act="file_added", changes=change)) == said


@pytest.mark.parametrize("act", sorted(journal._SENTENCES))
def test_a_line_whose_values_were_dropped_is_a_sentence_still(act: str) -> None:
    changes = (Change("former_digest", None, "f" * 64), Change("reason", None, None))
    said = journal.sentence(Event(seq=1, at=NOON, act=act, changes=changes))
    assert said
    assert "{" not in said
    assert "f" * 64 not in said


def test_a_rebuilt_register_says_from_which_line_it_was_chained_anew() -> None:
    told = {"cases": 9, "lines": 40, "pages": 3}
    whole = journal.sentence(Event(seq=1, at=NOON, act="register_salvaged", changes=journal.facts(**told)))
    broken = journal.sentence(
        Event(seq=1, at=NOON, act="register_salvaged", changes=journal.facts(**told, from_line=17))
    )
    assert "строки 17" in broken
    assert broken.startswith(whole)
