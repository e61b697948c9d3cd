"""An issued letter in the window: how it left, its proof, how it arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from otklik.casework import answering, lists, post_choices, proving
from otklik.casework.proving import Delivery, Outcome
from otklik.register.records import LetterState
from tests.ui.letter.issued import buttons, drop, field, letter_of, png, proof_of, send, settle, show, urls
from tests.ui.pdf_samples import sample_pdf
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.letter.letter_editor import LetterEditor
    from tests.ui.office import Office

NUMBER = "80083740712514"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8008374071251", ""),
        ("8008 3740 7125 14", "Контрольная цифра сходится."),
        ("80083740712513", "не сходится"),
        ("RB473124829GB", "Контрольная цифра сходится."),
        ("123456789012345", "14 цифр либо две буквы"),
    ],
)
def test_a_tracking_number_is_checked_while_it_is_typed(
    editor: LetterEditor, letter_id: int, qtbot: QtBot, typed: str, said: str
) -> None:
    editor.issued.dispatch._way.setCurrentText("заказным письмом")
    number = field(editor.issued.dispatch, "Трек-номер")
    number.setFocus()
    qtbot.keyClicks(number, typed)
    verdict = editor.issued.dispatch._tracking.verdict
    assert (said in verdict.text()) if said else not verdict.isVisible()
    assert number.text() == typed


@pytest.mark.parametrize(
    ("way", "number", "receipt"),
    [
        ("электронной почтой", False, False),
        ("через личный кабинет", False, False),
        ("вручено под подпись", False, True),
        ("заказным письмом", True, True),
        ("курьером", True, True),
    ],
)
def test_only_what_fits_the_way_is_asked_for(
    editor: LetterEditor, letter_id: int, way: str, number: bool, receipt: bool
) -> None:
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    form._way.setCurrentText(way)
    assert form._tracking.isVisible() is number
    assert form._attach.isVisible() is receipt
    assert ("Ctrl+V" in seen(form)) is receipt


def test_a_short_number_is_told_when_the_field_is_left(editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
    editor.issued.dispatch._way.setCurrentText("заказным письмом")
    number = field(editor.issued.dispatch, "Трек-номер")
    number.setFocus()
    qtbot.keyClicks(number, "8008")
    assert not editor.issued.dispatch._tracking.verdict.isVisible()
    qtbot.keyClick(number, Qt.Key.Key_Tab)
    assert "14 цифр либо две буквы" in seen(editor.issued.dispatch)


def test_a_letter_leaves_with_number_and_receipts_and_the_panel_says_in_time(
    office: Office,
    editor: LetterEditor,
    letter_id: int,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "чек.png").write_bytes(png())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(tmp_path / "чек.png")], ""))
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    field(form, "Трек-номер").setText(NUMBER)
    button(form, "Приложить &чек…").click()
    settle(qtbot, office)
    assert "чек.png" in seen(form)
    button(form, "Отметить отправку").click()
    settle(qtbot, office)
    letter = letter_of(office, letter_id)
    assert (letter.dispatch_way, letter.dispatched_on, letter.tracking) == (
        "заказным письмом", date(2026, 11, 21), NUMBER,
    )  # fmt: skip
    assert [file.name for file in proof_of(office, letter_id).receipts] == ["чек.png"]
    words = seen(editor.issued)
    assert not form.isVisible()
    assert "Отправка отмечена." in words
    assert f"Трек-номер {NUMBER}" in words
    assert "чек.png" in words
    assert "В срок" in words
    assert "ст. 194 п. 2" in words
    assert office.ask(post_choices.choices).ways == {"email": "заказным письмом"}


def test_what_is_no_tracking_number_is_told_under_the_field_and_nothing_is_recorded(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    field(form, "Трек-номер").setText("rubbish!")
    button(form, "Отметить отправку").click()
    settle(qtbot, office)
    assert "14 цифр либо две буквы" in seen(form)
    assert letter_of(office, letter_id).dispatched_on is None
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    part = editor.issued.proof
    button(part, "Добавить трек-номер…").click()
    field(part, "Трек-номер").setText("rubbish!")
    button(part, "Сохранить номер").click()
    settle(qtbot, office)
    assert "14 цифр либо две буквы" in seen(part)
    assert letter_of(office, letter_id).tracking == ""


def test_the_head_says_issued_then_sent(office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
    assert editor.issued._state.text() == "выпущено"
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    assert editor.issued._state.text() == "отправлено"


def test_what_left_late_is_said_to_be_late(office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
    send(office, letter_id)

    def make_late(desk: Desk) -> None:
        for duty in proving.proof_of(desk, letter_id).fulfilled:
            desk.register.duties.save(replace(duty, latest=date(2026, 11, 20)))

    office.ask(make_late)
    show(qtbot, office, editor, letter_id)
    assert "Позже срока" in seen(editor.issued)
    assert "В срок" not in seen(editor.issued)


def test_a_bad_receipt_is_refused_and_nothing_typed_is_lost(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "чек.png"
    bad.write_bytes(b"no picture")
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    field(form, "Трек-номер").setText(NUMBER)
    drop(form, urls(bad))
    settle(qtbot, office)
    assert "не снимок и не PDF" in seen(form)
    drop(form, urls(tmp_path / "нет такого.pdf"))
    settle(qtbot, office)
    assert "нет такого.pdf" in seen(form)
    assert form.receipts() == ()
    assert field(form, "Трек-номер").text() == NUMBER


def test_a_receipt_is_dropped_pasted_and_taken_out_again(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    pdf = tmp_path / "квитанция.pdf"
    pdf.write_bytes(sample_pdf(1))
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    drop(form, urls(pdf))
    settle(qtbot, office)
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage.fromData(png("#883333")))
    qtbot.keyClick(field(form, "Трек-номер"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, office)
    assert [file.name for file in form.receipts()] == ["квитанция.pdf", "Чек из буфера обмена.png"]
    next(b for b in buttons(form) if b.accessibleName() == "Убрать: квитанция.pdf").click()
    assert [file.media_type for file in form.receipts()] == ["image/png"]
    clipboard.setText(NUMBER)
    qtbot.keyClick(field(form, "Трек-номер"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field(form, "Трек-номер").text() == NUMBER
    clipboard.clear()


def test_number_and_receipt_may_come_later_and_the_receipt_is_opened(
    office: Office,
    editor: LetterEditor,
    letter_id: int,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    part = editor.issued.proof
    button(part, "Добавить трек-номер…").click()
    field(part, "Трек-номер").setText("80083740712513")
    assert "не сходится" in seen(part)
    button(part, "Сохранить номер").click()
    settle(qtbot, office)
    assert letter_of(office, letter_id).tracking == "80083740712513"
    assert "Трек-номер 80083740712513" in seen(part)
    receipt = tmp_path / "чек.png"
    receipt.write_bytes(png())
    drop(part, urls(receipt))
    settle(qtbot, office)
    opened: list[bytes] = []

    def open_url(url: QUrl) -> bool:
        with open(url.toLocalFile(), "rb") as file:  # noqa: PTH123 - a path of Qt's
            opened.append(file.read())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    next(b for b in buttons(part) if b.accessibleName() == "Открыть файл чек.png").click()
    settle(qtbot, office)
    assert opened == [png()]


def test_delivery_is_put_on_record_with_its_day(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    part = editor.issued.proof
    button(part, "Вручено или вернулось…").click()
    button(part, "вернулось").click()
    day = field(part, "День")
    day.setText("01.11.2026")
    button(part, "Отметить").click()
    settle(qtbot, office)
    assert "раньше отправки" in seen(part)
    day.setText("21.11.2026")
    button(part, "Отметить").click()
    settle(qtbot, office)
    assert proof_of(office, letter_id).delivery == Delivery(Outcome.RETURNED, date(2026, 11, 21))
    assert "Вернулось невручённым" in seen(part)
    assert "вернулось невручённым" in office.ask(lambda desk: lists.case_view(desk, 1).journal[0].sentence)


def test_by_e_mail_nothing_is_delivered_by_the_post(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    send(office, letter_id, "электронной почтой")
    show(qtbot, office, editor, letter_id)
    assert "Вручено или вернулось…" not in seen(editor.issued)
    assert "ст. 194" not in seen(editor.issued)
    assert "В срок" in seen(editor.issued)


def test_an_annulled_letter_is_not_posted(office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
    office.ask(lambda desk: answering.annul_letter(desk, letter_id, "ошибка в адресе"))
    show(qtbot, office, editor, letter_id)
    assert letter_of(office, letter_id).state is LetterState.ANNULLED
    assert not editor.issued.post.isVisible()
    assert not editor.issued.dispatch.isVisible()
    assert "ошибка в адресе" in seen(editor.issued)


def test_another_letter_begins_with_empty_fields(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    form = editor.issued.dispatch
    form._way.setCurrentText("заказным письмом")
    field(form, "Трек-номер").setText(NUMBER)
    office.ask(lambda desk: post_choices.remember_way(desk, "email", "курьером"))

    def issue(desk: Desk) -> int:
        drafted = answering.draft_letter(desk, 1, "access_answer")
        answering.issue(desk, drafted.letter_id)
        return drafted.letter_id

    show(qtbot, office, editor, office.ask(issue))
    settle(qtbot, office)
    assert (field(form, "Трек-номер").text(), form.way) == ("", "курьером")


def test_nothing_is_cut_off_and_everything_that_takes_the_keyboard_has_a_name(
    editor: LetterEditor, letter_id: int
) -> None:
    panel = editor.issued
    for shown in panel.findChildren(QWidget):
        if shown.isVisible() and shown.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert shown.accessibleName() or getattr(shown, "text", str)(), shown
    content = panel._page.content
    for shown in buttons(content):
        left = shown.mapTo(content, shown.rect().topLeft()).x()
        assert left >= 0
        assert left + shown.width() <= content.width(), shown.text()
        assert shown.width() >= shown.sizeHint().width(), shown.text()
        assert shown.height() >= shown.sizeHint().height(), shown.text()


def test_what_is_opened_below_the_edge_comes_into_sight(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    editor.resize(1000, 420)
    panel = editor.issued
    button(panel.proof, "Добавить трек-номер…").click()
    settle(qtbot, office)
    save = button(panel.proof, "Сохранить номер")
    assert panel._page.viewport().rect().contains(save.mapTo(panel._page.viewport(), save.rect().bottomLeft()))
