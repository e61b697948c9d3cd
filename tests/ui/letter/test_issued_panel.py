"""An issued letter in the window: papers for the post, how it left, its proof, how it arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from otklik.casework import answering, dispatching, lists, post_choices, profiles, proving, registering
from otklik.casework.proving import Delivery, Outcome
from otklik.register.records import LetterState
from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.papers.post_receipts import png_of
from tests.ui.office import Office
from tests.ui.pdf_samples import sample_pdf
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.casework.proving import Proof
    from otklik.register.records import Letter

NUMBER = "80083740712514"


def png(color: str = "#336699") -> bytes:
    image = QImage(60, 90, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return png_of(image)


@pytest.fixture
def editor(qtbot: QtBot, office: Office) -> LetterEditor:
    made = LetterEditor(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(1000, 640)
    made.show()
    return made


@pytest.fixture
def letter_id(qtbot: QtBot, office: Office, editor: LetterEditor) -> int:
    """An issued answer, on screen."""

    def issue(desk: Desk) -> int:
        operator = profiles.operators(desk)[0]
        profiles.save_operator(desk, replace(operator, purposes=("исполнение договоров",)))
        drafted = answering.draft_letter(desk, 1, "access_answer")
        answering.issue(desk, drafted.letter_id)
        return drafted.letter_id

    found = office.ask(issue)
    show(qtbot, office, editor, found)
    return found


def show(qtbot: QtBot, office: Office, editor: LetterEditor, letter_id: int) -> None:
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    office.settle()


def settle(qtbot: QtBot, office: Office) -> None:
    """Wait until what was begun, and what that begins in turn, is done."""
    for _ in range(4):
        qtbot.wait(5)
        office.settle()


def field(parent: QWidget, name: str) -> QLineEdit:
    return next(f for f in parent.findChildren(QLineEdit) if f.accessibleName() == name and f.isVisible())


def letter_of(office: Office, letter_id: int) -> Letter:
    return office.ask(lambda desk: desk.register.letters.get(letter_id))


def proof_of(office: Office, letter_id: int) -> Proof:
    return office.ask(lambda desk: proving.proof_of(desk, letter_id))


def send(office: Office, letter_id: int, way: str = "заказным письмом", tracking: str = "") -> None:
    office.ask(lambda desk: dispatching.dispatch(desk, letter_id, way, None, tracking))


def open_paper(qtbot: QtBot, editor: LetterEditor, word: str) -> PaperDialog:
    button(editor.issued.post, word).click()
    qtbot.waitUntil(lambda: any(d.isVisible() and d.pdf for d in editor.findChildren(PaperDialog)))
    return next(d for d in editor.findChildren(PaperDialog) if d.isVisible())


@pytest.mark.parametrize(
    ("word", "title", "size"),
    [
        ("Конверт", "Конверт для письма № 1/ПДн", (220, 110)),
        ("Наклейка", "Наклейка для письма № 1/ПДн", (210, 297)),
        ("Опись", "Опись вложения (ф. 107) к письму № 1/ПДн", (297, 210)),
        ("Уведомление", "Уведомление о вручении (ф. 119) письма № 1/ПДн", (210, 297)),
    ],
)
def test_every_paper_for_the_post_is_shown_on_a_page_of_its_own_size(
    editor: LetterEditor, letter_id: int, qtbot: QtBot, word: str, title: str, size: tuple[int, int]
) -> None:
    from otklik.ui.printing import PdfFile

    dialog = open_paper(qtbot, editor, word)
    points = PdfFile(dialog.pdf).size(0)
    assert (round(points.width() * 25.4 / 72), round(points.height() * 25.4 / 72)) == size
    assert dialog.windowTitle().replace("\u00a0", " ") == title


def test_what_is_missing_leads_to_the_field_and_is_gone_when_filled_in(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    def forget(desk: Desk) -> None:
        subject = desk.register.subjects.get(desk.register.cases.get(1).subject_id)
        registering.update_subject(desk, 1, replace(subject, address="г. Город, ул. Новая, д. 3"))

    office.ask(forget)
    show(qtbot, office, editor, letter_id)
    panel = editor.issued
    assert "индекс" not in seen(panel)  # by e-mail none is needed
    panel.dispatch._way.setCurrentText("заказным письмом")
    qtbot.waitUntil(lambda: "нет почтового индекса" in seen(panel))
    dialog = open_paper(qtbot, editor, "Конверт")
    assert "нет почтового индекса" in seen(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        button(dialog, "Вписать адрес").click()
    address = field(panel, "Адрес одной строкой")
    assert address.text() == "г. Город, ул. Новая, д. 3"
    address.clear()
    qtbot.keyClick(address, Qt.Key.Key_Return)
    office.settle()
    assert "Впишите адрес" in seen(panel)
    address.setText("190000, г. Город, ул. Новая, д. 3")
    button(panel, "Сохранить адрес").click()
    settle(qtbot, office)
    assert "индекс" not in seen(panel)
    assert not address.isVisible()
    assert panel.dispatch.way == "заказным письмом"


def test_a_gap_of_the_sender_leads_to_the_profile(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    office.ask(lambda desk: profiles.save_operator(desk, replace(profiles.operators(desk)[0], address="г. Москва")))
    show(qtbot, office, editor, letter_id)
    dialog = open_paper(qtbot, editor, "Уведомление")
    with qtbot.waitSignal(editor.profile_wanted) as wanted:
        button(dialog, "Открыть профиль").click()
    assert wanted.args == [1, "address"]
    label = open_paper(qtbot, editor, "Наклейка")  # has no sender
    assert "оператора" not in seen(label)


def test_what_was_chosen_last_is_offered_next_time(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from otklik.ui import printing
    from otklik.ui.papers.label_sheet import LabelSheet
    from otklik.ui.papers.post_options import EnvelopeOptions

    monkeypatch.setattr(printing, "ask_and_print", lambda *_given: printing.Printed())
    dialog = open_paper(qtbot, editor, "Конверт")
    options = dialog.findChild(EnvelopeOptions)
    options.size_box.setCurrentIndex(2)
    options.mark_box.setEditText("")
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    options = open_paper(qtbot, editor, "Конверт").findChild(EnvelopeOptions)
    assert (options.size_box.currentData(), options.mark_box.currentText()) == ("C5", "")
    labels = open_paper_of_labels(qtbot, editor)
    sheet = labels.findChild(LabelSheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_Left, delay=0)
    assert (sheet.start, sheet.accessibleName()) == (4, "Первая наклейка: 4 из 24")
    qtbot.waitUntil(lambda: bool(labels.pdf))
    button(labels, "&Печать").click()
    settle(qtbot, office)
    assert office.ask(post_choices.choices).start == 5


def open_paper_of_labels(qtbot: QtBot, editor: LetterEditor) -> PaperDialog:
    for dialog in editor.findChildren(PaperDialog):
        dialog.close()
    qtbot.waitUntil(lambda: not editor.findChildren(PaperDialog))
    return open_paper(qtbot, editor, "Наклейка")


def test_a_wrong_value_is_told_in_place_and_prints_a_dash(editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
    dialog = open_paper(qtbot, editor, "Опись")
    value = field(dialog, "Объявленная ценность, руб.")
    value.setText("сто")
    assert "не сумма" in seen(dialog)
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    value.setText("-5")
    assert "больше нуля" in seen(dialog)
    button(dialog, "Объявить один рубль").click()
    assert value.text() == "1"
    assert "больше нуля" not in seen(dialog)


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
    number = field(editor.issued.dispatch, "Трек-номер")
    number.setFocus()
    qtbot.keyClicks(number, typed)
    verdict = editor.issued.dispatch._tracking.verdict
    assert (said in verdict.text()) if said else not verdict.isVisible()
    assert number.text() == typed


def test_a_short_number_is_told_when_the_field_is_left(editor: LetterEditor, letter_id: int, qtbot: QtBot) -> None:
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
    field(form, "Трек-номер").setText(NUMBER)
    drop(form, urls(bad))
    settle(qtbot, office)
    assert "не снимок и не PDF" in seen(form)
    drop(form, urls(tmp_path / "нет такого.pdf"))
    settle(qtbot, office)
    assert "нет такого.pdf" in seen(form)
    assert form.receipts() == ()
    assert field(form, "Трек-номер").text() == NUMBER


def urls(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def drop(target: QWidget, data: QMimeData) -> None:
    """Drag something over a widget and let it go there."""
    buttons, keys, act = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPointF(target.rect().center()), act, data, buttons, keys)
    QGuiApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    assert target.property("over")
    QGuiApplication.sendEvent(target, QDropEvent(QPointF(target.rect().center()), act, data, buttons, keys))
    assert not target.property("over")


def test_a_receipt_is_dropped_pasted_and_taken_out_again(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    pdf = tmp_path / "квитанция.pdf"
    pdf.write_bytes(sample_pdf(1))
    form = editor.issued.dispatch
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


def buttons(parent: QWidget) -> list[QWidget]:
    from PySide6.QtWidgets import QAbstractButton

    return [found for found in parent.findChildren(QAbstractButton) if found.isVisible()]


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
