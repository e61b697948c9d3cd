"""Files on their way out of the window: dragged into an e-mail or a folder, or put on the clipboard to be pasted there.

They are made when they are wanted, in the private folder for the viewer, and go away with the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from otklik.ui.papers.pdf_acts import letter_name, viewer_folder_of
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from otklik.casework.desk import Desk
    from otklik.register.records import Attachment, Letter
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that may go out.

    Attributes:
        name: its name there: numbers and days, no names of people.
        read: makes its content, on the thread of the database.
    """

    name: str
    read: Callable[[Desk], bytes]


def outgoing_letter(letter: Letter) -> Outgoing:
    """Return an issued letter as a PDF, void ones with the mark that says so."""
    from otklik.register.records import LetterState  # noqa: PLC0415 - names of the register's states

    letter_id, name = letter.id, letter_name(letter.number, void=letter.state is LetterState.ANNULLED)
    if letter.issued_on is not None:
        name = translated("{letter} of {day}").format(letter=name, day=f"{letter.issued_on:%d.%m.%Y}")

    def read(desk: Desk) -> bytes:
        from otklik.casework import replacing  # noqa: PLC0415 - letters are loaded when one is wanted

        return replacing.shown_pdf(desk, letter_id)

    return Outgoing(f"{name}.pdf", read)


def outgoing_file(file: Attachment, case_number: int, place: int) -> Outgoing:
    """Return a file of a case.

    Args:
        file: the file.
        case_number: number of its case in the register.
        place: which of the files of the case, from 1; it stands for the name the file came with.
    """
    from otklik.ui.opened_files import harmless, viewer_name  # noqa: PLC0415 - before a file goes out

    file_id, shown = file.id, file.name

    def read(desk: Desk) -> bytes:
        viewer_name(shown)
        return harmless(shown, desk.register.attachments.content(file_id))

    name = translated("Request {number}, file {place}").format(number=case_number, place=place)
    return Outgoing(f"{name}{Path(shown).suffix.lower()}", read)


class HandingOut(QObject):
    """Makes files and hands them out.

    Signals:
        copied: files are on the clipboard; carries how many.
        failed: a file could not be made; carries the error.

    Args:
        tasks: where contents are read.
        widget: where it begins; also the owner.
    """

    copied = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, widget: QWidget) -> None:
        super().__init__(widget)
        self._tasks, self._widget = tasks, widget
        self._making = False

    def drag(self, files: Sequence[Outgoing]) -> None:
        """Make files and let them be dragged, where the button is still held when they are ready."""
        if self._making or not files:
            return
        self._making = True
        self._make(files, self._on_made_to_drag)

    def copy(self, files: Sequence[Outgoing]) -> None:
        """Make files and put them on the clipboard."""
        if files:
            self._make(files, self._on_made_to_copy)

    def _make(self, files: Sequence[Outgoing], done: Callable[[tuple[Path, ...]], None]) -> None:
        folder = viewer_folder_of(self._widget)

        def work(desk: Desk) -> tuple[Path, ...]:
            return tuple(folder.put(file.name, file.read(desk)) for file in files)

        self._tasks.run(work, done, self._on_failed, owner=self)

    def _on_made_to_drag(self, paths: tuple[Path, ...]) -> None:
        self._making = False
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self._widget)
            drag.setMimeData(_as_data(paths))
            drag.exec(Qt.DropAction.CopyAction)

    def _on_made_to_copy(self, paths: tuple[Path, ...]) -> None:
        QGuiApplication.clipboard().setMimeData(_as_data(paths))
        self.copied.emit(len(paths))

    def _on_failed(self, error: Exception) -> None:
        self._making = False
        self.failed.emit(error)


class DragHandle(QObject):
    """Lets a widget be taken by the mouse: a move with the button held hands out what it stands for.

    Args:
        widget: what is taken; also the owner.
        begin: called once for each such move.
    """

    def __init__(self, widget: QWidget, begin: Callable[[], None]) -> None:
        super().__init__(widget)
        self._begin = begin
        self._pressed: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for a press and a move; nothing is taken from the widget."""
        if isinstance(event, QMouseEvent):
            if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
                self._pressed = event.position().toPoint()
            elif event.type() is QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() is QEvent.Type.MouseMove and self._pressed is not None:
                way = (event.position().toPoint() - self._pressed).manhattanLength()
                if event.buttons() & Qt.MouseButton.LeftButton and way >= QApplication.startDragDistance():
                    self._pressed = None
                    self._begin()
        return super().eventFilter(watched, event)


def _as_data(paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
