"""The page that fills a profile from the operator's own policy, on a real register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from otklik.casework import policies, profiles
from otklik.intake.policy.facts import FIELDS, Found, Quote, Shape
from otklik.intake.policy.profile import operator_from_facts
from otklik.law.terms import Term, Unit
from otklik.register.records import OperatorForm
from otklik.ui.intake.dropped import Dropped
from otklik.ui.policy import policy_words
from otklik.ui.policy.policy_page import PolicyPage
from otklik.ui.policy.quoted_row import ContradictionRow, FactRow, FieldRow
from tests.policy_facts import FACTS, READ, TEXT
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


@pytest.fixture
def page(qtbot: QtBot, look: None, office: Office) -> PolicyPage:
    """The page, asking for the policy of the operator there is."""
    made = PolicyPage(office.tasks)
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    made.begin(1)
    office.settle()
    return made


@pytest.fixture
def compared(page: PolicyPage) -> PolicyPage:
    """The page with a policy beside the profile."""
    page._on_read(READ)
    return page


def row(page: PolicyPage, name: str) -> FieldRow:
    return next(one for one in page.compare.findChildren(FieldRow) if one.name == name)


def words(page: PolicyPage) -> str:
    """Return all words of the right side, whether one has to scroll to them or not."""
    return "\n".join(label.text() for label in page.compare.page.findChildren(QLabel)).replace("\u00a0", " ")


def test_a_file_is_read_and_shown_beside_the_profile(page: PolicyPage, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text(TEXT, "utf-8")
    page.read_file(str(file))
    assert not page.choose.place.button.isEnabled()
    assert "Читаем политику…" in seen(page)
    office.settle()
    assert page.compare.isVisible()
    assert page.compare.text.toPlainText() == TEXT
    assert "policy.txt" in seen(page)
    assert "101000, г. Москва, ул. Придуманная, д. 7" in words(page)


def test_what_cannot_be_read_is_said_and_asked_for_again(page: PolicyPage, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "policy.pdf"
    file.write_bytes(b"GIF89a nothing of that kind")
    page.read_file(str(file))
    office.settle()
    assert page.choose.isVisible()
    assert "policy.pdf" in page.choose.place.notice.sentence
    assert page.choose.place.button.isEnabled()
    page.read_file(str(tmp_path / "nowhere.txt"))
    office.settle()
    assert "nowhere.txt" in page.choose.place.notice.sentence


def test_pasted_text_is_read(page: PolicyPage, office: Office) -> None:
    assert not page.choose.read.isEnabled()
    page.choose._text.setPlainText(TEXT)
    page.choose.read.click()
    office.settle()
    assert page.compare.isVisible()
    assert "вставленный текст" in seen(page)


def test_the_last_of_two_policies_is_shown(page: PolicyPage, office: Office) -> None:
    page.read_text("Оператор — ООО «Первый Пример».")
    page.take_in(Dropped(text=TEXT))
    office.settle()
    assert page.compare.text.toPlainText() == TEXT


def test_only_what_is_blank_and_certain_is_ticked(compared: PolicyPage) -> None:
    ticked = {one.name for one in compared.compare.findChildren(FieldRow) if one.is_wanted}
    assert ticked == {"purposes", "request_channels"}
    assert row(compared, "cross_border").tick is None
    email = row(compared, "emails").tick
    assert email is not None
    assert not email.isChecked()
    assert "В профиле: vetrov@example.ru" in words(compared)
    assert "В политике: pdn@mayak.example.ru" in words(compared)
    assert "2 поля профиля" in seen(compared)


def test_of_two_values_none_is_taken_until_one_is_chosen(compared: PolicyPage, office: Office) -> None:
    (conflict,) = compared.compare._conflicts
    assert conflict.decided is None
    assert "п. 1.3: «В приложении к договору указан ИНН 9900051188.»" in words(compared)
    conflict.rows[1].choice.click()
    assert conflict.decided == 1
    conflict.rows[2].choice.click()
    assert conflict.decided is None
    conflict.rows[0].choice.click()
    compared.take.click()
    office.settle()
    assert office.ask(profiles.operators)[0].inn == "9900012076"


def test_what_is_ticked_is_taken_and_the_text_kept(compared: PolicyPage, office: Office, qtbot: QtBot) -> None:
    before = office.ask(profiles.operators)[0]
    term = row(compared, "claim_term").tick
    assert term is not None
    term.click()
    with qtbot.waitSignal(compared.taken) as sent:
        compared.take.click()
    assert sent.args == [1, "Профиль заполнен из политики."]
    (after,) = office.ask(profiles.operators)
    assert (after.policy_days, after.policy_unit, after.policy_clause) == (20, Unit.CALENDAR_DAYS, "3.2")
    assert after.purposes == ("исполнение договора", "ответ на обращения")
    assert (after.name, after.emails, after.form) == (before.name, before.emails, OperatorForm.SOLE_PROPRIETOR)
    kept = office.ask(lambda desk: policies.kept(desk, 1))
    assert kept is not None
    assert kept.text == TEXT


def test_nothing_ticked_keeps_the_text_alone(compared: PolicyPage, office: Office, qtbot: QtBot) -> None:
    before = office.ask(profiles.operators)
    for name in ("purposes", "request_channels"):
        tick = row(compared, name).tick
        assert tick is not None
        tick.click()
    with qtbot.waitSignal(compared.taken) as sent:
        button(compared, "Сохранить только текст").click()
    assert sent.args == [1, "Текст политики сохранён."]
    assert office.ask(profiles.operators) == before
    assert office.ask(lambda desk: policies.kept(desk, 1)) is not None


def test_what_the_register_refuses_is_said_in_place(page: PolicyPage, office: Office) -> None:
    named = Found("ООО «\U0001f600»", (Quote("", 0, 0),))
    page._on_read(replace(READ, facts=replace(FACTS, values={"operator_name": named}, conflicts=())))
    tick = row(page, "operator_name").tick
    assert tick is not None
    tick.click()
    page.take.click()
    office.settle()
    assert "нельзя напечатать" in page.notice.sentence
    assert page.take.isEnabled()


def test_reaching_a_line_leads_to_its_words(compared: PolicyPage, qtbot: QtBot) -> None:
    email = row(compared, "emails").tick
    assert email is not None
    email.setFocus(Qt.FocusReason.TabFocusReason)
    assert compared.compare.text.lit() == ("pdn@mayak.example.ru",)
    assert row(compared, "emails").property("lit")
    qtbot.keyClick(email, Qt.Key.Key_Tab)
    assert not row(compared, "emails").property("lit")
    assert compared.compare.text.lit() != ("pdn@mayak.example.ru",)


def test_pressing_a_line_again_leads_to_the_next_of_its_words(compared: PolicyPage, qtbot: QtBot) -> None:
    purposes = row(compared, "purposes")
    qtbot.mouseClick(purposes, Qt.MouseButton.LeftButton)
    at_first = compared.compare.text.textCursor().position()
    qtbot.mouseClick(purposes, Qt.MouseButton.LeftButton)
    assert compared.compare.text.lit() == ("исполнения договора", "ответа на обращения")
    assert (at_first, compared.compare.text.textCursor().position()) == (
        TEXT.index("исполнения договора"),
        TEXT.index("ответа на обращения"),
    )
    assert purposes.is_wanted  # looking is no unticking


def test_words_of_the_text_lead_to_their_line(compared: PolicyPage) -> None:
    compared.compare._on_text_pressed(TEXT.index("mayak.example"))
    assert row(compared, "emails").property("lit")
    compared.compare._on_text_pressed(0)
    assert row(compared, "emails").property("lit")


def test_contradictions_come_with_article_and_words(compared: PolicyPage, qtbot: QtBot) -> None:
    late, silent = compared.compare.findChildren(ContradictionRow)
    assert "152-ФЗ, ст. 20 ч. 1" in words(compared)
    late.setFocus(Qt.FocusReason.TabFocusReason)
    assert compared.compare.text.lit() == ("Оператор сообщает сведения субъекту в течение 30 дней",)
    assert silent.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert "всё равно стоят по закону" in words(compared)
    button(compared, "2 расхождения с законом").click()
    assert late.visibleRegion().boundingRect().height() > 0


def test_the_rest_is_told_quietly(compared: PolicyPage) -> None:
    assert len(compared.compare.findChildren(FactRow)) == 3
    assert "запрос повторяется снова и снова" in words(compared)
    silent = next(line for line in words(compared).splitlines() if line.startswith("В политике не сказано: "))
    assert "ОГРН" in silent
    assert "электронная почта" not in silent
    assert "ИНН" not in silent.replace("ОГРНИП", "")


def test_a_new_operator_is_made_of_a_policy(page: PolicyPage, office: Office, qtbot: QtBot) -> None:
    page.begin(0, Dropped(text="Оператор персональных данных — ООО «Маяк Звонки», ИНН 9900012076."))
    office.settle()
    office.settle()
    assert "новый оператор" in seen(page)
    assert page.compare.isVisible()
    with qtbot.waitSignal(page.taken) as sent:
        page.take.click()
    assert sent.args[0] == 2
    assert len(office.ask(profiles.operators)) == 2


def test_the_kept_policy_is_shown_at_the_words_of_a_field(page: PolicyPage, office: Office, qtbot: QtBot) -> None:
    office.ask(lambda desk: policies.take_over(desk, 1, policies.read_text(TEXT)))
    page.show_kept(1, "emails")
    qtbot.waitUntil(lambda: page.compare.text.lit() == ("pdn@mayak.example.ru",))
    assert page.compare.isVisible()


def test_leaving_tells_whose_profile_it_was(compared: PolicyPage, qtbot: QtBot, office: Office) -> None:
    with qtbot.waitSignal(compared.left) as sent:
        qtbot.keyClick(compared, Qt.Key.Key_Escape)
    assert sent.args == [1]
    assert office.ask(lambda desk: policies.kept(desk, 1)) is None


def test_signs_qt_counts_twice_move_no_mark(page: PolicyPage) -> None:
    text = "\U0001f600 Адрес: info@example.ru"
    start = text.index("info")
    found = Found(("info@example.ru",), (Quote("info@example.ru", start, start + 15),))
    page._on_read(
        replace(READ, facts=replace(FACTS, text=text, values={"emails": found}, conflicts=(), contradictions=()))
    )
    page.compare.show_field("emails")
    assert page.compare.text.lit() == ("info@example.ru",)


def test_a_term_for_requests_stands_with_its_clause(compared: PolicyPage, office: Office) -> None:
    read = policies.read_text("5. Обращения\n5.1. Оператор отвечает на запрос субъекта в течение 5 рабочих дней.\n")
    compared._on_read(read)
    assert "5 рабочих дней, п. 5.1" in words(compared)
    compared.take.click()
    office.settle()
    assert office.ask(profiles.operators)[0].request_term == Term(5, Unit.WORKING_DAYS)


def test_what_a_policy_answers_is_said_in_words() -> None:
    assert policy_words.value("stored_in_russia", False) == "за пределами России"
    assert policy_words.value("cross_border", False) == "данные за границу не передаются"
    flags = [name for name, shape in FIELDS.items() if shape is Shape.FLAG]
    assert not {policy_words.value(name, said) for name in flags for said in (True, False)} & {"Да", "Нет"}


def test_signs_of_markdown_are_not_seen_and_move_no_mark(page: PolicyPage) -> None:
    text = "# Политика\n\n**Оператор** — ООО «Пример»"
    start = text.index("ООО")
    found = Found("ООО «Пример»", (Quote("ООО «Пример»", start, start + 12),))
    facts = replace(FACTS, text=text, values={"operator_name": found}, conflicts=(), contradictions=())
    page._on_read(replace(READ, facts=facts, clauses={}))
    page.compare.show_field("name")
    assert page.compare.text.lit() == ("ООО «Пример»",)
    assert "**" not in words(page)
    cursor = page.compare.text.textCursor()
    for at, is_seen in ((1, False), (text.index("**") + 1, False), (text.index("Оператор") + 1, True)):
        cursor.setPosition(at)
        assert (cursor.charFormat().fontPointSize() != 0.5) is is_seen


def test_phones_and_lists_are_taken_as_people_write_them(page: PolicyPage, office: Office) -> None:
    read = policies.read_text("Телефон Оператора: 84950000013.\nЦели: ответ на обращения; исполнение договора.\n")
    assert read.facts.values["phones"].value == ("+74950000013",)
    assert office.ask(lambda desk: policies.take_over(desk, 1, read)).fields
    assert office.ask(profiles.operators)[0].phones == ("+7 495 000-00-13",)
    again = operator_from_facts({"purposes": ["Ответ на обращения", "ответ на «обращения».", "иное"]})
    assert again.purposes == ("Ответ на обращения", "иное")
