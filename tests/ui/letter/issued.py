"""What tests of an issued letter do with their hands and eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from otklik.casework import dispatching, proving
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.post.post_receipts import png_of
from tests.ui.window_tools import button

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.proving import Proof
    from otklik.register.records import Letter
    from otklik.ui.letter.letter_editor import LetterEditor
    from tests.ui.office import Office


def png(color: str = "#336699") -> bytes:
    image = QImage(60, 90, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return png_of(image)


def show(qtbot: QtBot, office: Office, editor: LetterEditor, letter_id: int) -> None:
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    settle(qtbot, office)


def settle(qtbot: QtBot, office: Office) -> None:
    """Wait until what was begun, and what that begins in turn, is done."""
    for _ in range(4):
        qtbot.wait(5)
        office.settle()
        QApplication.sendPostedEvents()
        QApplication.processEvents()


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


def buttons(parent: QWidget) -> list[QWidget]:
    return [found for found in parent.findChildren(QAbstractButton) if found.isVisible()]
