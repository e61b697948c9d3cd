"""The list of registers under the name of the one that is open, and the icon beside the clock on two panels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from otklik.ui.registers.recent import Recent, State
from otklik.ui.registers.register_list import RegisterList
from otklik.ui.rooms import TODAY
from otklik.ui.tray_icon import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage

_SIZES = (16, 22, 32)
_COUNTS = ((0, False), (1, False), (4, False), (12, False), (1, True), (8, True), (120, True))
_PANELS = ("#ECECEC", "#202124")
_TIMES = 3
"""How much larger than they are they are shown."""


def registers(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the list with registers in every state, and the icon in every size."""
    home = Path("Документы")
    found = (
        Recent(home / "Реестр" / "register.otklik", "ИП Калинина Мария Петровна", State.OPEN),
        Recent(home / "Клиенты" / "lavka.otklik", "ООО «Лавка тёплых вещей»", State.CLOSED),
        Recent(Path("KINGSTON") / "orlov.otklik", "ИП Орлов Пётр Ильич", State.MISSING),
    )
    stage.window.show_room(TODAY)
    listed = RegisterList(stage.window, stage.window.register_button)
    listed.show_registers(found)
    stage.rest()
    yield "registers", stage.window
    listed.close_panel()
    listed.deleteLater()
    icons = _icons()
    yield "tray-icon", icons
    icons.deleteLater()


def _icons() -> QLabel:
    """Return all icons beside each other, on a light panel and a dark one."""
    wide, high = (max(_SIZES) + 12) * _TIMES, (sum(_SIZES) + 8 * 4) * _TIMES
    sheet = QPixmap(wide * len(_COUNTS), high * len(_PANELS))
    painter = QPainter(sheet)
    for row, panel in enumerate(_PANELS):
        painter.fillRect(0, row * high, sheet.width(), high, QColor(panel))
        for column, (number, overdue) in enumerate(_COUNTS):
            top = row * high + 8 * _TIMES
            for size in _SIZES:
                shown = picture(number, size, overdue=overdue)
                side = size * _TIMES
                smooth = Qt.TransformationMode.FastTransformation
                ratio = Qt.AspectRatioMode.KeepAspectRatio
                painter.drawPixmap(column * wide + 8 * _TIMES, top, shown.scaled(side, side, ratio, smooth))
                top += side + 8 * _TIMES
    painter.end()
    label = QLabel()
    label.setPixmap(sheet)
    return label
