"""The icon beside the clock: a number on a shape of its own ground, so that it is read on light and dark panels.

What is near stands on a leaf of a calendar; is anything overdue, on the octagon of a stop sign. Where nothing is near
there is a letter and no number. Shape and number tell it, the colour only helps.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from otklik.ui import theme

SIZES = (16, 22, 24, 32, 44, 48, 64)
"""Pixels: what panels ask for, with doubled screens."""

MOST = 99
"""The largest number there is room for; the tooltip tells how many there are."""

_INK, _EDGE = "#FFFFFF", "#FFFFFF"
_NEAR, _OVERDUE = "#2B5F8C", "#B3382C"
"""The accents of the light look: white stands out from both (6.7 and 6.0 to 1), their edge from any panel."""


def tray_icon(number: int, *, overdue: bool) -> QIcon:
    """Return the icon in all sizes.

    Args:
        number: how many cases are near; 0 shows the letter alone.
        overdue: whether any of them is overdue.
    """
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(picture(number, size, overdue=overdue))
    return icon


def picture(number: int, size: int, *, overdue: bool) -> QPixmap:
    """Return the icon in one size; arguments as of `tray_icon`, and the side in pixels."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    if number and overdue:
        _draw_shape(painter, _stop_sign(), _OVERDUE)
        _write(painter, number, QRectF(1, 1, 14, 14), size)
    elif number:
        _draw_shape(painter, _sheet(), _NEAR)
        _write(painter, number, QRectF(1, 3, 14, 12), size)
    else:
        _draw_letter(painter)
    painter.end()
    return made


def _stop_sign() -> QPainterPath:
    """Return the outline of an octagon."""
    near, far, low, high = 0.5, 15.5, 4.9, 11.1
    corners = ((low, near), (high, near), (far, low), (far, high), (high, far), (low, far), (near, high), (near, low))
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _sheet() -> QPainterPath:
    """Return the outline of a leaf of a calendar, with its two rings."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.5, 2.5, 15, 13), 2, 2)
    for ring in (4, 10):
        peg = QPainterPath()
        peg.addRect(QRectF(ring, 0.5, 2, 3))
        path = path.united(peg)
    return path


def _draw_shape(painter: QPainter, path: QPainterPath, colour: str) -> None:
    pen = QPen(QColor(_EDGE), 1)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(colour))
    painter.drawPath(path)


def _write(painter: QPainter, number: int, area: QRectF, size: int) -> None:
    """Write the number as large as there is room; in whole pixels, so that small sizes stay sharp."""
    text = str(min(number, MOST))
    ratio = size / 16
    room = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
    font = QFont(theme.font().family())
    font.setWeight(QFont.Weight.Bold)
    font.setFeature(QFont.Tag("tnum"), 0)
    painter.save()
    painter.resetTransform()
    painter.setPen(QColor(_INK))
    for pixels in range(round(11 * ratio), 4, -1):
        font.setPixelSize(pixels)
        painter.setFont(font)
        drawn = QFontMetricsF(painter.font()).tightBoundingRect(text)
        if drawn.width() <= room.width() - 2 * ratio:
            break
    corner = room.center() - drawn.center()
    painter.drawText(QPointF(round(corner.x()), round(corner.y())), text)
    painter.restore()


def _draw_letter(painter: QPainter) -> None:
    painter.setPen(QPen(QColor(_EDGE), 1))
    painter.setBrush(QColor(_NEAR))
    painter.drawRoundedRect(QRectF(0.5, 2.5, 15, 11), 1.5, 1.5)
    painter.setPen(QPen(QColor(_INK), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(3, 5.2), QPointF(8, 9), QPointF(13, 5.2)])
