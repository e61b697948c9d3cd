"""The papers for the post of an issued letter: their pages, what is missing on them, what was chosen last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from otklik.casework import post_choices, profiles, registering
from otklik.ui import printing
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.post.label_sheet import LabelSheet
from otklik.ui.post.post_options import EnvelopeOptions
from otklik.ui.printing import PdfFile
from tests.ui.window_tools import button, seen

from .issued import field, open_paper, settle, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.letter.letter_editor import LetterEditor
    from tests.ui.office import Office


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
    qtbot.waitUntil(lambda: "нет почтового индекса" in seen(dialog))
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
    qtbot.waitUntil(lambda: "индекс" not in seen(panel))
    assert not address.isVisible()
    assert panel.dispatch.way == "заказным письмом"


def test_a_gap_of_the_sender_leads_to_the_profile(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    office.ask(lambda desk: profiles.save_operator(desk, replace(profiles.operators(desk)[0], address="г. Москва")))
    show(qtbot, office, editor, letter_id)
    dialog = open_paper(qtbot, editor, "Уведомление")
    qtbot.waitUntil(lambda: "оператора" in seen(dialog))
    with qtbot.waitSignal(editor.profile_wanted) as wanted:
        button(dialog, "Открыть профиль").click()
    assert wanted.args == [1, "address"]
    label = open_paper(qtbot, editor, "Наклейка")  # has no sender
    assert "оператора" not in seen(label)


def test_what_was_chosen_last_is_offered_next_time(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
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
