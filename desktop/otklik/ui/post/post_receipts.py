"""Receipts of the Post: taken by a button, by dropping them or from the clipboard, and shown small."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QImageWriter, QKeySequence, QPainter, QPainterPath
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.errors import EnvironmentProblem
from otklik.ui import icons, phrases, theme
from otklik.ui.documents import begin_in
from otklik.ui.widgets import Caption, IconButton, LinkButton, Sheet
from otklik.ui.widgets.text import ElidedLabel, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent, QMimeData, QObject
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QPaintEvent

    from otklik.casework.registering import NewFile
    from otklik.ui.tasks import Tasks

_SIDE = 44
_DRAWN = 4 * _SIDE  # pixels of a picture, enough for any screen


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was read and can be kept.

    Attributes:
        picture: it in small; null where it cannot be drawn.
    """

    file: NewFile
    picture: QImage


def read_receipt(path: Path) -> Receipt:
    """Read a receipt; touches neither register nor screen.

    Raises:
        UserError: it is no JPEG, PNG or PDF, or too large.
        EnvironmentProblem: it cannot be read.
    """
    from otklik.casework.dispatching import MAX_RECEIPT_BYTES  # noqa: PLC0415 - not needed before a receipt comes
    from otklik.system.files import read_file  # noqa: PLC0415 - as above

    return receipt_of(path.name, read_file(path, MAX_RECEIPT_BYTES))


def receipt_of(name: str, content: bytes) -> Receipt:
    """Return bytes as a receipt.

    Raises:
        UserError: they are no JPEG, PNG or PDF.
    """
    from otklik.casework.dispatching import receipt_type  # noqa: PLC0415 - not needed before a receipt comes
    from otklik.casework.registering import NewFile  # noqa: PLC0415 - as above

    media_type = receipt_type(NewFile(name, "", content))
    return Receipt(NewFile(name, media_type, content), small_picture(content, media_type))


def small_picture(content: bytes, media_type: str) -> QImage:
    """Return a photograph or the first page of a PDF in small; null where it cannot be drawn.

    Args:
        content: the file.
        media_type: as `receipt_type` tells it.
    """
    if media_type == "application/pdf":
        from otklik.ui.printing import PdfFile  # noqa: PLC0415 - QtPdf is loaded when a page is drawn

        try:
            pdf = PdfFile(content)
        except EnvironmentProblem:
            return QImage()
        try:
            return pdf.draw(0, pdf.size(0).scaled(_DRAWN, _DRAWN, Qt.AspectRatioMode.KeepAspectRatio).toSize())
        finally:
            pdf.close()
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(QSize(_DRAWN, _DRAWN), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def png_of(image: QImage) -> bytes:
    """Return a picture as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(data.data())


class Thumbnail(QWidget):
    """A receipt in small, or the icon of a file where there is no picture; hidden from screen readers.

    Args:
        picture: what to show; null shows the icon.
        parent: owner.
    """

    def __init__(self, picture: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))

    def show_picture(self, picture: QImage) -> None:
        """Show another picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture filling a square with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        square = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(square, 6, 6)
        painter.fillPath(edge, theme.color("sheet"))
        if self._picture.isNull():
            mark = icons.pixmap("file", "dim", 20, self.devicePixelRatioF())
            painter.drawPixmap((_SIDE - 20) // 2, (_SIDE - 20) // 2, mark)
        else:
            painter.save()
            painter.setClipPath(edge)
            side = min(self._picture.width(), self._picture.height())
            left = (self._picture.width() - side) / 2
            painter.drawImage(square, self._picture, QRectF(left, 0, side, side))
            painter.restore()
        painter.setPen(theme.color("line"))
        painter.drawPath(edge)


class ReceiptRow(QWidget):
    """A receipt: its picture, name and size, and what can be done with it.

    Args:
        name: its file name.
        size: in bytes.
        picture: it in small; null while it is not drawn.
        parent: owner.
    """

    def __init__(self, name: str, size: int, picture: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.thumbnail = Thumbnail(picture)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(12)
        self._across.addWidget(self.thumbnail)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(name))
        self._foot = QHBoxLayout()
        self._foot.setSpacing(12)
        self._foot.addWidget(Caption(phrases.file_size(size), wrap=False))
        self._foot.addStretch(1)
        words.addLayout(self._foot)
        words.addStretch(1)
        self._across.addLayout(words, 1)

    def add_open(self, act: Callable[[], None]) -> None:
        """Let it be opened."""
        link = LinkButton(self.tr("Open"))
        link.setAccessibleName(self.tr("Open the file {name}").format(name=self._name))
        link.clicked.connect(act)
        self._foot.insertWidget(1, link)

    def add_removal(self, act: Callable[[], None]) -> None:
        """Let it be taken out again."""
        cross = IconButton("close", self.tr("Take out: {name}").format(name=self._name))
        cross.clicked.connect(act)
        self._across.addWidget(cross)


class ReceiptSheet(Sheet):
    """A sunk sheet that takes receipts: by `choose`, by dropping files on it, or from the clipboard.

    Signals:
        taken: a receipt was read; carries `Receipt`.
        refused: a file is none, or cannot be read; carries the error.

    Args:
        tasks: where files are read.
        parent: owner.
    """

    taken = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(16, 10, sunk=True, parent=parent)
        self._tasks = tasks
        self.setAcceptDrops(True)

    def choose(self) -> None:
        """Ask for files and take them."""
        words = self.tr("Photographs and PDF (*.jpg *.jpeg *.png *.pdf)")
        names, _filter = QFileDialog.getOpenFileNames(self, self.tr("The receipt"), begin_in(), words)
        self._take_files(names)

    def take(self, data: QMimeData) -> bool:
        """Take files or a picture from a drop or the clipboard; return whether there were any."""
        names = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if names:
            self._take_files(names)
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        name = f"{self.tr('Receipt from the clipboard')}.png"
        self._tasks.run_aside(lambda: receipt_of(name, png_of(image)), self.taken.emit, self.refused.emit, owner=self)
        return True

    def watch(self, *fields: QWidget | None) -> None:
        """Take receipts pasted while one of these fields has the focus; text is left to the field."""
        for field in filter(None, fields):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is pasted into a field and is no text."""
        if event.type() == event.Type.KeyPress and event.matches(QKeySequence.StandardKey.Paste):  # type: ignore[attr-defined]  # a QKeyEvent by its type
            data = QGuiApplication.clipboard().mimeData()
            if data is not None and (data.hasUrls() or not data.hasText()) and self.take(data):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is pasted."""
        data = QGuiApplication.clipboard().mimeData() if event.matches(QKeySequence.StandardKey.Paste) else None
        if data is None or not self.take(data):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files here instead of beginning a request with them."""
        if _has_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go."""
        self._show_over(False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", over)
        restyle(self)

    def _take_files(self, names: list[str]) -> None:
        for name in names:
            self._tasks.run_aside(partial(read_receipt, Path(name)), self.taken.emit, self.refused.emit, owner=self)


def _has_files(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())
