"""Реестр: the cases of a view, found as one types, and the case that is chosen beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from otklik.register.case_query import Column as By
from otklik.register.case_query import Sort
from otklik.ui import phrases, theme
from otklik.ui.register import register_commands
from otklik.ui.register.ask_field import AskField
from otklik.ui.register.case_model import CaseModel
from otklik.ui.register.case_table import CaseTable
from otklik.ui.register.choice_bar import ChoiceBar
from otklik.ui.register.columns import BY_KEY, Choice, Column
from otklik.ui.register.copying import Copier
from otklik.ui.register.looks import Looks
from otklik.ui.register.searches import MOST, Search, View, saved_as
from otklik.ui.register.several import Several
from otklik.ui.register.view_bar import ViewBar
from otklik.ui.widgets import Caption, EmptyState, IconButton, Label, Notice, Sheet, Title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.system.clock import Clock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.palette.commands import Command
    from otklik.ui.register.column_panel import ColumnPanel
    from otklik.ui.register.view_name import ViewName
    from otklik.ui.tasks import Tasks

TABLE_BESIDE = (324, 440)
"""Least and greatest width of the table while a case is open beside it, in pixels at 100 %."""

_TIGHT_BELOW = 1000
_ALONE_BELOW = 700
"""Pixels at 100 % below which the open case takes the whole page."""

_TABLE, _EMPTY, _FRESH = range(3)


class RegisterPage(QWidget):
    """The register.

    Signals:
        letter_wanted: open this letter; carries its id.
        journal_wanted: bring in the journal kept before.
        places_wanted: change the list of places to look in; carries the id of the operator.

    Args:
        tasks: where the reading is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "register"

    letter_wanted = Signal(int)
    journal_wanted = Signal()
    places_wanted = Signal(int)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._panel: CasePanel | None = None
        self._highest = 0  # as many cases there are, so high is the highest number
        self._sort = Sort()
        self._columns = self._kept_columns = Choice()
        self._column_panel: ColumnPanel | None = None
        self._view_name: ViewName | None = None
        self._model = CaseModel(tasks, clock.today().year, self)
        self._looks = Looks(tasks, self)
        self._copier = Copier(tasks, self)
        self._count = Caption("", wrap=False)
        self._search = self._search_field()
        self._remark = Label("", "caption_soon", wrap=True)
        self._remark.hide()
        self._notice = Notice(role="done", closable=True)
        self.views = ViewBar()
        self.table = CaseTable(self._model)
        self.choice_bar, self._several = ChoiceBar(), Several()
        self._stack = QStackedWidget()
        self._empty = EmptyState("found", self.tr("Nothing found"))
        self._fresh = self._fresh_state()
        self._columns_button = IconButton("columns", self.tr("Columns…"))
        self._left = QWidget()
        self._fill_left()
        row = QHBoxLayout(self)
        row.addWidget(self._left)
        row.addWidget(self._several, 1)
        self._row = row
        self._connect()
        self._arrange()
        self._looks.ask()
        self._on_search()

    @property
    def open_case_id(self) -> int | None:
        """The case that is open beside the table."""
        return self._panel.case_id if self._panel is not None and not self._panel.isHidden() else None

    @property
    def search(self) -> Search:
        """What is looked for now."""
        return Search.of(self.views.current, self._search.text(), self._sort)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, for the palette and the list of keys."""
        inner = getattr(self._panel, "commands", None) if self.open_case_id is not None else None
        return (*(inner() if inner is not None else ()), *register_commands.of_page(self))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed: the table, and the open case where it is one of those."""
        self._model.reload()
        if self._panel is not None:
            self._panel.refresh(changes)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.take_focus()

    def show_text(self, text: str) -> None:
        """Search for the text among all cases."""
        self.views.mark(self.views.view("all"))
        self._search.setText(text)

    def show_view(self, view: View) -> None:
        """Show a view, with nothing searched for in it."""
        self._search.clear()
        self.views.choose(view)

    def sort_by(self, column: Column, *, other: bool = False) -> None:
        """Order the cases by a column; by the same once more in the other direction.

        Args:
            column: one that can be sorted by.
            other: begin with the greatest, or turn round.
        """
        by = By(column.key)
        descending = not self._sort.descending if by is self._sort.column else other
        self._order(Sort(by, descending))

    def sort_as_ours(self) -> None:
        """Order the cases by what burns first."""
        self._order(Sort())

    def copy(self) -> None:
        """Put what is selected on the clipboard, all columns of the table."""
        self._copier.copy(self.table.chosen_ids(), self._columns.shown, self._clock.today().year)

    def export(self) -> None:
        """Ask how the selected requests, or all that are found, are to be written to a file."""
        from otklik.ui.reports.export_dialog import export_cases  # noqa: PLC0415 - start-up: not needed before this

        several = self.table.chosen_count() > 1
        wanted = tuple(self.table.chosen_ids() if several else self._model.ids)
        export_cases(self._tasks, wanted, self._clock.today(), self)

    def ask_columns(self) -> None:
        """Let the user choose the columns."""
        from otklik.ui.register.column_panel import ColumnPanel  # noqa: PLC0415 - start-up: made when first asked for

        if self._column_panel is None:
            self._column_panel = ColumnPanel(self)
            self._column_panel.chosen.connect(self._take_columns)
            self._column_panel.closed.connect(self.table.setFocus)
        place = self._place_of(self._columns_button)
        place.setLeft(place.right() - self._column_panel.width())  # its right edge stands under that of the button
        self._column_panel.ask(self._columns, place)

    def ask_view_name(self, place: int | None = None) -> None:
        """Ask under what name what is shown is kept.

        Args:
            place: that of the own view which gets another name; `None` keeps a new one.
        """
        from otklik.ui.register.view_name import ViewName  # noqa: PLC0415 - as above

        own = self.views.own
        if place is None and len(own) >= MOST:
            self._notice.say(self.tr("There are {number} views already: delete one first.").format(number=MOST), "soon")
            return
        if self._view_name is not None:
            self._view_name.deleteLater()
        self._view_name = ViewName(self)
        renamed = None if place is None else own[place]
        others = [view for view in self.views.views if view != renamed]
        self._view_name.named.connect(lambda name: self._keep_view(name, place))
        self._view_name.closed.connect(self.table.setFocus)
        self._view_name.ask(
            renamed.name if renamed else self._search.text().strip(), others, self._place_of(self.views)
        )

    def close_panels(self) -> None:
        """Take away what floats over the page."""
        for panel in (self._column_panel, self._view_name):
            if panel is not None:
                panel.close_panel()

    def open_case(self, case_id: int, *, answer: bool = False) -> None:
        """Open a case beside the table.

        Args:
            case_id: which.
            answer: whether to go on to the answer at once.
        """
        panel = self._the_panel()
        if panel.case_id != case_id or panel.isHidden() or answer:
            self._several.hide()
            panel.show()
            panel.open_case(case_id, answer=answer)
            self._arrange()
        self.table.select_case(case_id)

    def make_panel(self) -> None:
        """Make the panel of a case while nobody waits for it."""
        if self._panel is None:
            self._the_panel().hide()

    def close_case(self) -> None:
        """Close the panel and give the room back to the table."""
        self._several.hide()
        if self._panel is not None:
            self._panel.hide()
        self.table.clearSelection()
        self.table.setFocus()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between table and case anew."""
        super().resizeEvent(event)
        self._arrange()
        for panel in (self._column_panel, self._view_name):
            if panel is not None and panel.isVisible():
                panel.stay_inside()

    def _search_field(self) -> AskField:
        field = AskField()
        field.setPlaceholderText(self.tr("Name, number, any words of the letter"))
        field.setAccessibleName(self.tr("Search the register"))
        field.setToolTip(
            self.tr("Search ({key})").format(key=QKeySequence("Ctrl+F").toString())
            + "\n"
            + self.tr("Arrow down shows what can be searched for")
        )
        return field

    def _fresh_state(self) -> EmptyState:
        return EmptyState(
            "register",
            self.tr("No requests here yet"),
            self.tr("Press Ctrl+N or drop a letter onto the window.")
            + "\n"
            + self.tr("Did you keep requests in a spreadsheet? Bring it in, and the terms are counted at once."),
            (self.tr("Bring in an old journal…"), self.journal_wanted.emit),
            quiet=True,
        )

    def _fill_left(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Title(self.tr("Register")), 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        asking = QVBoxLayout()
        asking.setSpacing(4)
        asking.addWidget(self._search)
        asking.addWidget(self._remark)
        column.addLayout(asking)
        views = QHBoxLayout()
        views.setSpacing(8)
        views.addWidget(self.views, 1)
        views.addWidget(self._columns_button, 0, Qt.AlignmentFlag.AlignTop)
        views.addWidget(self._more(), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(views)
        column.addWidget(self._notice)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 8)
        for part in (self.table, self._empty, self._fresh):
            self._stack.addWidget(part)
        sheet.body.addWidget(self._stack)
        column.addWidget(sheet, 1)
        column.addWidget(self.choice_bar)

    def _connect(self) -> None:
        table, views = self.table, self.views
        self._model.loaded.connect(self._on_loaded)
        self._looks.read.connect(self._on_looks)
        self._copier.copied.connect(self._on_copied)
        self._copier.progressed.connect(self._on_copying)
        self._search.paused.connect(self._on_search)
        self._search.returnPressed.connect(self._on_search_entered)
        self._search.left.connect(self._enter_table)
        self._columns_button.clicked.connect(self.ask_columns)
        views.chosen.connect(self._on_view)
        views.save_wanted.connect(self._keep_as_view)
        views.rename_wanted.connect(self.ask_view_name)
        views.renewed.connect(lambda place: self._keep_view(self.views.own[place].name, place))
        views.changed.connect(lambda: self._looks.keep_views(self.views.own))
        table.picked.connect(self.open_case)
        table.opened.connect(self._on_opened)
        table.walked_to.connect(self._on_walked)
        table.left_upwards.connect(self._search.setFocus)
        table.copy_wanted.connect(self.copy)
        table.columns_changed.connect(self._on_columns_drawn)
        table.chosen.connect(self._on_chosen)
        table.header.sort_wanted.connect(lambda column, other: self.sort_by(column, other=other))
        table.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.header.customContextMenuRequested.connect(lambda _at: self.ask_columns())
        self.choice_bar.copy_wanted.connect(self.copy)
        self.choice_bar.export_wanted.connect(self.export)
        self.choice_bar.clear_wanted.connect(table.clearSelection)

    def _more(self) -> IconButton:
        button = IconButton("more", self.tr("More"))
        menu = QMenu(button)
        menu.addAction(self.tr("Keep as a view…")).triggered.connect(self._keep_as_view)
        menu.addAction(self.tr("What burns first on top")).triggered.connect(self.sort_as_ours)
        menu.addSeparator()
        menu.addAction(self.tr("Write what is found to a file…")).triggered.connect(self.export)
        menu.addAction(self.tr("Bring in an old journal…")).triggered.connect(self.journal_wanted)
        button.setMenu(menu)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _the_panel(self) -> CasePanel:
        if self._panel is None:
            from otklik.ui.case.case_panel import CasePanel  # noqa: PLC0415 - start-up: built when a case is first opened

            self._panel = CasePanel(self._tasks, self._clock)
            self._panel.letter_wanted.connect(self.letter_wanted)
            self._panel.places_wanted.connect(self.places_wanted)
            self._panel.case_wanted.connect(self.open_case)
            self._panel.closed.connect(self.close_case)
            self._row.addWidget(self._panel, 1)
        return self._panel

    def _arrange(self) -> None:
        """Give the table all the room, or its share beside the case with fewer columns."""
        beside = self.open_case_id is not None or not self._several.isHidden()
        tight = beside and self.width() < _TIGHT_BELOW
        self._row.setContentsMargins(*((16, 24, 16, 20) if tight else (36, 28, 36, 28)))
        self._row.setSpacing(12 if tight else 24)
        self._left.setVisible(not beside or self.width() >= theme.px(_ALONE_BELOW))
        if beside:
            low, high = (min(theme.px(width), round(self.width() * 0.45)) for width in TABLE_BESIDE)
            self._left.setFixedWidth(min(high, max(low, round(self.width() * 0.36))))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        self._columns_button.setVisible(not beside)
        self.table.set_beside(beside)

    def _place_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self, QPoint(0, 0)), widget.size())

    def _order(self, sort: Sort) -> None:
        self._sort = sort
        self._on_search()

    def _on_search(self) -> None:
        self._notice.say("")
        search = self.search
        self.table.header.show_sort(BY_KEY[search.sort.column.value], descending=search.sort.descending)
        self._offer_saving()
        self._model.search(search)

    def _on_view(self, view: View) -> None:
        if view.is_own:
            self._sort = view.sort
        self._show_columns(view.columns or self._kept_columns)
        self._on_search()

    def _keep_as_view(self) -> None:
        self.ask_view_name()

    def _keep_view(self, name: str, place: int | None) -> None:
        view = saved_as(name, self.views.current, self.search, self._columns)
        if place is None:
            self.views.add(view)
        elif name != self.views.own[place].name:  # only another name
            old = self.views.own[place]
            self.views.replace(place, View("", name, old.text, old.status, old.sort, old.columns))
            return
        else:
            self.views.replace(place, view)
        self._search.clear()  # the view holds it now
        self._on_search()

    def _take_columns(self, choice: Choice) -> None:
        self._show_columns(choice)
        if self.views.current.columns is None:  # else they belong to the view, and are kept with it
            self._kept_columns = choice
            self._looks.keep_columns(choice)
        self._offer_saving()

    def _on_columns_drawn(self, choice: Choice) -> None:
        self._take_columns(choice)
        if self._column_panel is not None:
            self._column_panel.show_choice(choice)

    def _show_columns(self, choice: Choice) -> None:
        self._columns = choice
        self.table.show_columns(choice)

    def _offer_saving(self) -> None:
        view = self.views.current
        others = view.columns is not None and view.columns != self._columns
        self.views.offer_saving(bool(self._search.text().strip()) or self._sort != view.sort or others)

    def _on_looks(self, views: Sequence[View], columns: Choice) -> None:
        self.views.show_own(views)
        self._kept_columns = columns
        self._show_columns(columns)

    def _on_search_entered(self) -> None:
        if self._model.rowCount():
            self._enter_table()
            self.table.selectRow(0)

    def _enter_table(self) -> None:
        self._search.stop_offering()
        self.table.setFocus()

    def _on_loaded(self, total: int) -> None:
        if total > self._highest:
            self._highest = total
            self.table.set_highest(total)
        self._count.setText(phrases.firm(self.tr("%n request(s)", "", total)))
        searching = bool(self._search.text().strip()) or bool(self.views.current.text)
        self._empty.say(
            self.tr("Nothing found") if searching else self.tr("No requests here yet"),
            self.tr("Any piece of a name, number or word is enough; check the spelling.")
            if searching
            else self.tr("Press Ctrl+N or drop a letter onto the window."),
            drawing="found" if searching else "register",
        )
        fresh = not searching and self.views.current.key == "all"
        self._stack.setCurrentIndex(_TABLE if total else _FRESH if fresh else _EMPTY)
        self._tell_understood()
        if self.open_case_id is not None and self.table.chosen_count() <= 1:
            self.table.select_case(self.open_case_id)

    def _tell_understood(self) -> None:
        """Say what was not understood, and that the words were read in the other layout of the keyboard."""
        asked = self._model.asked
        self._search.show_understood(self._search.text(), asked)
        said = list(asked.problems) if asked is not None else []
        if asked is not None and asked.retyped:
            said.insert(0, self.tr("Searched for «{words}»: the keyboard layout.").format(words=asked.retyped))
        self._remark.setText("\n".join(said))
        self._remark.setVisible(bool(said))

    def _on_copying(self, done: int, total: int) -> None:
        self._notice.say(self.tr("Copying: {done} of {total}").format(done=done, total=total), "accent")

    def _on_copied(self, number: int) -> None:
        said = phrases.firm(self.tr("%n request(s) copied. Paste them into a spreadsheet.", "", number))
        self._notice.say(said, "done", passing=True)

    def _on_chosen(self, number: int) -> None:
        """Let the open case step back while several are selected: what it offers is meant for one alone."""
        self.choice_bar.show_count(number)
        panel = self._panel
        if panel is None or (self.open_case_id is None and self._several.isHidden()):
            return
        if number > 1:
            panel.hide()
            self._several.show_count(number)
        elif not self._several.isHidden():
            self.open_case(next(iter(self.table.chosen_ids()), panel.case_id or 0))

    def _on_walked(self, case_id: int) -> None:
        # Walking the rows with the keys moves the open case along, but does not open one by itself.
        if self.open_case_id is not None:
            self.open_case(case_id)

    def _on_opened(self, case_id: int) -> None:
        self.open_case(case_id)
        if self._panel is not None:
            self._panel.focus_first()
