"""The formatted text of a letter: what it takes and gives, its pills, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextCursor

from otklik.letters.fields import labels, optional
from otklik.letters.merge import draft, settle
from otklik.letters.templates import load_templates
from otklik.ui.letter.field_text import FieldText
from otklik.ui.letter.markdown_text import NotPlainError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.letters.fields import Fields

OPTIONAL = {one.id: [name for name in optional() if name in one.body] for one in load_templates().values()}

LETTER = """\
На Ваш запрос от {{ обращение.дата }} за №\u00a031 сообщаю.

## Обрабатываются ли Ваши данные

Да. Основание: **договор** и *согласие*\\
Вашего ребёнка.

1. фамилия, имя;
2. номер телефона:
   - рабочий;
   - домашний.

Цели: {{ цели_обработки }}.
"""


@pytest.fixture
def text(qtbot: QtBot) -> FieldText:
    view = FieldText()
    qtbot.addWidget(view)
    view.resize(480, 600)
    view.set_fields({"обращение.дата": "12.11.2026", "цели_обработки": ""}, {"цели_обработки": "цели обработки"})
    view.set_markdown(LETTER)
    view.show()
    return view


def press(qtbot: QtBot, view: FieldText, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(view, key)


def type_in(view: FieldText, words: str) -> None:
    """Type letter by letter (QTest knows Latin letters only)."""
    for letter in words:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(view, event)


def place(view: FieldText, words: str) -> None:
    """Put the caret behind the words."""
    cursor = view.document().find(words)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd())
    view.setTextCursor(cursor)


def test_a_letter_comes_back_as_it_was(text: FieldText) -> None:
    assert text.markdown() == LETTER.replace("*согласие*", "_согласие_")


def test_headings_and_lists_look_like_what_they_are(text: FieldText) -> None:
    blocks = [text.document().findBlockByNumber(n) for n in range(text.document().blockCount())]
    assert [b.blockFormat().headingLevel() for b in blocks] == [0, 2, 0, 0, 0, 0, 0, 0]
    assert [b.textList() is not None for b in blocks] == [False, False, False, True, True, True, True, False]
    assert "#" not in text.toPlainText()


def test_loading_a_text_is_not_an_edit(text: FieldText, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(text.edited):
        text.set_markdown("Другой текст\n")
        text.set_fields({"цели_обработки": "рассылка"}, {})
    with qtbot.waitSignal(text.edited):
        type_in(text, "а")


def test_empty_fields_are_named_in_their_order_and_filled_ones_are_not(text: FieldText) -> None:
    text.set_markdown("{{ б }} {{ обращение.дата }} {{ а }} {{ б }}\n")
    assert text.empty_fields() == ("б", "а")
    text.set_fields({"обращение.дата": "12.11.2026", "б": "есть"}, {})
    assert text.empty_fields() == ("а",)


def test_a_click_on_a_pill_tells_which_and_where(text: FieldText, qtbot: QtBot) -> None:
    with qtbot.waitSignal(text.field_clicked) as shown:
        text.show_field("цели_обработки")
    rect = shown.args[1]
    assert text.viewport().rect().contains(rect)
    with qtbot.waitSignal(text.field_clicked) as clicked:
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert clicked.args[0] == "цели_обработки"
    with qtbot.assertNotEmitted(text.field_clicked):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, rect.center().y()))


def test_f2_asks_for_the_field_at_the_caret_or_the_next_empty_one(text: FieldText, qtbot: QtBot) -> None:
    with qtbot.waitSignal(text.field_clicked) as asked:
        press(qtbot, text, Qt.Key.Key_F2)
    assert asked.args[0] == "цели_обработки"
    place(text, "запрос от ")
    with qtbot.waitSignal(text.field_clicked) as asked:
        press(qtbot, text, Qt.Key.Key_F2)
    assert asked.args[0] == "обращение.дата"


def test_filling_a_field_of_the_letter_puts_text_in_its_place_and_undo_brings_it_back(text: FieldText) -> None:
    text.replace_field("цели_обработки", "исполнение договора_1")
    assert "Цели: исполнение договора\\_1.\n" in text.markdown()
    text.undo()
    assert "Цели: {{ цели_обработки }}.\n" in text.markdown()


def test_a_pill_is_deleted_as_a_whole(text: FieldText, qtbot: QtBot) -> None:
    place(text, "Цели: ")
    press(qtbot, text, Qt.Key.Key_Delete)
    assert "Цели: .\n" in text.markdown()


def test_enter_after_a_heading_begins_ordinary_text(text: FieldText, qtbot: QtBot) -> None:
    place(text, "Ваши данные")
    press(qtbot, text, Qt.Key.Key_Return)
    type_in(text, "Да")
    assert "## Обрабатываются ли Ваши данные\n\nДа\n\n" in text.markdown()


def test_enter_in_an_empty_item_leaves_the_list(text: FieldText, qtbot: QtBot) -> None:
    place(text, "домашний.")
    press(qtbot, text, Qt.Key.Key_Return, Qt.Key.Key_Return)
    type_in(text, "После")
    assert "   - домашний.\n\nПосле\n\n" in text.markdown()


def test_bold_heading_and_lists_go_on_and_off(text: FieldText, qtbot: QtBot) -> None:
    text.set_markdown("раз\n\nдва **три**\n")
    text.selectAll()
    text.toggle_list(ordered=True)
    assert text.markdown() == "1. раз\n2. два **три**\n"
    assert text.list_kind() is True
    text.toggle_list(ordered=False)
    assert text.markdown() == "- раз\n- два **три**\n"
    text.toggle_list(ordered=False)
    assert text.markdown() == "раз\n\nдва **три**\n"
    text.toggle_heading()
    assert text.markdown() == "## раз\n\n## два три\n"
    text.toggle_heading()
    assert text.markdown() == "раз\n\nдва три\n"
    qtbot.keyClick(text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert text.markdown() == "**раз**\n\n**два три**\n"


def test_a_copy_keeps_its_formatting_inside_and_is_plain_outside(text: FieldText) -> None:
    text.selectAll()
    copy = text.createMimeDataFromSelection()
    assert "1." not in copy.text()
    assert "Цели: {{ цели_обработки }}." in copy.text()
    text.set_markdown("")
    text.insertFromMimeData(copy)
    assert text.markdown() == LETTER.replace("*согласие*", "_согласие_")


def test_foreign_text_comes_in_without_its_styles(text: FieldText) -> None:
    foreign = QMimeData()
    foreign.setHtml("<h1 style='color:red'>Заголовок</h1><p>Текст</p>")
    foreign.setText("Заголовок\n\nТекст")
    text.set_markdown("")
    text.insertFromMimeData(foreign)
    assert text.markdown() == "Заголовок\n\nТекст\n"


def test_a_few_pasted_words_stay_in_their_sentence(text: FieldText) -> None:
    words = QMimeData()
    words.setText("очень ")
    text.set_markdown("Это важно\n")
    cursor = text.textCursor()
    cursor.setPosition(4, QTextCursor.MoveMode.MoveAnchor)
    text.setTextCursor(cursor)
    text.insertFromMimeData(words)
    assert text.markdown() == "Это очень важно\n"


def test_files_are_left_to_the_window_and_words_are_taken(text: FieldText) -> None:
    before = text.markdown()
    files, message, words, link = QMimeData(), QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/mnt/письмо.eml")])
    message.setData("message/rfc822", b"Subject: x\n\ny")
    message.setText("Subject: x")
    words.setText("слова")
    words.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    link.setUrls([QUrl("https://example.com/")])
    for refused in (files, message):
        assert not text.canInsertFromMimeData(refused), "the window behind it takes it"
        text.insertFromMimeData(refused)
        assert text.markdown() == before
    assert text.canInsertFromMimeData(words)
    assert text.canInsertFromMimeData(link)


def test_what_it_cannot_hold_is_refused_and_what_is_shown_stays(text: FieldText) -> None:
    before = text.markdown()
    with pytest.raises(NotPlainError):
        text.set_markdown("> цитата")
    assert text.markdown() == before


@pytest.mark.parametrize("template", [one for one in load_templates() if OPTIONAL[one]])
def test_who_types_nothing_into_an_optional_paragraph_leaves_it_untouched(text: FieldText, template: str) -> None:
    fields: Fields = dict.fromkeys(labels(), "слово") | dict.fromkeys(optional(), "")
    drafted = draft(load_templates()[template], fields)
    text.set_markdown(drafted)
    assert settle(text.markdown(), fields, drafted).split() == settle(text.markdown(), fields).split()
    assert any(name in drafted for name in OPTIONAL[template])
