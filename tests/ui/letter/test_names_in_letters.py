"""A name the program is not sure of: said quietly in the editor, put right in place, kept for one or for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QWidget

from otklik.casework import answering, naming_people
from otklik.register.records import Gender
from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.name_panel import NamePanel
from tests.ui.office import Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAME = "Перец Лев Ильич"
DOUBT = "Проверьте, как склоняется имя: Перцу Льву Ильичу, Перца Льва Ильича."


@pytest.fixture
def panel(office: Office, editor: LetterEditor, qtbot: QtBot) -> NamePanel:
    """The panel, asked for in the draft to a person with a doubtful name."""
    office.ask(lambda desk: naming_people.correct_name(desk, 1, full_name=NAME))
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    assert DOUBT in said(editor)
    button(editor, "Проверить").click()
    assert editor.name_panel.isVisible()
    return editor.name_panel


def said(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def field(panel: NamePanel, name: str) -> QLineEdit:
    return next(one for one in panel.findChildren(QLineEdit) if one.accessibleName() == name)


def type_in(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(text)


def forms(panel: NamePanel) -> tuple[str, str, str]:
    names = ("Полное имя", "Кому (дательный)", "Кого (родительный)")
    full_name, dative, genitive = (field(panel, name).text() for name in names)
    return full_name, dative, genitive


def test_what_the_program_thinks_stands_in_the_fields(panel: NamePanel) -> None:
    assert forms(panel) == (NAME, "Перцу Льву Ильичу", "Перца Льва Ильича")
    assert button(panel, "мужской").isChecked()
    assert "Уважаемый Лев Ильич!" in said(panel)
    assert "Программа не уверена" in said(panel)
    assert not any(
        one.text() in {"Убрать поправку", "Забыть"} and one.isVisible() for one in panel.findChildren(QAbstractButton)
    )


def test_a_correction_is_kept_for_this_person_and_the_page_follows(
    office: Office, editor: LetterEditor, panel: NamePanel, qtbot: QtBot
) -> None:
    type_in(qtbot, field(panel, "Кому (дательный)"), "Перецу Льву Ильичу")
    type_in(qtbot, field(panel, "Кого (родительный)"), "Переца Льва Ильича")
    button(panel, "Сохранить").click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    qtbot.waitUntil(lambda: "Перецу Л. И." in editor.preview.accessibleDescription().replace("\u00a0", " "))
    assert "Проверьте, как склоняется" not in said(editor)
    person = office.ask(lambda desk: desk.register.subjects.get(1))
    assert (person.dative, person.genitive, person.gender) == (
        "Перецу Льву Ильичу",
        "Переца Льва Ильича",
        Gender.MALE,
    )
    assert office.ask(lambda desk: desk.register.name_forms.all()) == ()


def test_what_is_right_already_is_confirmed_by_keeping_it(
    office: Office, editor: LetterEditor, panel: NamePanel, qtbot: QtBot
) -> None:
    button(panel, "Сохранить").click()
    qtbot.waitUntil(lambda: DOUBT not in said(editor))
    view = office.ask(lambda desk: naming_people.name_view(desk, 1))
    assert view is not None
    assert (view.declined.dative, view.declined.sure, view.corrected) == ("Перцу Льву Ильичу", True, True)


def test_a_correction_for_everybody_is_remembered_and_can_be_forgotten(
    office: Office, editor: LetterEditor, panel: NamePanel, qtbot: QtBot
) -> None:
    type_in(qtbot, field(panel, "Кому (дательный)"), "Перецу Льву Ильичу")
    panel.findChildren(QCheckBox)[0].setChecked(True)
    button(panel, "Сохранить").click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    (form,) = office.ask(lambda desk: desk.register.name_forms.all())
    assert (form.full_name, form.dative, form.genitive) == (NAME, "Перецу Льву Ильичу", "Перца Льва Ильича")
    for word in ("Убрать поправку", "Забыть"):
        view = office.ask(lambda desk: naming_people.name_view(desk, 1))
        assert view is not None
        panel.ask(view, editor.rect())
        button(panel, word).click()
        qtbot.waitUntil(lambda: not panel.isVisible())
    assert office.ask(lambda desk: desk.register.name_forms.all()) == ()
    qtbot.waitUntil(lambda: DOUBT in said(editor))


def test_the_forms_follow_name_and_gender_but_not_what_was_typed(
    office: Office, panel: NamePanel, qtbot: QtBot
) -> None:
    type_in(qtbot, field(panel, "Полное имя"), "Шевченко Саша")
    qtbot.waitUntil(lambda: "Уважаемый Саша Шевченко!" in said(panel))
    type_in(qtbot, field(panel, "Кому (дательный)"), "Шевченко Александре")
    button(panel, "женский").click()
    qtbot.waitUntil(lambda: "Уважаемая Саша Шевченко!" in said(panel))
    assert forms(panel) == ("Шевченко Саша", "Шевченко Александре", "Шевченко Саши")
    type_in(qtbot, field(panel, "Кому (дательный)"), "")
    qtbot.waitUntil(lambda: field(panel, "Кому (дательный)").text() == "Шевченко Саше")
    button(panel, "Сохранить").click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    person = office.ask(lambda desk: desk.register.subjects.get(1))
    assert (person.full_name, person.dative, person.gender) == ("Шевченко Саша", "Шевченко Саше", Gender.FEMALE)


def test_keeping_at_once_takes_what_was_typed_last(office: Office, panel: NamePanel, qtbot: QtBot) -> None:
    type_in(qtbot, field(panel, "Полное имя"), "Калинина Анна Сергеевна")
    button(panel, "женский").click()
    qtbot.keyClick(field(panel, "Полное имя"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.isVisible())
    person = office.ask(lambda desk: desk.register.subjects.get(1))
    assert (person.dative, person.genitive) == ("Калининой Анне Сергеевне", "Калининой Анны Сергеевны")


def test_an_empty_name_is_refused_in_place_and_esc_closes(office: Office, panel: NamePanel, qtbot: QtBot) -> None:
    type_in(qtbot, field(panel, "Полное имя"), "")
    button(panel, "Сохранить").click()
    qtbot.waitUntil(lambda: "пустое" in said(panel))
    assert office.ask(lambda desk: desk.register.subjects.get(1)).full_name == NAME
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_sure_name_is_not_asked_about(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    assert "Проверьте, как склоняется" not in said(editor)
