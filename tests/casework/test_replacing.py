"""A letter that is void: its page says so, it stays as it was stored, and another one takes its place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.casework import answering, closing, enclosing, registering, replacing
from otklik.law.kinds import Kind
from otklik.register.paper_records import Enclosure
from otklik.register.records import LetterState
from otklik.system.errors import UserError
from tests.finished_pdf import expect_archive, text_of

from .test_acts import new_case

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return registering.register_case(desk, new_case(operator_id, Kind.CONSENT_WITHDRAWAL)).case_id


def issued(desk: Desk, case_id: int) -> int:
    letter_id = answering.draft_letter(desk, case_id, "withdrawal_done").letter_id
    answering.save_draft(desk, letter_id, "О прекращении обработки", "Обработка прекращена.\n\n" * 60)
    enclosing.set_enclosures(desk, letter_id, (Enclosure(title="Справка", sheets=2),))
    answering.issue(desk, letter_id)
    return letter_id


def test_each_page_of_a_void_letter_bears_the_word_and_stays_an_archive_file(
    desk: Desk, case_id: int, tmp_path: Path
) -> None:
    letter_id = issued(desk, case_id)
    stored = answering.letter_pdf(desk, letter_id)
    assert replacing.shown_pdf(desk, letter_id) == stored
    answering.annul_letter(desk, letter_id, "ошибка в адресе")
    shown = replacing.shown_pdf(desk, letter_id)
    assert answering.letter_pdf(desk, letter_id) == stored
    with pikepdf.open(io.BytesIO(shown)) as pdf:
        pages = len(pdf.pages)
        assert "/StructTreeRoot" in pdf.Root
    assert pages > 1
    assert text_of(shown).count("АННУЛИРОВАНО") == pages
    assert "с. 0" not in text_of(shown)
    expect_archive(tmp_path, shown)


def test_the_letter_in_its_place_has_its_words_and_enclosures_and_no_number(desk: Desk, case_id: int) -> None:
    letter_id = issued(desk, case_id)
    with pytest.raises(UserError):
        replacing.draft_instead(desk, letter_id)
    answering.annul_letter(desk, letter_id, "ошибка в адресе")
    drafted = replacing.draft_instead(desk, letter_id)
    void, draft = desk.register.letters.get(letter_id), desk.register.letters.get(drafted.letter_id)
    assert (draft.state, draft.number, draft.issued_on) == (LetterState.DRAFT, "", None)
    assert (draft.case_id, draft.template, draft.heading, draft.body) == (
        void.case_id, void.template, void.heading, void.body,
    )  # fmt: skip
    assert [(one.title, one.sheets) for one in enclosing.enclosures_of(desk, draft.id)] == [("Справка", 2)]
    assert answering.issue(desk, draft.id).number != void.number


def test_in_a_closed_case_nothing_is_written_any_more(desk: Desk, case_id: int) -> None:
    letter_id = issued(desk, case_id)
    answering.annul_letter(desk, letter_id, "ошибка в адресе")
    closing.annul_case(desk, case_id, "заведено дважды")
    with pytest.raises(UserError):
        replacing.draft_instead(desk, letter_id)
