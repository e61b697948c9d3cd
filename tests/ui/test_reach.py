"""For everybody: a name on every control, no word cut off, nothing said by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from otklik.law.kinds import Kind
from otklik.register.records import Channel
from otklik.ui.intake.caller import By, For
from otklik.ui.intake.conversation import ConversationPage
from otklik.ui.intake.identity_step import Checked
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, PEOPLE, REGISTER, REPORTS, TODAY, MainWindow
from otklik.ui.rooms import TALK
from otklik.ui.widgets import Chip, PrimaryButton

from . import sample
from .window_tools import case_of, open_panel, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


def _pages(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> list[QWidget]:
    """Show every page with all its forms open and return them one by one."""
    shown: list[QWidget] = []
    for room in (TODAY, PEOPLE, REPORTS, REGISTER):
        window.show_room(room)
        settle(qtbot, window)
        shown.append(window.page(room))
    return shown


def _talk(qtbot: QtBot, window: MainWindow) -> ConversationPage:
    """Show a talk with all its questions asked."""
    window.begin_talk(Channel.IN_PERSON)
    settle(qtbot, window)
    talk = window.page(TALK)
    assert isinstance(talk, ConversationPage)
    talk.caller.name.setText("Калинин И. П.")
    for chips, value in (
        (talk.caller.speaks_for, For.PERSON),
        (talk.caller.by, By.LETTER),
        (talk.identity.at_counter, Checked.MATCHED),
    ):
        chips._on_clicked(value, True)
    talk.wishes.set_kinds((Kind.ACCESS, Kind.CLAIM))
    talk.caller.other.setText("Калинин И. П.")
    qtbot.waitUntil(talk.known.people.isVisible)
    settle(qtbot, window)
    return talk


def _nameless(root: QWidget) -> list[str]:
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reachable or not widget.isVisible() or not widget.isEnabled():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name) if face is not None else ""
        if not name.strip():
            found.append(f"{type(widget).__name__} in {type(root).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    nameless = []
    for page in _pages(qtbot, window, tasks):
        nameless += _nameless(page)
    for kind in (Kind.ACCESS, Kind.CLAIM):
        panel = open_panel(qtbot, window, case_of(qtbot, tasks, kind).id)
        nameless += _nameless(panel)
        for name in ("identity", "person", "amend", "close", "annul"):
            panel._bar._menu[name].trigger()
            settle(qtbot, window)
            nameless += _nameless(panel)
    window.new_case()
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    form.facts.kinds.set_kinds((Kind.CLAIM, Kind.ERASURE, Kind.COMPLAINT))
    form.who.represented.setChecked(True)
    settle(qtbot, window)
    nameless += _nameless(form) + _nameless(window._sidebar)
    nameless += _nameless(_talk(qtbot, window))
    form.reset()
    window.new_case(sample.LETTER)
    window.new_case(sample.LETTER)
    qtbot.waitUntil(lambda: form.pile.left == 2)
    settle(qtbot, window)
    nameless += _nameless(form)
    assert nameless == []


def _cut_off(root: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.text().endswith("…"):
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed - 2 or (not label.wordWrap() and label.width() < label.sizeHint().width() - 2):
            found.append(f"{type(root).__name__}: {label.text()}")
    presses = [press for press in root.findChildren(QAbstractButton) if press.isVisible() and press.text()]
    narrow = [press for press in presses if press.width() < press.minimumSizeHint().width() - 2]
    return found + [f"{type(root).__name__}: [{press.text()}]" for press in narrow]


@pytest.mark.parametrize("size", [(1000, 640), (1100, 700), (1440, 900)])
def test_no_word_is_cut_off(qtbot: QtBot, window: MainWindow, tasks: Tasks, size: tuple[int, int]) -> None:
    window.resize(*size)
    cut = []
    for page in _pages(qtbot, window, tasks):
        cut += _cut_off(page)
        content = getattr(page, "content", None)
        if content is not None and content.width() > page.viewport().width():
            cut.append(f"{type(page).__name__} is wider than the window")
    for kind in (Kind.ACCESS, Kind.CLAIM, Kind.CONSENT_WITHDRAWAL):
        panel = open_panel(qtbot, window, case_of(qtbot, tasks, kind).id)
        cut += _cut_off(panel)
        if panel.page.content.width() > panel.page.viewport().width():
            cut.append("the case is wider than its panel")
    window.new_case(sample.LETTER)
    settle(qtbot, window)
    cut += _cut_off(window.page(NEW_CASE)) + _cut_off(_talk(qtbot, window))
    assert cut == []


def test_no_state_is_told_by_colour_alone(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    for page in _pages(qtbot, window, tasks):
        assert [chip for chip in page.findChildren(Chip) if not chip.text().strip()] == []
        assert len([press for press in page.findChildren(PrimaryButton) if press.isVisible()]) <= 2
