"""The page of a letter as it will be printed: white sheets on the ground of the window, drawn off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from otklik.ui import theme

if TYPE_CHECKING:
    from otklik.ui.tasks import Tasks

WIDE_MARGIN, NARROW_MARGIN = 24, 14
GAP = 20
WIDEST = 820
"""Most pixels a page takes across at 100 %: a little more than its width on paper."""

_REDRAW_AFTER = 120
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """Pages of a PDF as pictures.

    Attributes:
        images: one picture a page.
        sizes: their sizes in points.
        text: what is written on them.
    """

    images: tuple[QImage, ...]
    sizes: tuple[tuple[float, float], ...]
    text: str


def draw_pages(content: bytes, width: int) -> DrawnPages:
    """Draw all pages of a PDF; needs no widget and runs on any thread.

    Args:
        content: the PDF.
        width: width of a page in device pixels.

    Raises:
        EnvironmentProblem: the bytes are no PDF.
    """
    from otklik.ui.printing import PdfFile  # noqa: PLC0415 - QtPdf is loaded when the first page is drawn

    pdf = PdfFile(content)
    try:
        images, sizes = [], []
        for page in range(pdf.pages):
            size = pdf.size(page)
            sizes.append((size.width(), size.height()))
            images.append(pdf.draw(page, QSize(width, round(width * size.height() / size.width()))))
        return DrawnPages(tuple(images), tuple(sizes), "\n\n".join(pdf.text(page) for page in range(pdf.pages)))
    finally:
        pdf.close()


class _Paper(QWidget):
    """The pages one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = DrawnPages((), (), "")
        self.page_width = 1
        self.margin = WIDE_MARGIN
        self.outlined = False

    def lay_out(self, viewport: QSize, zoom: float) -> None:
        """Find the width of a page and the size of the whole for the room there is."""
        self.margin = WIDE_MARGIN if viewport.width() > 480 else NARROW_MARGIN
        self.page_width = max(160, round(min(viewport.width() - 2 * self.margin, WIDEST) * zoom))
        height = 2 * self.margin + sum(self._height(size) for size in self.pages.sizes)
        height += GAP * max(0, len(self.pages.sizes) - 1)
        self.setFixedSize(max(viewport.width(), self.page_width + 2 * self.margin), max(viewport.height(), height))
        self.update()

    def _height(self, size: tuple[float, float]) -> int:
        return round(self.page_width * size[1] / size[0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages; one whose picture is of another width is stretched until the new one is there."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = (self.width() - self.page_width) // 2, self.margin
        for image, size in zip(self.pages.images, self.pages.sizes, strict=True):
            place = QRectF(left, top, self.page_width, self._height(size))
            self._draw_edge(painter, place)
            painter.drawImage(place, image)
            top += self._height(size) + GAP

    def _draw_edge(self, painter: QPainter, place: QRectF) -> None:
        """Draw a soft shadow, or the ring of keyboard focus."""
        if self.outlined:
            painter.fillRect(place.adjusted(-2, -2, 2, 2), theme.color("accent"))
            return
        for depth in (4, 3, 2, 1):
            painter.fillRect(place.adjusted(depth - 1, depth, 1 - depth, depth), QColor(0, 0, 0, 5))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme.color("line"))


class Preview(QScrollArea):
    """Shows a PDF as large as the room allows and keeps its place while the text changes.

    Ctrl and + − 0, or Ctrl and the wheel, zoom.

    Signals:
        shown: new pages are on screen; carries their number.
        failed: a PDF could not be drawn; carries the error.

    Args:
        tasks: where pages are drawn.
        parent: owner.
    """

    shown = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._content = b""
        self._drawing = False
        self._again = False
        self._zoom = 1.0
        self._paper = _Paper()
        self.setWidget(self._paper)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The page as it will be printed"))
        # The page keeps its width while a second page comes and goes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(False)
        self._paper.setAutoFillBackground(False)
        self._redraw = QTimer(self, singleShot=True, interval=_REDRAW_AFTER)
        self._redraw.timeout.connect(self._draw)

    @property
    def page_count(self) -> int:
        """How many pages are on screen."""
        return len(self._paper.pages.images)

    @property
    def content(self) -> bytes:
        """The PDF that is shown or about to be."""
        return self._content

    def show_pdf(self, content: bytes) -> None:
        """Show another PDF; of several in quick succession only the last is drawn."""
        self._content = content
        self._draw()

    def clear(self) -> None:
        """Show no page."""
        self._content = b""
        self._paper.pages = DrawnPages((), (), "")
        self._paper.lay_out(self.viewport().size(), self._zoom)

    def zoom(self, steps: int) -> None:
        """Make the page larger or smaller.

        Args:
            steps: how many steps; 0 goes back to the width of the view.
        """
        position = _ZOOMS.index(self._zoom) + steps
        self._zoom = _ZOOMS[min(max(position, 0), len(_ZOOMS) - 1)] if steps else 1.0
        self._paper.lay_out(self.viewport().size(), self._zoom)
        self._redraw.start()

    def _draw(self) -> None:
        if not self._content:
            return
        if self._drawing:
            self._again = True
            return
        self._drawing, self._again = True, False
        self._paper.lay_out(self.viewport().size(), self._zoom)
        content, width = self._content, round(self._paper.page_width * self.devicePixelRatioF())
        self._tasks.run_aside(lambda: draw_pages(content, width), self._on_drawn, self._on_failed)

    def _on_drawn(self, pages: DrawnPages) -> None:
        self._drawing = False
        if self._again:
            self._draw()
            return
        if not self._content:
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._paper.pages = pages
        self._paper.lay_out(self.viewport().size(), self._zoom)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self.setAccessibleDescription(pages.text)
        self.shown.emit(len(pages.images))

    def _on_failed(self, error: Exception) -> None:
        self._drawing = False
        self.failed.emit(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the pages at once and draw them anew a little later."""
        super().resizeEvent(event)
        self._paper.lay_out(self.viewport().size(), self._zoom)
        self._redraw.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by Ctrl and + − 0; scroll by the keys of any view."""
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.zoom(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by Ctrl and the wheel, scroll by the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Outline the page."""
        super().focusInEvent(event)
        self._paper.outlined = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self._paper.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the outline away."""
        super().focusOutEvent(event)
        self._paper.outlined = False
        self._paper.update()
