"""For everybody: the page for the policy is read out, and nothing of it is cut off where the window is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from otklik.ui.policy.policy_page import PolicyPage
from tests.policy_facts import READ

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

SMALL, LARGE = (792, 640), (1232, 900)
"""Pixels beside the sidebar of the smallest window, and of an ordinary one."""


@pytest.fixture(params=(SMALL, LARGE))
def page(request: pytest.FixtureRequest, qtbot: QtBot, look: None, office: Office) -> PolicyPage:
    made = PolicyPage(office.tasks)
    qtbot.addWidget(made)
    made.resize(*request.param)
    made.show()
    made.begin(1)
    office.settle()
    return made


def check(page: PolicyPage) -> None:
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name).strip(), widget
        if isinstance(widget, QLabel) and widget.text():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            assert widget.height() >= needed, widget.text()
            assert widget.wordWrap() or widget.width() >= widget.sizeHint().width(), widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()


def test_the_page_is_read_out_and_not_cut_off(page: PolicyPage, office: Office) -> None:
    check(page)
    page._on_read(READ)
    office.settle()
    check(page)
    scrolled = page.compare.page
    assert scrolled.content.width() <= scrolled.viewport().width()
    assert scrolled.content.minimumSizeHint().width() <= scrolled.viewport().width()
