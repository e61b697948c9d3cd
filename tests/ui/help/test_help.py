"""The help in the window: every page has its own, the panel fits, links lead, nothing is loaded from anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QVBoxLayout

from otklik.casework import help_texts
from otklik.ui import rooms, theme
from otklik.ui.help import help_link, help_topics
from otklik.ui.help.help_link import HelpLink
from otklik.ui.help.help_window import HelpWindow, show_window
from otklik.ui.widgets import Notice
from tests.source_tree import PACKAGE
from tests.ui.window_tools import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.help.help_browser import HelpBrowser
    from otklik.ui.main_window import MainWindow

ROOMS = range(rooms.TODAY, rooms.OLD_JOURNAL + 1)


def follow(text: HelpBrowser, address: str) -> None:
    """Click a link of the text that is shown."""
    assert address in addresses(text), address
    text.anchorClicked.emit(QUrl(address))


def addresses(text: HelpBrowser) -> list[str]:
    found, block = [], text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            if address := place.fragment().charFormat().anchorHref():
                found.append(address)
            place += 1
        block = block.next()
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("number", ROOMS)
def test_every_page_has_its_help(qtbot: QtBot, window: MainWindow, number: int) -> None:
    window.show_room(number)
    settle(qtbot, window)
    topic = help_topics.topic_of(window.page(number))
    assert help_texts.page(topic) is not None, type(window.page(number)).__name__


def test_every_topic_a_part_of_the_window_names_is_written() -> None:
    """Walk all classes of the window, those inside pages and dialogs too, and all links in the code."""
    named = {
        topic
        for file in sorted((PACKAGE / "ui").rglob("*.py"))
        for topic in re.findall(
            r"""(?:help_topic = |HelpLink\(|topic=|help_action\(self, )"([a-z-]+)\"""", file.read_text("utf-8")
        )
    }
    assert len(named) > 20
    assert {topic for topic in named if help_texts.page(topic, "ru") is None} == set()


def test_the_key_shows_the_help_to_what_is_seen_and_takes_it_away(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(rooms.REPORTS)
    settle(qtbot, window)
    command = next(one for one in window.commands() if one.id == "help")
    assert command.keys == "Shift+F1"
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.help.is_shown
    assert window.help.panel.text.topic == "reports"
    assert "Отчёты" in window.help.panel.text.toPlainText()
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert not window.help.is_shown


def test_the_innermost_part_tells_the_topic(qtbot: QtBot, window: MainWindow) -> None:
    window.show_backups()
    settle(qtbot, window)
    assert help_topics.topic_of(window.page(rooms.SETTINGS)) == "copies"
    window.show_key()
    settle(qtbot, window)
    assert help_topics.topic_of(window.page(rooms.SETTINGS)) == "key"


def test_it_stands_beside_the_page_where_there_is_room_and_over_it_where_there_is_none(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1440, 900)
    window.show_help("today")
    settle(qtbot, window)
    panel, middle = window.help.panel, window.centralWidget()
    assert middle.layout().indexOf(panel) >= 0
    assert panel.width() == 380
    window.resize(1000, 640)
    settle(qtbot, window)
    assert middle.layout().indexOf(panel) < 0
    assert panel.geometry().right() == middle.rect().right()
    assert panel.geometry().bottom() == middle.rect().bottom()
    assert panel.height() > middle.height() * 0.7, "only the head of the page stays free"
    window.resize(1440, 900)
    settle(qtbot, window)
    assert middle.layout().indexOf(panel) >= 0


def test_escape_gives_the_cursor_back(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(rooms.REGISTER)
    settle(qtbot, window)
    field = next(one for one in window.page(rooms.REGISTER).findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    window.show_help("register")
    assert QApplication.focusWidget() is window.help.panel.text
    qtbot.keyClick(window.help.panel.text, Qt.Key.Key_Escape)
    assert not window.help.is_shown
    assert QApplication.focusWidget() is field


def test_links_back_and_forward(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("today")
    panel = window.help.panel
    panel.show_topic("law-stop")
    panel.show_topic("law-destroy")
    assert panel.text.topic == "law-destroy"
    qtbot.keyClick(panel.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert panel.text.topic == "law-stop"
    qtbot.keyClick(panel.text, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert panel.text.topic == "law-destroy"
    panel.text.backward()
    panel.text.backward()
    assert panel.text.topic == "today"
    assert not panel.text.has_behind


def test_every_link_of_every_page_leads_to_a_page_or_a_room(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help()
    text = window.help.panel.text
    assert addresses(text) == [page.topic for page in help_texts.pages("ru")]
    for page in help_texts.pages("ru"):
        text.show_topic(page.topic)
        assert text.topic == page.topic
        assert page.title in text.toPlainText()
        for address in addresses(text):
            name = address.removeprefix("otklik:room/")
            assert help_texts.page(address) is not None or name in help_topics.places(), address


@pytest.mark.parametrize("name", sorted(help_topics.places()))
def test_a_link_to_a_room_opens_it(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.show_room(rooms.PEOPLE if name != "people" else rooms.TODAY)
    settle(qtbot, window)
    before = window.shown
    window.show_help("today")
    window.help.panel.text.anchorClicked.emit(QUrl(f"otklik:room/{name}"))
    settle(qtbot, window)
    assert window.shown != before
    assert window.help.is_shown


def test_an_unknown_room_leads_nowhere(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(rooms.TODAY)
    window.show_help("today")
    window.help.panel.text.anchorClicked.emit(QUrl("otklik:room/nowhere"))
    assert window.shown == rooms.TODAY


def test_search_as_one_types_marks_what_was_found(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("today")
    panel = window.help.panel
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "inhfa")  # «штраф» on the other keyboard
    qtbot.waitUntil(lambda: panel.text.query == "inhfa")
    assert addresses(panel.text)[0] == "law-fines"
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.text.topic == "law-fines"
    marked = [one.cursor.selectedText().lower() for one in panel.text.extraSelections()]
    assert marked
    assert all(word.startswith("штраф") for word in marked)
    panel.text.backward()
    assert panel.text.query == panel.search.text() == "inhfa"
    panel.search.clear()
    qtbot.waitUntil(lambda: panel.text.topic == "today")


def test_nothing_found_says_so_and_leads_to_all_topics(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("today")
    panel = window.help.panel
    panel.search.setText("щщщ <b>")
    panel.search.paused.emit()
    assert "По словам «щщщ <b>» ничего не нашлось" in panel.text.toPlainText()
    follow(panel.text, "help:")
    assert panel.text.topic == ""
    assert "Первый запуск" in panel.text.toPlainText()


def test_nothing_is_loaded_from_anywhere(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.show_help("today")
    text = window.help.panel.text
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    for address in (QUrl.fromLocalFile(str(secret)), QUrl("http://example.com/a.png"), QUrl("otklik:room/today")):
        assert text.loadResource(int(QTextDocument.ResourceType.ImageResource.value), address) is None
    text.anchorClicked.emit(QUrl("http://example.com/"))
    assert text.topic == ""  # no such page: the contents
    assert "Первый запуск" in text.toPlainText()


def test_a_change_of_theme_recolours_the_text(qtbot: QtBot, window: MainWindow, qapp: QApplication) -> None:
    window.show_help("law-fines")
    text = window.help.panel.text
    before = help_text_colour(text)
    theme.apply(qapp, theme.Scheme.DARK)
    try:
        assert help_text_colour(text) != before
        assert text.topic == "law-fines"
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)


def help_text_colour(text: HelpBrowser) -> str:
    return text.document().begin().begin().fragment().charFormat().foreground().color().name()


def test_everything_of_the_panel_has_a_name_and_is_reached_by_tab(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("today")
    panel = window.help.panel
    parts = [part for part in (panel.search, panel.text, *panel.findChildren(QPushButton)) if part.isVisible()]
    assert all(part.accessibleName() or getattr(part, "text", str)() for part in parts)
    panel.search.setFocus()
    seen = set()
    for _ in range(12):
        seen.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert panel.text in seen


def test_it_goes_into_a_window_of_its_own(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("law-fines")
    window.help.panel.apart_wanted.emit("law-fines")
    apart = window.findChild(HelpWindow)
    assert apart is not None
    assert not window.help.is_shown
    assert apart.panel.text.topic == "law-fines"
    assert show_window(window, "today") is apart
    apart.panel.text.anchorClicked.emit(QUrl("otklik:room/reports"))
    settle(qtbot, window)
    assert window.shown == rooms.REPORTS
    qtbot.keyClick(apart.panel.text, Qt.Key.Key_Escape)
    assert apart.isHidden()


def test_a_page_is_printed_and_the_guide_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_help("law-fines")
    panel = window.help.panel
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(panel.acts, "print_out", lambda pdf, name: printed.append((pdf, name)) or "Напечатано")
    panel._print.click()
    qtbot.waitUntil(lambda: bool(printed))
    assert printed[0][0].startswith(b"%PDF-")
    assert panel.notice.sentence == "Напечатано"
    file = tmp_path / "guide.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(file), ""))
    panel._guide.click()
    qtbot.waitUntil(lambda: panel.notice.sentence.startswith("Сохранено"), timeout=30000)
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_link_finds_the_window_it_stands_in(qtbot: QtBot, window: MainWindow) -> None:
    link = HelpLink("extending", parent=window.centralWidget())
    link.show()
    link.click()
    assert window.help.panel.text.topic == "extending"


def test_a_link_in_a_dialog_opens_a_window_of_the_dialog(qtbot: QtBot, look: None) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    link = HelpLink("destroying")
    QVBoxLayout(dialog).addWidget(link)
    dialog.show()
    link.click()
    apart = dialog.findChild(HelpWindow)
    assert apart is not None
    assert apart.panel.text.topic == "destroying"
    assert not apart.panel._guide.isVisible()  # nothing here can draw it
    help_link.show_help(link)
    assert apart.panel.text.topic == ""


def test_a_notice_leads_to_the_help(qtbot: QtBot, window: MainWindow) -> None:
    notice = Notice(parent=window.centralWidget())
    notice.say("Срок прошёл.", "overdue", ("К делу", lambda: None), topic="trouble")
    more = notice.findChildren(QPushButton)[-1]
    assert more.text() == "Подробнее"
    more.click()
    assert window.help.panel.text.topic == "trouble"
    notice.say("", topic="trouble")
    assert notice.isHidden()


def test_the_key_of_the_help_is_like_no_other(window: MainWindow) -> None:
    keys = [one.keys for one in window.commands() if one.keys]
    assert len(keys) == len(set(keys))
    assert QKeySequence("Shift+F1").toString() in keys


def test_what_is_typed_while_the_text_is_read_is_searched_for(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.help.show_for_page()
    panel = window.help.panel
    qtbot.waitUntil(panel.text.hasFocus)
    qtbot.keyClick(panel.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert panel.text.hasFocus()
    qtbot.keyClicks(panel.text, "s")
    assert panel.search.hasFocus()
    qtbot.keyClicks(panel.search, "ha")
    assert panel.search.text() == "sha"
    qtbot.waitUntil(lambda: panel.text.query == "sha")
