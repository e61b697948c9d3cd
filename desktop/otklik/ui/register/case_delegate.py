"""How a row of the register is painted: quickly, because a hundred thousand of them are scrolled past.

What a frame needs is prepared once: fonts, colours and metrics for a look, the cut words of a cell for a width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QStaticText
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from otklik.casework.views import Urgency
from otklik.register.records import CaseStatus
from otklik.ui import phrases, provisional, theme
from otklik.ui.register.columns import Column
from otklik.ui.widgets.table import CHIP_HEIGHT, RowDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QColor, QFont, QPainter
    from PySide6.QtWidgets import QWidget

    from otklik.law.kinds import Kind
    from otklik.ui.register.case_model import CaseModel, Line

ROW_HEIGHT = 38
"""At 100 %."""

_QUIET = frozenset((Column.RECEIVED, Column.POLICY, Column.CHANNEL, Column.OPERATOR, Column.SENT, Column.OUTGOING))
_COLUMNS = tuple(Column)
_SELECTED = QStyle.StateFlag.State_Selected
_BAR = 8
"""Height of the bar that stands in for words on their way, in pixels at 100 %."""


MOST_CUTS = 8192
"""Words kept laid out: a few megabytes."""


class _Look:
    """Fonts, metrics and colours of the look in use."""

    def __init__(self) -> None:
        self.plain, self.strong = theme.font(), theme.font(weight=500)
        self.caption, self.caption_strong = theme.font(theme.CAPTION), theme.font(theme.CAPTION, 500)
        self.remark = theme.font(theme.TINY)
        self.remark_metrics = QFontMetrics(self.remark)
        fonts = (self.plain, self.strong, self.caption, self.caption_strong)
        self.metrics = {id(font): QFontMetrics(font) for font in fonts}
        self.line = theme.color("line")
        self.soon = theme.color("soon")
        self.selected = theme.color("accent_on")
        self.waiting = theme.color("sunk")
        self.ink = {role: theme.color(role) for role in ("text", "dim")}
        chips = {role: (theme.color(f"{role}_on"), theme.color(role)) for role in ("overdue", "soon", "done")}
        self.chips: dict[str, tuple[QColor, QColor]] = chips | {"quiet": (theme.color("sunk"), theme.color("dim"))}
        self.chip_height = theme.px(CHIP_HEIGHT)
        self._cuts: dict[tuple[str, int, int], _Cut] = {}

    def cut(self, words: str, font: QFont, room: int) -> _Cut:
        """Return words cut to a room in pixels; most words of a register stand in many of its rows."""
        key = words, id(font), room
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) > MOST_CUTS:
                self._cuts.clear()
            short = self.metrics[id(font)].elidedText(words, Qt.TextElideMode.ElideRight, room)
            found = self._cuts[key] = _Cut(short, font)
        return found


class _Cut:
    """Words that were cut to a width, laid out.

    Attributes:
        text: laid out; drawn at a point.
        height: of the line, in pixels.
        width: of the words, in pixels.
    """

    __slots__ = ("height", "text", "width")

    def __init__(self, words: str, font: QFont) -> None:
        self.text = QStaticText(words)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        self.text.prepare(font=font)
        size = self.text.size()
        self.width, self.height = size.width(), size.height()


class CaseDelegate(RowDelegate):
    """Paints the cells: what is left as a chip with a word.

    Args:
        model: the rows.
        parent: owner.
    """

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(theme.px(ROW_HEIGHT), parent)
        self._model = model
        self._look: _Look | None = None

    def forget_look(self) -> None:
        """Take fonts and colours from the theme anew when something is painted next."""
        self._look = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        look = self._look
        if look is None:
            look = self._look = _Look()
        area = option.rect
        if option.state & _SELECTED:
            painter.fillRect(area, look.selected)
        x, y, width = area.x(), area.y(), area.width()
        painter.fillRect(x, y + self.height - 1, width, 1, look.line)
        column = _COLUMNS[index.column()]
        line = self._model.line(index.row())
        if line is None:
            self._paint_waiting(painter, QRectF(area), column, index.row(), look)
        elif column is Column.LEFT:
            self._paint_chip(painter, QRectF(area), line, look)
        else:
            self._paint_words(painter, x, y, width, line, column, look)

    def _paint_words(
        self, painter: QPainter, x: int, y: int, width: int, line: Line, column: Column, look: _Look
    ) -> None:
        first = column is Column.NUMBER
        font = look.strong if first else look.plain
        left = 16 if first else 8
        known = line.elided.get(column)
        if known is None or known[0] != width:
            room = width - left - (0 if column is Column.KIND else 8)
            words = line.text(column)
            if column is Column.KIND and len(line.row.kinds) > 1:
                words = fitting_kinds(line.row.kinds, look.metrics[id(font)], room)
            known = line.elided[column] = width, look.cut(words, font, room)
        cut: _Cut = known[1]
        quiet = not first and (column in _QUIET or line.row.status is not CaseStatus.OPEN)
        painter.setFont(font)
        painter.setPen(look.ink["dim" if quiet else "text"])
        if self._model.cells.is_provisional(line.row, column):
            self._paint_provisional(painter, QRectF(x, y, width, self.height), cut, look)
        else:
            painter.drawStaticText(QPointF(x + left, y + (self.height - cut.height) / 2), cut.text)

    def _paint_provisional(self, painter: QPainter, area: QRectF, cut: _Cut, look: _Look) -> None:
        """Write under a date that it may still move; in a narrow column the word is cut short."""
        half = area.height() / 2
        painter.drawStaticText(QPointF(area.x() + 8, area.y() + half - cut.height + 2), cut.text)
        painter.setFont(look.remark)
        painter.setPen(look.soon)
        below = area.adjusted(8, half, -4, -3)
        fits = look.remark_metrics.horizontalAdvance(provisional.word()) <= below.width()
        word = provisional.word() if fits else provisional.short()
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def _paint_chip(self, painter: QPainter, area: QRectF, line: Line, look: _Look) -> None:
        row = line.row
        strong = row.remaining.urgency is Urgency.OVERDUE
        role = "quiet" if row.status is CaseStatus.ANNULLED else phrases.ROLE_OF[row.remaining.urgency]
        chip = QRectF(0, 0, area.width() - 16, look.chip_height)
        chip.moveCenter(area.center())
        font = look.caption_strong if strong else look.caption
        known = line.elided.get(Column.LEFT)
        if known is None or known[0] != area.width():
            cut = look.cut(line.text(Column.LEFT), font, int(chip.width()) - 6)
            known = line.elided[Column.LEFT] = int(area.width()), cut
        cut = known[1]
        ground, ink = look.chips[role]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.setRenderHint(painter.RenderHint.Antialiasing, True)
        painter.drawRoundedRect(chip, 6, 6)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)  # slows the lines of the next cells down
        painter.setFont(font)
        painter.setPen(ink)
        middle = chip.center()
        painter.drawStaticText(QPointF(middle.x() - cut.width / 2, middle.y() - cut.height / 2), cut.text)

    def _paint_waiting(self, painter: QPainter, area: QRectF, column: Column, row: int, look: _Look) -> None:
        """Paint a quiet bar where words will stand; bars of different length look like words, not like a grid."""
        left = 16 if column is Column.NUMBER else 8
        part = 0.86 if column is Column.LEFT else 0.45 + 0.35 * ((row * 7 + column * 13) % 10) / 10
        room = max(0.0, area.width() - left - 12)
        bar = QRectF(area.x() + left, area.center().y() - theme.px(_BAR) / 2, room * part, theme.px(_BAR))
        painter.fillRect(bar, look.waiting)


def fitting_kinds(kinds: tuple[Kind, ...], metrics: QFontMetrics, width: int) -> str:
    """Return as many kinds as fit whole, with the number of the others behind them: «доступ +2»."""
    for shown in range(len(kinds), 0, -1):
        more = f" +{len(kinds) - shown}" if shown < len(kinds) else ""
        text = phrases.kind_words(kinds[:shown]) + more
        if metrics.horizontalAdvance(text) <= width:
            return text
    more = f" +{len(kinds) - 1}" if len(kinds) > 1 else ""
    first = phrases.kind_word(kinds[0])
    room = width - metrics.horizontalAdvance(more) - 2  # parts rounded apart may be wider than the whole
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, room) + more
