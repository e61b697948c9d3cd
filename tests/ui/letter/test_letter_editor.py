"""The letter editor on a real register: what is blank is red and blocks, drafts keep themselves, issued is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from otklik.casework import answering, identity, profiles, templates_own
from otklik.register.records import LetterState
from otklik.ui import printing
from otklik.ui.letter.letter_editor import LetterEditor
from tests.ui.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """What was sent to the printer, instead of a dialog of the system."""
    papers: list[tuple[bytes, str]] = []

    def ask_and_print(content: bytes, name: str, parent: QWidget | None = None) -> printing.Printed:
        papers.append((content, name))
        return printing.Printed()

    monkeypatch.setattr(printing, "ask_and_print", ask_and_print)
    return papers


def begin(office: Office, editor: LetterEditor, qtbot: QtBot, template: str = "access_answer", case_id: int = 1) -> int:
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, case_id, template)).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    return letter_id


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == text and not b.isHidden())


def said(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def answer(editor: LetterEditor, text: str) -> None:
    field = next(f for f in editor.panel.findChildren(QWidget) if isinstance(f, QLineEdit | QPlainTextEdit))
    assert field.hasFocus()
    field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)
    button(editor.panel, "Вписать").click()


def test_what_is_blank_is_said_and_blocks_the_button(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot)
    issue = button(editor, "Выпустить и напечатать")
    assert not issue.isEnabled()
    assert "цели обработки" in issue.toolTip()
    assert button(editor, "не заполнено: цели обработки").accessibleName() == "не заполнено: цели обработки"
    assert "не заполнено: цели обработки" in editor.preview.accessibleDescription()


def test_signs_that_cannot_be_printed_are_named_and_block_the_button(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    begin(office, editor, qtbot)
    button(editor, "не заполнено: цели обработки").click()
    answer(editor, "исполнение договора")
    issue = button(editor, "Выпустить и напечатать")
    qtbot.waitUntil(issue.isEnabled)
    heading = editor.letter_text.heading
    before = heading.text()
    heading.setPlainText("О данных 🙂")
    qtbot.waitUntil(lambda: not issue.isEnabled())
    assert "🙂 (U+1F642)" in issue.toolTip() == issue.accessibleDescription()
    button(editor, "не напечатать: 🙂 (U+1F642)").click()
    assert issue.toolTip() in said(editor)
    heading.setPlainText(before)
    qtbot.waitUntil(issue.isEnabled)


def test_a_fact_of_the_operator_is_asked_under_its_pill_and_kept_in_the_profile(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    begin(office, editor, qtbot)
    button(editor, "не заполнено: цели обработки").click()
    assert editor.panel.isVisible()
    answer(editor, "исполнение договора;\n- рассмотрение обращений")
    qtbot.waitUntil(button(editor, "Выпустить и напечатать").isEnabled)
    assert not editor.panel.isVisible()
    (operator,) = office.ask(profiles.operators)
    assert operator.purposes == ("исполнение договора", "рассмотрение обращений")
    qtbot.waitUntil(lambda: "рассмотрение обращений." in editor.preview.accessibleDescription())
    assert "{{ цели_обработки }}" in editor.letter_text.markdown()


def test_a_field_of_the_letter_alone_becomes_text(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot, "claim_partial", 2)
    chip = next(b for b in editor.findChildren(QAbstractButton) if b.text().startswith("не заполнено: суть"))
    assert "и ещё\u00a05" in chip.text()
    chip.click()
    answer(editor, "Заявитель требует вернуть 100 рублей.")
    qtbot.waitUntil(lambda: "вернуть 100 рублей" in editor.preview.accessibleDescription())
    assert "Заявитель требует вернуть 100 рублей." in editor.letter_text.markdown()
    assert "письмо.суть_претензии" not in editor.letter_text.markdown()


def test_whoever_was_led_to_a_blank_field_is_led_to_the_next_one_until_he_says_not_now(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    begin(office, editor, qtbot, "claim_partial", 2)
    chip = next(b for b in editor.findChildren(QAbstractButton) if b.text().startswith("не заполнено: суть"))
    chip.click()
    first = editor.panel.question
    answer(editor, "Заявитель требует вернуть 100 рублей.")
    qtbot.waitUntil(lambda: editor.panel.question not in {None, first})
    second = editor.panel.question
    assert second is not None
    assert second.name != "письмо.суть_претензии"
    button(editor.panel, "Не сейчас").click()
    editor.letter_text.show_field("письмо.сумма")  # by his own choice: he is not led on from there
    qtbot.waitUntil(
        lambda: len([*editor.panel.findChildren(QLineEdit), *editor.panel.findChildren(QPlainTextEdit)]) == 1
    )
    answer(editor, "4800")
    qtbot.waitUntil(lambda: "и ещё\u00a03" in chip.text())
    assert not editor.panel.isVisible()


def test_a_sum_is_written_in_words_and_what_is_none_is_refused_in_place(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    begin(office, editor, qtbot, "claim_partial", 2)
    editor.letter_text.show_field("письмо.сумма")
    answer(editor, "много")
    assert editor.panel.isVisible()
    assert "{{ письмо.сумма }}" in editor.letter_text.markdown()
    answer(editor, "4800,5")
    assert not editor.panel.isVisible()
    assert "(четыре тысячи восемьсот) рублей 50" in editor.letter_text.markdown()


def test_several_results_stand_line_by_line(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot, "claim_partial", 2)
    editor.letter_text.show_field("письмо.результаты_требований")
    answer(editor, "возврат — удовлетворено; неустойка — отказано")
    qtbot.waitUntil(lambda: "– неустойка — отказано." in editor.preview.accessibleDescription())
    assert "– возврат — удовлетворено;" in editor.preview.accessibleDescription()


def test_usual_answers_are_offered_to_take_and_change(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot, "claim_partial", 2)
    editor.letter_text.show_field("письмо.результаты_требований")
    choice = next(b for b in editor.panel.findChildren(QAbstractButton) if b.accessibleName().endswith("полностью"))
    choice.click()
    button(editor.panel, "Вписать").click()
    assert "удовлетворено полностью" in editor.letter_text.markdown()


def test_esc_closes_the_question_and_then_the_letter(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot)
    qtbot.keyClick(editor.letter_text.text, Qt.Key.Key_F2)
    assert editor.panel.isVisible()
    qtbot.keyClick(editor.panel, Qt.Key.Key_Escape)
    assert not editor.panel.isVisible()
    with qtbot.waitSignal(editor.closed):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_an_optional_field_of_his_own_template_is_called_by_its_label(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    body = "Ответ дан.\n\n{{ письмо.предложение }}\n"
    office.ask(lambda desk: templates_own.save_own(desk, "access_answer", "Об ответе", body))
    begin(office, editor, qtbot)
    label = dict(office.ask(lambda desk: answering.own_fields("access_answer", desk)))["предложение"]
    assert editor.letter_text.text.words_of("письмо.предложение") == label != "предложение"
    assert button(editor, "Выпустить и напечатать").isEnabled()
    editor.letter_text.show_field("письмо.предложение")
    assert label.lower() in said(editor.panel).lower()


def test_typing_is_kept_by_itself_and_the_page_follows(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    letter_id = begin(office, editor, qtbot)
    with qtbot.waitSignal(office.tasks.changed):
        qtbot.keyClicks(editor.letter_text.text, "Dobavleno ")
    qtbot.waitUntil(lambda: "Dobavleno" in editor.preview.accessibleDescription())
    kept = office.ask(lambda desk: answering.open_letter(desk, letter_id)).letter
    assert kept.body.startswith("Dobavleno Ваше обращение")


def test_what_was_typed_is_kept_when_another_letter_is_opened(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    first = begin(office, editor, qtbot)
    editor.letter_text.heading.setPlainText("О другом")
    begin(office, editor, qtbot, "claim_partial", 2)
    assert office.ask(lambda desk: answering.open_letter(desk, first)).letter.heading == "О другом"
    assert editor.letter_text.heading.text() == "О частичном удовлетворении претензии"


def test_an_untouched_letter_is_not_written(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot)
    with qtbot.assertNotEmitted(office.tasks.changed):
        editor.flush()
        office.settle()


def test_another_template_begins_another_draft_and_the_old_one_can_go(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    old = begin(office, editor, qtbot)
    menu = button(editor, "Шаблон…").menu()
    titles = [action.text() for action in menu.actions()]
    assert titles[0] == "Подходят к обращению"
    assert titles[1].startswith("Запрос недостающих сведений — ")
    refusal = next(action for action in menu.actions() if action.text().startswith("Мотивированный отказ"))
    refusal.trigger()
    qtbot.waitUntil(lambda: editor.letter_id != old)
    button(editor, "Удалить прежний").click()
    office.settle()
    assert office.ask(lambda desk: [letter.id for letter in desk.register.letters.drafts()]) == [editor.letter_id]


def test_the_source_is_one_click_away_and_what_only_it_can_hold_stays_there(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    begin(office, editor, qtbot)
    button(editor, "Исходный текст").click()
    assert "## Подтверждение обработки" in editor.letter_text.source.toPlainText()
    editor.letter_text.source.setPlainText("> цитата\n")
    button(editor, "Оформленный текст").click()
    assert editor.letter_text.in_source
    assert editor.letter_text.markdown() == "> цитата\n"
    editor.letter_text.source.setPlainText("## Заголовок\n")
    button(editor, "Оформленный текст").click()
    assert editor.letter_text.text.toPlainText() == "Заголовок"


def issue(office: Office, editor: LetterEditor, qtbot: QtBot) -> int:
    office.ask(lambda desk: identity.confirm_identity(desk, 1, "предъявлен паспорт"))
    letter_id = begin(office, editor, qtbot)
    editor.letter_text.text.replace_field("цели_обработки", "исполнение договора")
    qtbot.waitUntil(button(editor, "Выпустить и напечатать").isEnabled)
    button(editor, "Выпустить и напечатать").click()
    qtbot.waitUntil(editor.issued.isVisible)
    office.settle()
    return letter_id


def test_an_issued_letter_is_printed_as_it_is_stored_and_is_no_longer_edited(
    office: Office, editor: LetterEditor, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    letter_id = issue(office, editor, qtbot)
    qtbot.waitUntil(lambda: bool(printed))
    stored = office.ask(lambda desk: answering.letter_pdf(desk, letter_id))
    assert printed == [(stored, "Письмо 1-ПДн")]
    assert "Отправлено на принтер." in said(editor.issued)
    assert editor.issued.isVisible()
    assert not editor.letter_text.isVisible()
    assert editor.preview.content == stored
    assert office.ask(lambda desk: answering.open_letter(desk, letter_id)).letter.state is LetterState.ISSUED


def test_a_letter_is_printed_into_a_file_by_the_name_that_is_offered(
    office: Office, editor: LetterEditor, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's dialog offers a file by the name of the job; here it is taken as it is offered."""
    target: list[Path] = []

    def take_what_is_offered(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        printer = dialog.printer()
        target.append(tmp_path / f"{printer.docName()}.pdf")
        printer.setOutputFileName(str(target[0]))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", take_what_is_offered)
    issue(office, editor, qtbot)
    qtbot.waitUntil(lambda: bool(target) and f"Напечатано в файл {target[0]}" in said(editor.issued))
    assert target[0].read_bytes().startswith(b"%PDF")
    assert "принтер" not in said(editor.issued)


def test_a_letter_is_marked_as_sent(
    office: Office, editor: LetterEditor, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    letter_id = issue(office, editor, qtbot)
    qtbot.waitUntil(lambda: bool(printed))
    button(editor.issued, "Отметить отправку").click()
    office.settle()
    letter = office.ask(lambda desk: answering.open_letter(desk, letter_id)).letter
    assert (letter.dispatch_way, f"{letter.dispatched_on}") == ("электронной почтой", "2026-11-21")
    assert not [
        b for b in editor.issued.findChildren(QAbstractButton) if b.text() == "Отметить отправку" and b.isVisible()
    ]


def test_a_letter_is_annulled_with_a_reason_only(
    office: Office, editor: LetterEditor, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    letter_id = issue(office, editor, qtbot)
    qtbot.waitUntil(lambda: bool(printed))
    button(editor.issued, "Аннулировать письмо…").click()
    button(editor.issued, "Аннулировать").click()
    office.settle()
    assert office.ask(lambda desk: answering.open_letter(desk, letter_id)).letter.state is LetterState.ISSUED
    reason = next(f for f in editor.issued.findChildren(QLineEdit) if f.accessibleName() == "Причина")
    reason.setText("ошибка в адресе")
    button(editor.issued, "Аннулировать").click()
    office.settle()
    letter = office.ask(lambda desk: answering.open_letter(desk, letter_id)).letter
    assert (letter.state, letter.reason) == (LetterState.ANNULLED, "ошибка в адресе")


def test_the_pdf_is_saved_where_the_user_says(
    office: Office,
    editor: LetterEditor,
    qtbot: QtBot,
    printed: list[tuple[bytes, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter_id = issue(office, editor, qtbot)
    qtbot.waitUntil(lambda: bool(printed))
    target = tmp_path / "письмо.pdf"
    offered: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _filter: str) -> tuple[str, str]:
        offered.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    button(editor.issued, "Сохранить PDF…").click()
    assert offered[0].endswith("Письмо 1-ПДн.pdf")
    assert target.read_bytes() == office.ask(lambda desk: answering.letter_pdf(desk, letter_id))


def test_everything_that_takes_the_keyboard_has_a_name(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    begin(office, editor, qtbot)
    editor.letter_text.show_field("цели_обработки")
    nameless = [
        widget
        for widget in editor.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
