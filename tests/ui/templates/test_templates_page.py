"""The templates in the window: found, opened, written, saved, compared, given back; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QWidget

from otklik.casework import answering, templates_own, templates_typed
from otklik.letters import templates
from otklik.letters.templates import load_templates
from otklik.ui.letter.letters_page import LettersPage
from otklik.ui.main_window import LETTERS, TODAY, MainWindow
from otklik.ui.palette.window_commands import find
from otklik.ui.templates.template_aside import DIFFERENCES, FIELDS
from otklik.ui.templates.templates_page import TemplatesPage
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks
    from otklik.ui.templates.template_editor import TemplateEditor

ACCESS, REFUSAL = "access_answer", "refusal"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> TemplatesPage:
    """The templates, opened by the button of the room of letters."""
    window.show_room(LETTERS)
    settle(qtbot, window)
    button(window, "&Шаблоны…").click()
    settle(qtbot, window)
    letters = window.page(LETTERS)
    assert isinstance(letters, LettersPage)
    made = letters.findChild(TemplatesPage)
    assert made is not None
    return made


@pytest.fixture
def editor(qtbot: QtBot, window: MainWindow, page: TemplatesPage) -> TemplateEditor:
    """The editor with the answer to a request for information."""
    page.open_template(ACCESS)
    wait(qtbot, window, page.editor)
    return page.editor


def wait(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    """Wait until the text is checked and its page is drawn."""
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not editor._checker.isActive() and not editor._keeper.isActive(), timeout=5000)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not editor._checking)
    settle(qtbot, window)


def write(qtbot: QtBot, window: MainWindow, editor: TemplateEditor, text: str) -> None:
    """Type over the whole text."""
    editor.text.selectAll()
    editor.text.insert(text)
    wait(qtbot, window, editor)


def copies(qtbot: QtBot, tasks: Tasks) -> list[str]:
    return [one.template for one in ask(qtbot, tasks, lambda desk: desk.register.template_copies.all())]


def typed(qtbot: QtBot, tasks: Tasks) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = ask(qtbot, tasks, templates_typed.all_typed)
    return found


def test_templates_stand_under_what_they_answer_and_are_found(
    qtbot: QtBot, window: MainWindow, page: TemplatesPage
) -> None:
    rows = page.list.shown()
    assert {row.id for row in rows if row.id} == set(load_templates())
    headings = [row.text for row in rows if not row.id]
    assert headings[0] == "Запросы сведений"
    assert "Роскомнадзор" in headings
    find(window)
    assert page.isVisible()
    assert window.focusWidget() is page._search
    page._search.insert("ПРЕТЕНЗИЮ")
    qtbot.waitUntil(lambda: len(page.list.shown()) < len(rows))
    found = page.list.shown()
    assert [row.text for row in found if not row.id] == ["Претензии"]
    assert all("претензи" in row.text.casefold() for row in found)


def test_a_template_is_shown_with_its_text_and_a_drawn_page(editor: TemplateEditor) -> None:
    assert editor.heading.text() == load_templates()[ACCESS].heading
    assert editor.text.toPlainText() == load_templates()[ACCESS].body.rstrip("\n")
    assert not editor.dirty
    assert editor.aside.preview.page_count == 2
    shown = editor.aside.preview.accessibleDescription()
    assert "Калининой А. С." in shown
    assert "не заполнено" not in shown.replace("не заполнено: ", "!") or "{{" not in shown
    assert not editor._save.isEnabled()


def test_the_page_follows_the_text_and_the_demand(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    assert "в машиночитаемом виде" not in editor.aside.preview.accessibleDescription()
    editor.aside._kind.setCurrentIndex(1)
    wait(qtbot, window, editor)
    assert "в машиночитаемом виде" in editor.aside.preview.accessibleDescription()
    write(qtbot, window, editor, "Совсем другой текст для {{ субъект.родительный }}.")
    assert "другой текст для Калининой Анны Сергеевны" in editor.aside.preview.accessibleDescription()


def test_a_saved_text_is_what_letters_are_drafted_from(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: TemplatesPage, editor: TemplateEditor
) -> None:
    write(qtbot, window, editor, "Данных о вас нет.")
    assert "Не сохранено" in seen(editor)
    assert copies(qtbot, tasks) == []
    button(editor, "Сохранить").click()
    wait(qtbot, window, editor)
    assert copies(qtbot, tasks) == [ACCESS]
    assert "Сохранено" in seen(editor)
    assert "ваш текст" in seen(editor)
    assert ("ваш текст", "accent") in next(row.chips for row in page.list.shown() if row.id == ACCESS)
    assert typed(qtbot, tasks) == {}
    case_id = ask(qtbot, tasks, lambda desk: desk.register.cases.of_operator(1)[0].id)
    letter_id = ask(qtbot, tasks, lambda desk: answering.draft_letter(desk, case_id, ACCESS).letter_id)
    assert ask(qtbot, tasks, lambda desk: desk.register.letters.get(letter_id).body) == "Данных о вас нет.\n"


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ("а\n\n{{ оператор.адресс }}", "Строка 3: нет поля «оператор.адресс». Возможно, нужно «оператор.адрес».", 3),
        ("а\n{% if сегодня %}\nб", "Строка 2: условие, которое здесь начато, не закрыто, не хватает {% endif %}.", 2),
        ("{{ 7*7 }}", "Строка 1: в шаблоне допустимы поля, тексты, условия", 1),
        ("а\n{% for x in range(10**9) %}а{% endfor %}", "Строка 2: в шаблоне допустимы", 2),
        ("{{ ''.__class__ }}", "Строка 1: в шаблоне допустимы", 1),
        ("слово " * 17_000, "Шаблон слишком длинный", 0),
        ("{{ письмо.ответ }} " * 3000, "Шаблон слишком длинный", 0),
        (" ", "В шаблоне нет текста.", 0),
    ],
)
def test_what_is_no_template_is_told_in_place_and_never_stored(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, editor: TemplateEditor, text: str, sentence: str, line: int
) -> None:
    write(qtbot, window, editor, text)
    assert editor.mistake.sentence.startswith(sentence)
    assert editor.text.wrong_line == line
    assert not editor._save.isEnabled()
    editor.save()
    wait(qtbot, window, editor)
    assert copies(qtbot, tasks) == []
    assert typed(qtbot, tasks)[ACCESS][1].strip() == text.strip(), "what was typed is kept even so"
    if line:
        button(editor, "Показать строку").click()
        assert editor.text.textCursor().blockNumber() == line - 1
    assert "по последнему тексту без ошибок" in seen(editor.aside)


def test_an_empty_heading_is_told_and_led_to(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    editor.heading.selectAll()
    qtbot.keyClick(editor.heading, Qt.Key.Key_Delete)
    wait(qtbot, window, editor)
    assert editor.mistake.sentence == "У шаблона нет заголовка."
    button(editor, "К заголовку").click()
    assert window.focusWidget() is editor.heading
    editor.heading.insertPlainText("О данных {{ nothing }}")
    wait(qtbot, window, editor)
    assert "нет поля «nothing»" in editor.mistake.sentence


def test_a_mark_of_html_and_a_sign_without_type_are_remarks_only(
    qtbot: QtBot, window: MainWindow, editor: TemplateEditor
) -> None:
    write(qtbot, window, editor, "а\n<script>alert(1)</script>")
    assert editor.notice.sentence.startswith("Строка 2: <script> будет напечатано как есть")
    assert "<script>alert(1)</script>" in editor.aside.preview.accessibleDescription()
    assert editor._save.isEnabled()
    write(qtbot, window, editor, "Ура 🙂 <b>")
    assert "U+1F642" in editor.notice.sentence
    assert "<b>" in editor.notice.sentence
    editor._save.click()
    wait(qtbot, window, editor)
    assert editor.notice.sentence.startswith("Сохранено.")
    assert "U+1F642" in editor.notice.sentence
    write(qtbot, window, editor, "Ура")
    assert "U+1F642" not in editor.notice.sentence


def test_more_than_can_be_shown_is_not_pasted(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    before = editor.text.toPlainText()
    data = QMimeData()
    data.setText("слово " * 100_000)
    editor.text.insertFromMimeData(data)
    assert editor.text.toPlainText() == before
    assert editor.mistake.sentence.startswith("Шаблон слишком длинный")


def test_a_field_is_put_in_by_a_double_click(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    write(qtbot, window, editor, "Телефон: ")
    editor.aside.show_part(FIELDS)
    fields = editor.aside.fields
    fields._search.insert("телефон оператора")
    qtbot.waitUntil(lambda: sum(bool(row.id) for row in fields.list.shown()) == 1)
    fields.list.setCurrentIndex(fields.list.model().index(1, 0))
    qtbot.keyClick(fields.list, Qt.Key.Key_Return)
    assert editor.text.toPlainText() == "Телефон: {{ оператор.телефон }}"
    fields.list.search("«я» или «мы»")
    fields.list.setCurrentIndex(fields.list.model().index(1, 0))
    fields.list.doubleClicked.emit(fields.list.currentIndex())
    assert editor.text.toPlainText().endswith('{{ лицо("сообщаю", "сообщаем") }}')
    wait(qtbot, window, editor)
    assert editor.mistake.sentence == ""


def test_the_difference_is_marked_by_more_than_colour(qtbot: QtBot, window: MainWindow, editor: TemplateEditor) -> None:
    write(qtbot, window, editor, load_templates()[ACCESS].body.replace("бесплатно", "даром"))
    editor.aside.show_part(DIFFERENCES)
    wait(qtbot, window, editor)
    diff = editor.aside.diff
    text = diff.text.toPlainText()
    assert "предоставлены бесплатно, даром," in text.replace("  ", " ")
    marks = {}
    for at in range(len(text)):
        cursor = diff.text.textCursor()
        cursor.setPosition(at + 1)
        form = cursor.charFormat()
        if form.fontStrikeOut() or form.fontUnderline():
            marks.setdefault((form.fontStrikeOut(), form.fontUnderline()), []).append(text[at])
    assert "".join(marks[True, False]).strip() == "бесплатно,"
    assert "".join(marks[False, True]).strip() == "даром,"
    assert diff.text.accessibleDescription() == "убрано: бесплатно,\nвставлено: даром,"
    write(qtbot, window, editor, load_templates()[ACCESS].body)
    assert "не отличается ни одно слово" in seen(diff)


def test_our_text_comes_back_after_a_question_and_his_after_it(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, editor: TemplateEditor
) -> None:
    write(qtbot, window, editor, "Мой текст.")
    editor.save()
    wait(qtbot, window, editor)
    button(editor, "Вернуть наш текст…").click()
    assert copies(qtbot, tasks) == [ACCESS]
    button(editor.question, "Вернуть наш текст").click()
    wait(qtbot, window, editor)
    assert copies(qtbot, tasks) == []
    assert editor.text.toPlainText() == load_templates()[ACCESS].body.rstrip("\n")
    button(editor.notice, "Отменить").click()
    wait(qtbot, window, editor)
    assert copies(qtbot, tasks) == [ACCESS]
    assert editor.text.toPlainText().strip() == "Мой текст."


@pytest.fixture
def newer(qtbot: QtBot, window: MainWindow, tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of his, and a new version of ours."""
    ours = load_templates()[ACCESS]
    ask(qtbot, tasks, lambda desk: templates_own.save_own(desk, ACCESS, ours.heading, ours.body + "\nМоё слово.\n"))
    shipped = {**load_templates(), ACCESS: replace(ours, body=ours.body + "\nНовая норма.\n")}
    monkeypatch.setattr(templates, "load_templates", lambda: shipped)


def test_a_newer_text_of_ours_is_told_compared_and_never_put_over_his(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, newer: None, editor: TemplateEditor
) -> None:
    letters = window.page(LETTERS)
    assert isinstance(letters, LettersPage)
    assert letters._updated.text() == "Обновлён 1 текст, который вы меняли"
    assert "Моё слово." in editor.text.toPlainText()
    assert "Мы обновили этот текст" in seen(editor)
    button(editor.updated, "Сравнить").click()
    wait(qtbot, window, editor)
    assert "Новая норма." in editor.aside.diff.text.toPlainText()
    assert "Моё слово." not in editor.aside.diff.text.toPlainText(), "what we updated, first of all"
    button(editor.aside, "Ваш и наш").click()
    wait(qtbot, window, editor)
    assert "Моё слово." in editor.aside.diff.text.toPlainText()
    button(editor.aside, "Оставить мой").click()
    wait(qtbot, window, editor)
    assert "Мы обновили" not in seen(editor)
    assert letters._updated.isHidden()
    assert "Моё слово." in ask(qtbot, tasks, lambda desk: desk.register.template_copies.of(ACCESS)).body


def test_a_newer_text_of_ours_can_be_taken(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, newer: None, editor: TemplateEditor
) -> None:
    button(editor.updated, "Сравнить").click()
    wait(qtbot, window, editor)
    button(editor.aside, "Взять обновлённый").click()
    assert copies(qtbot, tasks) == [ACCESS], "it is asked first"
    button(editor.question, "Вернуть наш текст").click()
    wait(qtbot, window, editor)
    assert copies(qtbot, tasks) == []
    assert "Новая норма." in editor.text.toPlainText()


def test_who_goes_elsewhere_with_unsaved_text_is_asked(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: TemplatesPage, editor: TemplateEditor
) -> None:
    write(qtbot, window, editor, "Недописано")
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)
    assert "Текст не сохранён" in seen(editor)
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)
    assert "Текст не сохранён" not in seen(editor)
    assert page.isVisible()
    settle(qtbot, window)
    page.open_template(REFUSAL)
    assert (editor.template_id, page.list.chosen()) == (ACCESS, ACCESS)
    button(editor.question, "Сохранить").click()
    wait(qtbot, window, editor)
    assert (editor.template_id, page.list.chosen()) == (REFUSAL, REFUSAL)
    assert copies(qtbot, tasks) == [ACCESS]
    write(qtbot, window, editor, "Не нужно")
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)
    settle(qtbot, window)
    button(editor.question, "Не сохранять").click()
    settle(qtbot, window)
    assert not page.isVisible(), "back among the letters"
    assert copies(qtbot, tasks) == [ACCESS]
    assert typed(qtbot, tasks) == {}


def test_a_text_that_cannot_be_saved_does_not_let_go_on(
    qtbot: QtBot, window: MainWindow, page: TemplatesPage, editor: TemplateEditor
) -> None:
    write(qtbot, window, editor, "{% if")
    page.open_template(REFUSAL)
    button(editor.question, "Сохранить").click()
    wait(qtbot, window, editor)
    assert editor.template_id == ACCESS
    assert editor.mistake.sentence.startswith("Строка 1")


def test_what_was_typed_waits_for_who_leaves_the_room_or_closes_the_window(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, page: TemplatesPage, editor: TemplateEditor
) -> None:
    editor.text.selectAll()
    editor.text.insert("{% if недописано")
    window.show_room(TODAY)
    settle(qtbot, window)
    assert typed(qtbot, tasks)[ACCESS][1] == "{% if недописано\n"
    assert ("не сохранено", "soon") in next(row.chips for row in page.list.shown() if row.id == ACCESS)
    again = TemplatesPage(tasks)
    qtbot.addWidget(again)
    again.resize(1200, 800)
    again.show()
    again.open_template(ACCESS)
    wait(qtbot, window, again.editor)
    assert again.editor.text.toPlainText().strip() == "{% if недописано"
    assert "набрали и не сохранили" in seen(again)
    button(again, "Отбросить набранное").click()
    wait(qtbot, window, again.editor)
    assert typed(qtbot, tasks) == {}
    assert not again.editor.dirty


@pytest.mark.parametrize("width", [1000, 1440])
def test_list_and_editor_share_the_room_there_is(
    qtbot: QtBot, window: MainWindow, page: TemplatesPage, width: int
) -> None:
    window.resize(width, 640)
    settle(qtbot, window)
    narrow = width == 1000
    assert page.list.isVisible()
    assert page.editor.isHidden() or not page.editor.isVisible()
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    if narrow:
        assert page.editor.template_id == ""
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    wait(qtbot, window, page.editor)
    assert page.editor.isVisible()
    assert page.list.isVisible() is not narrow
    assert _narrowest(page) <= page.width()
    page.editor._back.click() if narrow else page._on_back()
    settle(qtbot, window)
    assert page.isVisible() is narrow
    assert page.list.isVisible() is narrow


def _narrowest(page: QWidget) -> int:
    return page.minimumSizeHint().width()
