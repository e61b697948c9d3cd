"""A scanned or photographed letter beside the field its text is typed into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from otklik.system.errors import UserError
from otklik.ui.widgets import Caption, IconButton, LinkButton, Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from otklik.ui.tasks import Tasks

_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp", b"tif", b"tiff"})
"""Pictures that are drawn; told by their content. No SVG: it may call for other files."""

_MOST_MEGABYTES = 256
"""Memory a picture may take while it is read."""

_WIDEST = 2400
"""Pixels to which a large scan is brought down: two screens of text."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The first page of a scan, and how many there are."""

    image: QImage
    pages: int = 1


def draw(content: bytes) -> Drawn:
    """Draw a picture or the first page of a PDF; needs no widget and runs on any thread.

    Args:
        content: the file, whatever a stranger put into it.

    Raises:
        UserError: it cannot be shown.
        EnvironmentProblem: the PDF is damaged.
    """
    if content[:1024].lstrip().startswith(b"%PDF"):
        from otklik.ui.letter.preview import draw_pages  # noqa: PLC0415 - brings QtPdf along when a page is drawn

        drawn = draw_pages(content, 1600, (0,), read=False)
        return Drawn(drawn.images[0], len(drawn.sizes))
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if reader.format().data() not in _FORMATS:
        raise UserError("This picture cannot be shown here; it is kept with the request all the same.")
    size = reader.size()
    if size.isValid() and size.width() > _WIDEST:
        reader.setScaledSize(size.scaled(_WIDEST, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserError("This picture cannot be shown here; it is kept with the request all the same.")
    return Drawn(image)


class PictureView(QWidget):
    """The scan, as wide as there is room, or larger to be read; several are leafed through.

    Args:
        tasks: where pictures are read.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pictures: tuple[tuple[str, bytes], ...] = ()
        self._at = 0
        self._drawn: QPixmap | None = None
        self._large = False
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._paper)
        self._area.setWidgetResizable(True)
        self._area.viewport().setAutoFillBackground(False)  # the picture lies on the sheet it stands in
        self._paper.setAutoFillBackground(False)
        self._area.setAccessibleName(self.tr("The picture of the letter"))
        self._notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        column.addWidget(self._notice)
        column.addWidget(self._area, 1)

    def show_pictures(self, pictures: tuple[tuple[str, bytes], ...]) -> None:
        """Show other pictures, the first of them at once.

        Args:
            pictures: names and bytes.
        """
        self._pictures = pictures
        self._turn_to(0)

    def clear(self) -> None:
        """Let them go."""
        self._pictures, self._drawn = (), None
        self._paper.clear()
        self._notice.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the width."""
        super().resizeEvent(event)
        self._fit()

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._where = Caption("", wrap=False)
        self._back = IconButton("up", self.tr("The picture before"))
        self._next = IconButton("down", self.tr("The next picture"))
        self._zoom = LinkButton(self.tr("Larger"))
        self._back.clicked.connect(lambda: self._turn_to(self._at - 1))
        self._next.clicked.connect(lambda: self._turn_to(self._at + 1))
        self._zoom.clicked.connect(self._on_zoom)
        for part in (self._back, self._where, self._next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._zoom)
        return row

    def _turn_to(self, place: int) -> None:
        if not self._pictures:
            return
        self._at = place % len(self._pictures)
        self._drawn = None
        self._paper.clear()
        self._notice.clear()
        several = len(self._pictures) > 1
        self._where.setText(
            self.tr("{place} of {number}").format(place=self._at + 1, number=len(self._pictures)) if several else ""
        )
        self._back.setVisible(several)
        self._next.setVisible(several)
        name, content = self._pictures[self._at]
        self._paper.setAccessibleName(name)
        turned = (self._pictures, self._at)

        def show(drawn: Drawn) -> None:
            if turned == (self._pictures, self._at):
                self._show(drawn)

        self._tasks.run_aside(lambda: draw(content), show, self._notice.show_error, owner=self)

    def _show(self, drawn: Drawn) -> None:
        self._drawn = QPixmap.fromImage(drawn.image)
        if drawn.pages > 1:
            pages = self.tr("The first of %n page(s) is shown; the whole file is kept.", "", drawn.pages)
            self._notice.say(pages)
        self._fit()

    def _on_zoom(self) -> None:
        self._large = not self._large
        self._zoom.setText(self.tr("As wide as the page") if self._large else self.tr("Larger"))
        self._fit()

    def _fit(self) -> None:
        if self._drawn is None:
            return
        room = max(80, self._area.width() - self._area.verticalScrollBar().sizeHint().width())
        ratio = self.devicePixelRatioF()
        width = min(self._drawn.width(), round((room * 2 if self._large else room) * ratio))
        fitted = self._drawn.scaled(
            QSize(width, self._drawn.height() * 4),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self._paper.setPixmap(fitted)
