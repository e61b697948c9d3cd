"""The head of the preview: over each column what it is taken for, the file's own title, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QToolTip

from otklik.intake.old_journal.columns import Column, label
from otklik.ui import theme
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QHelpEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from otklik.intake.old_journal.columns import Mapping

HEIGHT = 96
"""Of the head, in pixels: a field and two lines of words."""

_GAP, _FIELD_TOP, _FIELD, _LINE = 8, 8, 36, 20
_ARROW = 52
"""Of a field beside its words: its arrow and its edges, in pixels."""


class MeaningBox(ChoiceBox):
    """«Что это»: the meaning of one column. The wheel scrolls the table and never changes it.

    Signals:
        focused: the keyboard has come here.

    Attributes:
        title: the file's own title of the column.

    Args:
        meanings: all there are.
        parent: owner.
    """

    focused = Signal()

    def __init__(self, meanings: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ""
        self.setModel(meanings)
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(len(Column))
        metrics = QFontMetrics(theme.font())
        self.view().setMinimumWidth(max(metrics.horizontalAdvance(label(column)) for column in Column) + 40)

    @property
    def column(self) -> Column:
        """The meaning that is chosen."""
        return Column(self.currentData())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table."""
        event.ignore()


class ColumnHeader(QHeaderView):
    """The head of the preview.

    Signals:
        chosen: the user says what a column means; carries its place and the meaning (`Column`).
        reached: the keyboard came to a column; carries its place.

    Args:
        parent: owner.
    """

    chosen = Signal(int, object)
    reached = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._mapping: Mapping | None = None
        self._meanings = QStandardItemModel(self)
        for column in Column:
            item = QStandardItem(label(column))
            item.setData(column.value, Qt.ItemDataRole.UserRole)
            self._meanings.appendRow(item)
        self.boxes: list[MeaningBox] = []
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(120)
        self.sectionResized.connect(self.place_boxes)

    def show_columns(self, mapping: Mapping) -> None:
        """Show what the columns are taken for."""
        self._mapping = mapping
        if len(self.boxes) != len(mapping.proposals):
            self._make_boxes(len(mapping.proposals))
        for box, proposal in zip(self.boxes, mapping.proposals, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(list(Column).index(proposal.column))
            box.blockSignals(False)
            box.title = proposal.title
            box.setAccessibleName(self.tr("What stands in the column “{title}”").format(title=proposal.title))
            box.setAccessibleDescription(proposal.reason)
            box.setToolTip(proposal.reason)
        self.place_boxes()
        self.viewport().update()

    def place_boxes(self) -> None:
        """Put each field over its column."""
        for place, box in enumerate(self.boxes):
            left = self.sectionViewportPosition(place)
            box.setGeometry(left + _GAP, _FIELD_TOP, self.sectionSize(place) - 2 * _GAP, theme.px(_FIELD))

    def width_of(self, place: int) -> int:
        """Return the width a column needs for its field and its title, in pixels."""
        metrics = QFontMetrics(theme.font(weight=500))
        box = self.boxes[place]
        words = metrics.horizontalAdvance(box.currentText()) + _ARROW
        return max(words, metrics.horizontalAdvance(box.title)) + 2 * _GAP + 4

    def sizeHint(self) -> QSize:
        """Be as high as a field and two lines of words."""
        return QSize(super().sizeHint().width(), theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the fields anew."""
        super().resizeEvent(event)
        self.place_boxes()

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        """Write the title and the reason under the field."""
        painter.save()
        painter.fillRect(rect, theme.color("sheet"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._mapping is not None and index < len(self._mapping.proposals):
            proposal = self._mapping.proposals[index]
            area = QRectF(rect).adjusted(_GAP + 2, _FIELD_TOP + theme.px(_FIELD) + 5, -_GAP, 0)
            area.setHeight(theme.px(_LINE))
            self._write(painter, area, proposal.title, "text", strong=True)
            reason = proposal.reason if not proposal.sure else self.tr("by the title") if proposal.reason else ""
            said = reason or (self.tr("you say so") if proposal.sure else "")
            self._write(painter, area.translated(0, theme.px(_LINE)), said, "dim")
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what was cut short as a tooltip."""
        if event.type() == event.Type.ToolTip and self._mapping is not None:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # what this type of event is
            place = self.logicalIndexAt(help_event.pos())
            if 0 <= place < len(self._mapping.proposals):
                proposal = self._mapping.proposals[place]
                QToolTip.showText(help_event.globalPos(), f"{proposal.title}\n{proposal.reason}".strip(), self)
                return True
        return super().viewportEvent(event)

    def _make_boxes(self, number: int) -> None:
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = [MeaningBox(self._meanings, self.viewport()) for _ in range(number)]
        for place, box in enumerate(self.boxes):
            box.currentIndexChanged.connect(lambda _row, place=place: self._on_chosen(place))
            box.focused.connect(lambda place=place: self.reached.emit(place))
            if place:
                self.setTabOrder(self.boxes[place - 1], box)
            box.show()

    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(place, self.boxes[place].column)

    def _write(self, painter: QPainter, area: QRectF, text: str, role: str, *, strong: bool = False) -> None:
        painter.setFont(theme.font(weight=500) if strong else theme.font(theme.CAPTION))
        painter.setPen(theme.color(role))
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
