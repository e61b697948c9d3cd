"""The views of the register as chips: the ready ones, then the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QWidget

from otklik.ui.register.searches import View, ready_views
from otklik.ui.widgets import FlowLayout, LinkButton, ToggleChip, clear_layout

if TYPE_CHECKING:
    from collections.abc import Sequence


class ViewBar(QWidget):
    """Chips, one of which is on. An own view has a menu: rename, renew, move, delete.

    Signals:
        chosen: show this view; carries it.
        save_wanted: what is shown is to be kept under a name.
        rename_wanted: this own view is to get another name; carries its place among them.
        renewed: this own view is to show what is shown now; carries its place.
        changed: the own views are others, or stand in another order.

    Args:
        parent: owner.
    """

    chosen = Signal(object)
    save_wanted = Signal()
    rename_wanted = Signal(int)
    renewed = Signal(int)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = ready_views()
        self._own: list[View] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Views"))
        self._save: LinkButton | None = None
        self._may_save = False
        self._current = self.view("all")
        self._build()

    @property
    def own(self) -> tuple[View, ...]:
        """The user's own views, in their order."""
        return tuple(self._own)

    @property
    def views(self) -> tuple[View, ...]:
        """All views, in their order."""
        return (*self._ready, *self._own)

    @property
    def current(self) -> View:
        """The view that is on."""
        return self._current

    def view(self, key: str) -> View:
        """Return a ready view."""
        return next(view for view in self._ready if view.key == key)

    def show_own(self, views: Sequence[View]) -> None:
        """Show the user's own views; the one that is on stays where it is still there."""
        self._own = list(views)
        self._build()

    def choose(self, view: View) -> None:
        """Switch a view on, and say so."""
        self.mark(view)
        self.chosen.emit(view)

    def mark(self, view: View) -> None:
        """Switch a view on without saying so."""
        self._current = view
        if view in self.views:
            self._group.button(self.views.index(view)).setChecked(True)

    def offer_saving(self, offered: bool) -> None:
        """Offer to keep what is shown, where it differs from the view that is on."""
        self._may_save = offered
        if self._save is not None:
            self._save.setVisible(offered)

    def shift(self, place: int, by: int) -> None:
        """Move an own view."""
        target = place + by
        if 0 <= target < len(self._own):
            self._own.insert(target, self._own.pop(place))
            self._build()
            self.changed.emit()

    def replace(self, place: int, view: View) -> None:
        """Put another view in the place of an own one."""
        before = self._own[place]
        self._own[place] = view
        if self._current == before:
            self._current = view
        self._build()
        self.changed.emit()

    def add(self, view: View) -> None:
        """Keep one more own view, and switch it on."""
        self._own.append(view)
        self._current = view
        self._build()
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Forget an own view; where it was on, all cases are shown."""
        gone = self._own.pop(place)
        self._build()
        self.changed.emit()
        if self._current == gone:
            self.choose(self.view("all"))

    def menu_of(self, place: int) -> QMenu:
        """Return what can be done with an own view."""
        menu = QMenu(self)
        menu.addAction(self.tr("Rename…")).triggered.connect(lambda: self.rename_wanted.emit(place))
        renew = menu.addAction(self.tr("Keep what is shown in it"))
        renew.setEnabled(self._may_save and self._current == self._own[place])
        renew.triggered.connect(lambda: self.renewed.emit(place))
        left, right = menu.addAction(self.tr("Move to the left")), menu.addAction(self.tr("Move to the right"))
        left.setEnabled(place > 0)
        left.triggered.connect(lambda: self.shift(place, -1))
        right.setEnabled(place < len(self._own) - 1)
        right.triggered.connect(lambda: self.shift(place, 1))
        menu.addSeparator()
        menu.addAction(self.tr("Delete the view")).triggered.connect(lambda: self.remove(place))
        return menu

    def _build(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear_layout(self._flow)
        for place, view in enumerate(self.views):
            chip = ToggleChip(view.name.replace("&", "&&"))
            chip.setAccessibleName(view.name)
            self._group.addButton(chip, place)
            self._flow.addWidget(chip)
            chip.setChecked(view == self._current)
            if view.is_own:
                self._dress_own(chip, place - len(self._ready), view)
            chip.show()
        self._save = LinkButton(self.tr("Keep as a view…"))
        self._save.clicked.connect(self.save_wanted)
        self._save.setMinimumHeight(self._group.buttons()[0].sizeHint().height())
        self._flow.addWidget(self._save)
        self._save.setVisible(self._may_save)
        self.updateGeometry()

    def _dress_own(self, chip: ToggleChip, place: int, view: View) -> None:
        chip.setToolTip("\n".join(part for part in (view.text, self.tr("Rename, move, delete: right click")) if part))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda at: self._show_menu(chip, place, at))

    def _show_menu(self, chip: QWidget, place: int, at: QPoint) -> None:
        menu = self.menu_of(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(chip.mapToGlobal(at))

    def _on_clicked(self, place: int) -> None:
        self.choose(self.views[place])
