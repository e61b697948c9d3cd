"""Logo, signature and seal of an operator: seen small, put on letters, taken off. Kept at once, unlike the form."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework import images
from otklik.register.paper_records import ImageKind
from otklik.system.files import read_file
from otklik.ui import theme
from otklik.ui.documents import begin_in
from otklik.ui.widgets import Caption, Label, Notice, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from otklik.casework.desk import Changes, Desk
    from otklik.ui.tasks import Tasks

_PREVIEW = QSize(132, 72)
_MARGIN, _CORNER = 6, 6


class ProfileImages(Sheet):
    """The images of one operator.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 12, parent=parent)
        self._tasks = tasks
        self._operator_id = 0
        self._notice = Notice(closable=True)
        self._first = Caption(self.tr("Save the profile first."))
        self.body.addWidget(Label(self.tr("Images on letters"), "strong"))
        remark = self.tr(
            "PNG or JPEG. The logo stands in the letterhead, the signature between position and name, the seal below. "
            "They stay in this register and are printed on every letter."
        )
        self.body.addWidget(Caption(remark))
        self.body.addWidget(self._first)
        self.body.addWidget(self._notice)
        rows = (
            (ImageKind.LOGO, self.tr("Logo"), self.tr("Choose a logo"), self.tr("Remove the logo")),
            (ImageKind.SIGNATURE, self.tr("Signature"), self.tr("Choose a signature"), self.tr("Remove the signature")),
            (ImageKind.SEAL, self.tr("Seal"), self.tr("Choose a seal"), self.tr("Remove the seal")),
        )
        self._rows = {kind: _Row(name, choose, remove) for kind, name, choose, remove in rows}
        for kind, row in self._rows.items():
            row.choose.clicked.connect(partial(self._on_choose, kind))
            row.remove.clicked.connect(partial(self._on_remove, kind))
            self.body.addWidget(row)
        self.show_operator(0)

    def show_operator(self, operator_id: int) -> None:
        """Show the images of an operator; 0 while he is not stored."""
        if operator_id != self._operator_id:
            self._notice.clear()
        self._operator_id = operator_id
        self._first.setVisible(not operator_id)
        for row in self._rows.values():
            row.setVisible(operator_id != 0)
        if operator_id:
            self._tasks.run(partial(_read, operator_id), self._on_read)

    def take(self, kind: ImageKind, path: str) -> None:
        """Put the image in a file on letters."""
        operator_id = self._operator_id

        def work(desk: Desk) -> Changes:
            return images.set_image(desk, operator_id, kind, read_file(Path(path), images.MAX_BYTES))

        self._tasks.act(work, self._on_done, self._notice.show_error)

    def _on_read(self, found: tuple[int, dict[ImageKind, bytes]]) -> None:
        operator_id, contents = found
        if operator_id == self._operator_id:
            for kind, row in self._rows.items():
                row.show_image(contents.get(kind, b""))

    def _on_choose(self, kind: ImageKind) -> None:
        dialog = QFileDialog(self, self._rows[kind].choose.accessibleName(), begin_in())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Images (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(partial(self.take, kind))
        dialog.open()

    def _on_remove(self, kind: ImageKind) -> None:
        operator_id = self._operator_id
        self._tasks.act(
            lambda desk: images.remove_image(desk, operator_id, kind), self._on_done, self._notice.show_error
        )

    def _on_done(self, _changes: Changes) -> None:
        self._notice.clear()
        self.show_operator(self._operator_id)


def _read(operator_id: int, desk: Desk) -> tuple[int, dict[ImageKind, bytes]]:
    return operator_id, images.images_of(desk, operator_id)


class _Row(QWidget):
    """One image: how it looks, what it is, and what can be done with it.

    Args:
        name: what it is.
        choose: what the button that takes another one does.
        remove: what the button that takes it off does.
    """

    def __init__(self, name: str, choose: str, remove: str) -> None:
        super().__init__()
        self._preview = _Preview(name)
        self.choose, self.remove = QuietButton(self.tr("Choose…")), QuietButton(self.tr("Remove"))
        self.choose.setAccessibleName(choose)
        self.remove.setAccessibleName(remove)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(Label(name))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        side.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._preview)
        row.addLayout(side, 1)
        self.show_image(b"")

    def show_image(self, content: bytes) -> None:
        """Show an image; without bytes its empty place."""
        self._preview.show_image(content)
        self.remove.setVisible(bool(content))


class _Preview(QWidget):
    """An image on white paper, in the dark theme too; an empty place where there is none.

    Args:
        name: what it is.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._image = name, QPixmap()
        self.setFixedSize(_PREVIEW)

    def show_image(self, content: bytes) -> None:
        """Show an image; without bytes its empty place."""
        self._image = QPixmap()
        if content:
            self._image.loadFromData(content, "PNG")
        said = self.tr("{image}: chosen") if content else self.tr("{image}: none")
        self.setAccessibleName(said.format(image=self._name))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper and image."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        empty = self._image.isNull()
        painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DashLine if empty else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush if empty else QColor("white"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        if empty:
            painter.setPen(theme.color("dim"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "—")
            return
        ratio = self.devicePixelRatioF()
        room = (self.size() - QSize(2 * _MARGIN, 2 * _MARGIN)) * ratio
        smooth = Qt.TransformationMode.SmoothTransformation
        small = self._image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        small.setDevicePixelRatio(ratio)
        size = small.deviceIndependentSize()
        painter.drawPixmap(QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), small)
