"""The page of a letter as it will be printed: white sheets on the ground of the window, drawn off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from otklik.ui import theme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
        images: pictures by page, from 0: those that were asked for.
        sizes: sizes of all pages in points.
        text: what is written on all pages; empty where it was not asked for.
    """

    images: dict[int, QImage]
    sizes: tuple[tuple[float, float], ...]
    text: str = ""


def draw_pages(content: bytes, width: int, wanted: Collection[int] | None = None, *, read: bool = True) -> DrawnPages:
    """Draw pages of a PDF; needs no widget and runs on any thread.

    Args:
        content: the PDF.
        width: width of a page in device pixels.
        wanted: which pages, from 0; all where not given. Where there are none of these any more, the last one.
        read: whether the text is wanted too.

    Raises:
        EnvironmentProblem: the bytes are no PDF.
    """
    from otklik.ui.printing import PdfFile  # noqa: PLC0415 - QtPdf is loaded when the first page is drawn

    pdf = PdfFile(content)
    try:
        sizes = [(size.width(), size.height()) for size in map(pdf.size, range(pdf.pages))]
        chosen = [page for page in range(pdf.pages) if wanted is None or page in wanted] or [pdf.pages - 1]
        heights = {page: round(width * sizes[page][1] / sizes[page][0]) for page in chosen}
        images = {page: pdf.draw(page, QSize(width, height)) for page, height in heights.items()}
        text = "\n\n".join(map(pdf.text, range(pdf.pages))) if read else ""
        return DrawnPages(images, tuple(sizes), text)
    finally:
        pdf.close()


@dataclass(frozen=True, slots=True)
class _Edition:
    """What pictures are of: which of the PDFs that were shown, and the width of a page in device pixels."""

    number: int
    width: int


class _Paper(QWidget):
    """The pages one below the other.

    Attributes:
        sizes: sizes of the pages in points.
        pictures: by page, as far as they are drawn, with what they are of.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.pictures: dict[int, tuple[_Edition, QImage]] = {}
        self.page_width = 1
        self.margin = WIDE_MARGIN
        self.outlined = False

    def lay_out(self, viewport: QSize, zoom: float) -> None:
        """Find the width of a page and the size of the whole for the room there is."""
        self.margin = WIDE_MARGIN if viewport.width() > 480 else NARROW_MARGIN
        self.page_width = max(160, round(min(viewport.width() - 2 * self.margin, WIDEST) * zoom))
        height = 2 * self.margin + sum(self._height(size) for size in self.sizes)
        height += GAP * max(0, len(self.sizes) - 1)
        self.setFixedSize(max(viewport.width(), self.page_width + 2 * self.margin), max(viewport.height(), height))
        self.update()

    def pages_between(self, top: int, bottom: int) -> list[int]:
        """Return the pages of which something stands between two heights."""
        return [page for page, place in enumerate(self._places()) if place.top() < bottom and place.bottom() > top]

    def _places(self) -> Iterator[QRectF]:
        left, top = (self.width() - self.page_width) // 2, self.margin
        for size in self.sizes:
            place = QRectF(left, top, self.page_width, self._height(size))
            yield place
            top += self._height(size) + GAP

    def _height(self, size: tuple[float, float]) -> int:
        return round(self.page_width * size[1] / size[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages; a picture of another width or of an older text stands until the new one is there."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in enumerate(self._places()):
            if not place.adjusted(-4, -4, 4, 4).intersects(QRectF(event.rect())):
                continue
            self._draw_edge(painter, place)
            if page in self.pictures:
                painter.drawImage(place, self.pictures[page][1])
            else:
                painter.fillRect(place, Qt.GlobalColor.white)

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

    What is on screen is drawn first, then what may be scrolled to next; of far pages no picture is kept.

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
        self._number = self._done_with = 0  # of the PDF to be shown, and of the last one that must not be any more
        self._shown: _Edition | None = None
        self._drawing = False
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
        self.verticalScrollBar().valueChanged.connect(self._draw)
        self._paper.lay_out(self.viewport().size(), self._zoom)

    @property
    def page_count(self) -> int:
        """How many pages are on screen."""
        return len(self._paper.sizes)

    @property
    def content(self) -> bytes:
        """The PDF that is shown or about to be."""
        return self._content

    def show_pdf(self, content: bytes) -> None:
        """Show another PDF; of several in quick succession some may be left out, never the last."""
        self._content = content
        self._number += 1
        self._draw()

    def clear(self) -> None:
        """Show no page."""
        self._content = b""
        self._done_with, self._shown = self._number, None
        self._paper.sizes, self._paper.pictures = (), {}
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
        """Draw what is on screen of the newest PDF, or else what of it may be scrolled to next, in one go."""
        if self._drawing or self._number <= self._done_with:
            return
        content, edition = self._content, self._edition()
        if edition != self._shown:
            wanted = self._pages_near(0) or [0]
        else:
            drawn = {page for page, (of, _picture) in self._paper.pictures.items() if of == edition}
            wanted = [page for page in self._pages_near(1) if page not in drawn]
            if not wanted:
                return
        self._drawing, read = True, self._is_other_text(edition)
        self._tasks.run_aside(
            lambda: draw_pages(content, edition.width, wanted, read=read),
            partial(self._on_drawn, edition),
            partial(self._on_failed, edition),
            owner=self,
        )

    def _edition(self) -> _Edition:
        """Return what is to be shown."""
        return _Edition(self._number, round(self._paper.page_width * self.devicePixelRatioF()))

    def _is_other_text(self, edition: _Edition) -> bool:
        return self._shown is None or edition.number != self._shown.number

    def _pages_near(self, views: int) -> list[int]:
        """Return the pages on screen, and those so many heights of the view away from it."""
        high = self.viewport().height()
        top = -self._paper.y()
        return self._paper.pages_between(top - views * high, top + (1 + views) * high)

    def _on_drawn(self, edition: _Edition, pages: DrawnPages) -> None:
        if edition.number > self._done_with:
            is_new = edition != self._shown
            if self._is_other_text(edition):
                self.setAccessibleDescription(pages.text)
            self._shown = edition
            self._paper.pictures |= {page: (edition, image) for page, image in pages.images.items()}
            if pages.sizes != self._paper.sizes:
                self._lay_out(pages.sizes)
            near = self._pages_near(1)
            self._paper.pictures = {page: kept for page, kept in self._paper.pictures.items() if page in near}
            self._paper.update()
            if is_new:
                self.shown.emit(len(pages.sizes))
        self._drawing = False
        if edition == self._edition():
            self._redraw.start()  # what may be scrolled to, when nobody types
        else:
            self._draw()

    def _lay_out(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Make room for other pages, and stay where the reader is."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._paper.sizes = sizes
        self._paper.lay_out(self.viewport().size(), self._zoom)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    def _on_failed(self, edition: _Edition, error: Exception) -> None:
        self._drawing = False
        self._done_with = max(self._done_with, edition.number)
        self.failed.emit(error)
        self._draw()

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
