"""The letter beside the form: what it says is proposed, what is certain is not asked, what is dangerous is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QLabel

from otklik.casework.receiving import files_of
from otklik.intake.letter import ClaimGuess, KindGuess
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.register.records import Channel, LetterState
from otklik.system.errors import OtklikError
from otklik.ui.intake.arrivals import Taken
from otklik.ui.intake.dropped import Dropped, dropped
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.intake.picture_view import draw
from otklik.ui.main_window import NEW_CASE, TODAY, MainWindow
from tests.ui.window_tools import ask, button, register_page, seen, settle

from .letters import claim, mixed, paper, scan

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.intake.letter import IncomingLetter
    from otklik.register.records import Case
    from otklik.ui.tasks import Tasks


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow) -> NewCasePage:
    window.new_case()
    settle(qtbot, window)
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    return page


def came(form: NewCasePage, *letters: IncomingLetter) -> None:
    """Let letters come as if they had been read from files dropped at once."""
    dangers = [tuple((file.name, file.danger) for file in one.attachments if file.danger) for one in letters]
    form.pile._on_read(tuple(Taken(files_of(one), one, own) for one, own in zip(letters, dangers, strict=True)))


def registered(qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage) -> Case:
    qtbot.keyClick(form.who.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    settle(qtbot, window)
    return ask(qtbot, tasks, lambda desk: desk.register.cases.get(register_page(window).open_case_id))


def tick(form: NewCasePage, words: str) -> QCheckBox:
    return next(
        box for box in form.findChildren(QCheckBox) if words in (box.text(), box.accessibleName()) and box.isVisible()
    )


def test_what_the_letter_says_is_registered_as_confirmed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    came(form, mixed())
    settle(qtbot, window)
    words = seen(form)
    assert "При условии: «Если оснований для обработки нет»" in words
    assert "Частично: «кроме сведений об оплаченных заказах»" in words
    assert "Автор просит ответить: «в течение 5 дней»" in words
    tick(form, "рассылка").click()
    tick(form, "подпись").click()
    case = registered(qtbot, window, tasks, form)
    assert case.kinds == (Kind.ACCESS, Kind.ERASURE)
    assert case.lacks == ("номер документа, удостоверяющего личность",)
    assert case.named_on == date(2026, 11, 24)
    assert case.message_id == "1234.abcd@example.ru"
    assert case.text == mixed().text.strip()
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(case.id))
    assert [file.name for file in kept] == ["Запрос.eml", "Паспорт.jpg", "Заявление.pdf.exe"]


def test_the_head_says_what_the_day_of_receipt_rests_on(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    came(form, mixed())
    settle(qtbot, window)
    assert "19.11.2026 по отметке почтового сервера; у отправителя — 18.11.2026" in seen(form.letter)
    assert form.facts.received.date() == date(2026, 11, 19)
    form.reset()
    came(form, replace(mixed(), received_words="", date=date(2026, 11, 18)))
    settle(qtbot, window)
    assert "18.11.2026 по дате отправителя: отметки почтового сервера нет" in seen(form.letter)


def test_words_are_underlined_lit_and_gone_to(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    came(form, mixed())
    settle(qtbot, window)
    text = form.letter.text
    assert [len(words) for words in text.marks()] == [2, 1, 2]
    styles = [selection.format.underlineStyle() for selection in text.extraSelections()]
    assert len(set(styles)) == 3, "not by colour alone"
    tick(form, "удаление").setFocus()
    assert [s.format.background().style() != Qt.BrushStyle.NoBrush for s in text.extraSelections()] == [
        *(False, False, True, False, False)
    ]
    button(form.facts.proposed, "Показать").click()
    assert text.textCursor().position() == text._marked[0][0].selectionStart()


def test_a_demand_the_letter_does_not_show_is_added(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    came(form, mixed())
    settle(qtbot, window)
    assert not form.facts.kinds.isVisible()
    button(form, "Другое требование…").click()
    button(form.facts.kinds, "жалоба").click()
    button(form.facts.kinds, "доступ").click()
    assert not tick(form, "доступ").isChecked(), "chips and rows say the same"
    assert set(registered(qtbot, window, tasks, form).kinds) == {
        *(Kind.ERASURE, Kind.MARKETING_OPT_OUT, Kind.COMPLAINT)
    }


def test_a_dangerous_file_is_named_with_the_reason_and_its_digest_shown(
    qtbot: QtBot, window: MainWindow, form: NewCasePage
) -> None:
    came(form, mixed())
    settle(qtbot, window)
    assert "опасный" in seen(form.letter.files)
    assert "Это программа, а не документ." in seen(form.letter.files)
    button(form.letter, "Показать отпечаток файла (SHA-256)").click()
    settle(qtbot, window)
    digests = [label for label in form.letter.files.findChildren(QLabel) if label.text().startswith("SHA-256")]
    assert [len(label.toolTip()) for label in digests if label.isVisible()] == [64, 64, 64]
    button(form.letter, "Скрыть отпечаток файла").click()
    assert "SHA-256" not in seen(form.letter.files)


def test_a_claim_brings_its_sum_its_day_and_who_speaks_for_whom(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    came(form, claim())
    settle(qtbot, window)
    assert form.facts.amount.text().replace("\u00a0", " ") == "148 500,50"
    form.facts.amount.setText("много")
    button(form, "Зарегистрировать").click()
    assert "это не сумма" in seen(form).lower() or "не сумма" in seen(form)
    form.facts.amount.setText("148500")
    case = registered(qtbot, window, tasks, form)
    assert (case.claim_amount, case.claimant, case.claim_matter) == (14_850_000, Claimant.BUSINESS, ClaimMatter.MONEY)
    assert case.named_on == date(2026, 12, 10)
    speaker = ask(qtbot, tasks, lambda desk: desk.register.representatives.get(case.representative_id))
    assert (speaker.full_name, speaker.authority) == ("Орлов Пётр Ильич", "генеральный директор")
    assert (speaker.email, speaker.address) == ("orlov@example.com", "190000, г. Город, ул. Новая, д. 3")
    assert (case.incoming_number, case.incoming_date) == ("17-П", date(2026, 11, 20))


def test_a_scan_is_shown_and_what_is_typed_beside_it_is_understood(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    came(form, scan())
    qtbot.waitUntil(lambda: form.letter._picture._drawn is not None)
    settle(qtbot, window)
    assert "Перепишите суть письма" in seen(form.letter)
    assert form.letter.text.hasFocus()
    assert form.facts.channel.chosen() is Channel.LETTER
    qtbot.keyClicks(form.letter.text, "x")
    form.letter.text.setPlainText("Прошу сообщить, какие мои персональные данные вы обрабатываете.")
    qtbot.waitUntil(lambda: form.facts.kinds.kinds() == (Kind.ACCESS,))
    settle(qtbot, window)
    assert form.letter.text.marks()[0]
    form.who.name.setText("Зимина Ольга Сергеевна")
    case = registered(qtbot, window, tasks, form)
    assert case.text.startswith("Прошу сообщить")


def test_typing_does_not_undo_what_the_clerk_chose(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    button(form.facts.kinds, "жалоба").click()
    form.letter.text.setPlainText("Прошу сообщить, какие мои персональные данные вы обрабатываете.")
    form._read_typed()
    settle(qtbot, window)
    assert form.facts.kinds.kinds() == (Kind.COMPLAINT,)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.4 broken", b"GIF89a"])
def test_a_picture_that_cannot_be_shown_is_said(qapp: object, content: bytes) -> None:
    with pytest.raises(OtklikError):
        draw(content)


def test_a_large_picture_is_brought_down(qapp: object) -> None:
    assert draw(paper()).image.width() == 1240
    large = QImage(5000, 100, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.white)
    data = QMimeData()
    data.setImageData(large)
    assert draw(dropped(data).contents[0][1]).image.width() <= 2400


def test_the_focus_goes_to_what_is_in_doubt(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    access = replace(mixed(), kinds=mixed().kinds[:1])
    came(form, access)
    qtbot.waitUntil(form._save.hasFocus)
    form.reset()
    came(form, replace(access, writer=type(access.writer)(), subject_name="", sender_name=""))
    qtbot.waitUntil(form.who.name.hasFocus)
    form.reset()
    came(form, mixed())
    qtbot.waitUntil(lambda: form.facts.questions["erasure_ground"].isAncestorOf(window.focusWidget()))


def test_the_letter_that_asks_for_the_rest_is_one_click_away(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    came(form, mixed())
    settle(qtbot, window)
    case = registered(qtbot, window, tasks, form)
    panel = register_page(window)._panel
    assert panel is not None
    button(panel, "Запросить недостающие сведения").click()
    settle(qtbot, window)
    (letter,) = ask(qtbot, tasks, lambda desk: desk.register.letters.of_case(case.id))
    assert (letter.template, letter.state) == ("details_request", LetterState.DRAFT)
    assert "- номер документа, удостоверяющего личность;\n- подпись." in letter.body
    window.open_case(case.id)
    settle(qtbot, window)
    assert "Запросить недостающие сведения" not in seen(panel), "it is asked for already"


def test_pasted_on_the_first_page_a_picture_becomes_a_letter_to_be_typed(qtbot: QtBot, window: MainWindow) -> None:
    data = QMimeData()
    data.setImageData(QImage.fromData(paper()))
    QGuiApplication.clipboard().setMimeData(data)
    window.show_room(TODAY)
    settle(qtbot, window)
    page = window.page(TODAY)
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: [file.name for file in form.letter.files.files()] == ["Картинка.png"])
    assert form.letter._picture.isVisible()


def test_files_are_pasted_though_the_focus_is_in_a_field(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    file = tmp_path / "таблица.xlsx"
    file.write_bytes(b"PK\x03\x04")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(str(file))
    QGuiApplication.clipboard().setMimeData(data)
    for field in (form.who.name, form.letter.text):
        form.letter.files.set_files(())
        form.pile.clear()
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert [kept.name for kept in form.letter.files.files()] == ["таблица.xlsx"]
    assert form.who.name.text() == ""
    assert form.letter.text.letter_text() == ""


def test_what_was_typed_before_the_letter_came_is_kept(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    form.letter.text.setPlainText("Звонила вчера, обещала написать.")
    form.who.name.setText("Иная Анна Ивановна")
    came(form, mixed())
    settle(qtbot, window)
    assert form.letter.text.letter_text().endswith("Звонила вчера, обещала написать.")
    assert form.letter.text.letter_text().startswith("Здравствуйте")
    assert form.who.name.text() == "Иная Анна Ивановна"


def test_nothing_dropped_is_taken_for_text(form: NewCasePage) -> None:
    assert not form.letter.text.acceptDrops()
    assert not form.who.name.acceptDrops()
    assert Dropped() == Dropped(text="")


def test_what_may_be_asked_of_others_is_shown_but_not_ticked(
    qtbot: QtBot, window: MainWindow, form: NewCasePage
) -> None:
    text = "Это ваш виджет на чужом сайте. Перестаньте мне звонить."
    came(
        form,
        replace(
            mixed(dangerous=False),
            text=text,
            kinds=(
                KindGuess(Kind.NOT_OUR_DATA, "ваш виджет на чужом сайте"),
                KindGuess(Kind.MARKETING_OPT_OUT, "Перестаньте мне звонить", doubtful=True),
            ),
        ),
    )
    settle(qtbot, window)
    assert form.facts.kinds.kinds() == (Kind.NOT_OUR_DATA,)
    assert "Возможно, это просьба не к вам" in seen(form)
    assert not tick(form, "рассылка").isChecked()
    tick(form, "рассылка").click()
    assert set(form.facts.kinds.kinds()) == {Kind.NOT_OUR_DATA, Kind.MARKETING_OPT_OUT}


def test_several_sums_are_shown_where_no_total_is_named(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    came(form, replace(claim(), claim=ClaimGuess(None, "45 000 руб.; 12 500,50 руб.")))
    settle(qtbot, window)
    assert form.facts.amount.text() == ""
    assert "В письме несколько сумм, а общая не названа: 45 000 руб.; 12 500,50 руб." in seen(form)
    form.reset()
    assert "12 500,50" not in seen(form)
