"""The operators of the register: choose one, fill in the profile, see what letters still lack."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework import policies, profiles
from otklik.register.records import Operator
from otklik.ui import theme
from otklik.ui.settings import profile_gaps
from otklik.ui.settings.policy_card import PolicyCard
from otklik.ui.settings.profile_form import ProfileForm
from otklik.ui.settings.profile_images import ProfileImages
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    ToggleChip,
    clear_layout,
)
from otklik.ui.widgets.text import in_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otklik.casework.desk import Changes
    from otklik.casework.policies import ReadPolicy
    from otklik.casework.profiles import Saved
    from otklik.ui.intake.dropped import Dropped
    from otklik.ui.tasks import Tasks

    _Checked = tuple[tuple[tuple[str, str], ...], profile_gaps.Gaps, Mapping[str, str]]

CHECK_AFTER = 400
"""Milliseconds of pause after which requisites are checked and what is missing is said anew."""

_SIDE, _SIDE_MARGIN, _SIDE_PADDING = 272, 36, 20


class ProfilePage(QWidget):
    """The profiles of the operators.

    Signals:
        policy_wanted: a profile is to be filled from a policy; carries the id of the operator, 0 for a new one, and the
            policy where it came by itself (`Dropped`), else nothing.
        kept_wanted: the policy a profile was read from is to be shown; carries the id of the operator and the attribute
            to lead to, or nothing.
        journal_wanted: the journal kept before is to be brought in.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "profile"

    policy_wanted = Signal(int, object)
    kept_wanted = Signal(int, str)
    journal_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._then: Callable[[], object] | None = None
        self._operators: tuple[Operator, ...] = ()
        self._stored = self._shown = Operator()
        self._wanted: tuple[int, str] | None = None
        self._sought = ""
        self.form = ProfileForm()
        self.form.changed.connect(self._on_changed)
        self.images = ProfileImages(tasks)
        self.form.place_images(self.images)
        self.policy = PolicyCard(tasks, _SIDE_PADDING)
        self.policy.fill_wanted.connect(self.fill_from_policy)
        self.policy.kept_wanted.connect(self._on_kept_wanted)
        self.policy.known.connect(self._check)
        self.form.source_wanted.connect(self._on_kept_wanted)
        self._notice = Notice(closable=True)
        self._chooser = Sheet(20, 8)
        self._side = Sheet(_SIDE_PADDING, 8)
        self._page = Page((_SIDE_MARGIN, 4, _SIDE_MARGIN, 28))
        self._bar = self._make_bar()
        self._checker = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._checker.timeout.connect(self._check)
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.save)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the profiles again; what is being typed stays."""
        if changes is None or changes.operators:
            self._tasks.run(profiles.operators, self._on_read)

    def show_operator(self, operator_id: int, attribute: str = "") -> None:
        """Show a profile at the field of an attribute, from its top where none is meant."""
        self._wanted = (operator_id, attribute)
        self._tasks.run(profiles.operators, self._on_read)

    def save(self) -> None:
        """Keep the profile, if it was changed."""
        operator = self.form.operator()
        if operator == self._shown:
            self._bar.hide()
            return
        self._tasks.act(
            lambda desk: profiles.save_operator(desk, operator),
            partial(self._on_saved, operator),
            self._notice.show_error,
        )

    def fill_from_policy(self, came: Dropped | None = None) -> None:
        """Ask for the page that fills this profile from a policy; what was typed is kept before.

        Args:
            came: the policy, where it came by itself.
        """
        self._when_kept(lambda: self.policy_wanted.emit(self._stored.id, came))

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.form.operator() != self._shown

    def _lay_out(self) -> None:
        fields, side = QVBoxLayout(), QVBoxLayout()
        for column in (fields, side):
            column.setSpacing(16)
        fields.addWidget(self._notice)
        fields.addWidget(self.form)
        for card in (self._chooser, self._side, self.policy, self._journal_card()):
            card.setFixedWidth(theme.px(_SIDE))
            side.addWidget(card)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        for column, stretch in ((fields, 1), (side, 0)):
            column.addStretch(1)
            columns.addLayout(column, stretch)
        self._page.body.addLayout(columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self._bar)

    def _journal_card(self) -> Sheet:
        card = Sheet(_SIDE_PADDING, 8)
        card.body.addWidget(Heading(self.tr("The old journal")))
        card.body.addWidget(Caption(self.tr("Requests you kept in a spreadsheet come into the register.")))
        bring = QuietButton(self.tr("Bring in an old journal…"))
        bring.wrap_words()
        bring.clicked.connect(self.journal_wanted)
        card.body.addWidget(bring)
        return card

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(36, 12, 36, 16)
        row.setSpacing(8)
        save = PrimaryButton(self.tr("Save"))
        save.setToolTip(self.tr("Save (Ctrl+S)"))
        save.clicked.connect(self.save)
        back = QuietButton(self.tr("Take back"))
        back.clicked.connect(self._on_taken_back)
        row.addWidget(save)
        row.addWidget(back)
        row.addSpacing(8)
        row.addWidget(Caption(self.tr("The changes are not kept yet. They are also kept when you leave this page.")), 1)
        bar.hide()
        return bar

    def _on_read(self, operators: tuple[Operator, ...]) -> None:
        self._operators = operators
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] != self._stored.id:
            self._flush()
            self._show(next((one for one in operators if one.id == wanted[0]), Operator()))
        elif not self.dirty:
            again = next((one for one in operators if one.id == self._stored.id), None)
            self._show(again or (operators[0] if operators else Operator()))
        self._show_chooser()
        if wanted is not None:
            self._page.verticalScrollBar().setValue(0)
            self._sought = wanted[1]
            QTimer.singleShot(0, self, self._go_to_sought)

    def _show(self, operator: Operator) -> None:
        self._stored = operator
        self.form.load(operator)
        self.images.show_operator(operator.id)
        self.policy.show_operator(operator.id)
        # As the fields write it: they tidy spaces and order, and that alone is no change.
        self._shown = self.form.operator()
        self._bar.hide()
        self._check()

    def _show_chooser(self) -> None:
        body = self._chooser.body
        clear_layout(body)
        self._chooser.setVisible(bool(self._operators))
        body.addWidget(Heading(self.tr("Operators")))
        for one in self._operators:
            chip = ToggleChip(one.name or self.tr("without a name"))
            chip.setChecked(one.id == self._stored.id)
            chip.clicked.connect(partial(self._on_chosen, one.id))
            body.addWidget(chip)
        add = LinkButton(self.tr("Add an operator"))
        add.wrap_words()
        add.clicked.connect(self._on_add)
        body.addWidget(add)
        add.setVisible(self._stored.id != 0)  # not before: without a parent it would flash as a window of its own

    def _on_chosen(self, operator_id: int) -> None:
        self._flush()
        found = next((one for one in self._operators if one.id == operator_id), self._stored)
        self._show(found)
        self._show_chooser()

    def _on_add(self) -> None:
        self._flush()
        self._show(Operator())
        self._show_chooser()
        self.form.focus_field("name")

    def _on_changed(self) -> None:
        self._then, self._sought = None, ""  # whoever goes on typing stays
        self._bar.setVisible(self.dirty)
        self._checker.start()

    def _on_taken_back(self) -> None:
        self._show(self._stored)

    def _on_saved(self, operator: Operator, saved: Saved) -> None:
        """Take up the stored profile; typing that went on meanwhile stays and stays unsaved."""
        typed = self.form.operator()
        self._tasks.run(profiles.operators, partial(self._on_reread, typed == operator, saved.operator_id))

    def _on_reread(self, unchanged: bool, operator_id: int, operators: tuple[Operator, ...]) -> None:
        self._operators = operators
        stored = next((one for one in operators if one.id == operator_id), self._stored)
        if unchanged:
            self._show(stored)
        self._notice.clear()
        self._show_chooser()
        then, self._then = self._then, None
        if then is not None and not self.dirty:
            then()

    def _on_kept_wanted(self, attribute: str = "") -> None:
        self._when_kept(lambda: self.kept_wanted.emit(self._stored.id, attribute))

    def _when_kept(self, then: Callable[[], object]) -> None:
        """Do something once what was typed is kept."""
        if self.dirty:
            self._then = then
            self.save()
        else:
            then()

    def _flush(self) -> None:
        """Keep what was typed before something else is shown."""
        if self.dirty:
            self.save()

    def _check(self) -> None:
        """Say what requisites look wrong and what letters still lack."""
        operator = self.form.operator()
        self._tasks.run_aside(partial(_checked, operator, self.policy.policy), self._on_checked)

    def _on_checked(self, found: _Checked) -> None:
        # What is said under the fields moves those below: whoever was led to one is led there again.
        QTimer.singleShot(0, self, self._go_to_sought)
        warnings, gaps, sources = found
        self.form.show_warnings(warnings)
        self.form.show_sources(sources)
        body = self._side.body
        clear_layout(body)
        if gaps.needed:
            body.addWidget(Label(self.tr("Not every letter is issued without"), "heading", wrap=True))
            self._add_links(gaps.needed)
            body.addWidget(Caption(self.tr("What is blank is asked for again in the letter that needs it.")))
        else:
            body.addWidget(Heading(self.tr("Letters")))
            body.addWidget(Label(self.tr("Nothing is missing"), "done"))
            body.addWidget(Caption(self.tr("Every letter finds its facts in this profile.")))
        if gaps.wished:
            body.addSpacing(8)
            body.addWidget(Label(self.tr("Good to have on the letterhead"), "heading", wrap=True))
            self._add_links(gaps.wished)

    def _add_links(self, fields: tuple[profile_gaps.Field, ...]) -> None:
        for name, label in fields:
            words = in_lines(label[:1].upper() + label[1:], _SIDE - 2 * _SIDE_PADDING, theme.font(theme.CAPTION))
            link = LinkButton(words)
            link.setAccessibleName(self.tr("Fill in: {field}").format(field=label))
            link.clicked.connect(partial(self._go_to, name))
            self._side.body.addWidget(link)

    def _go_to_sought(self) -> None:
        if self._sought:
            self._go_to(self._sought)

    def _go_to(self, attribute: str) -> None:
        """Put the caret into a field and bring it into view."""
        field = self.form.field(attribute)
        if field is not None:
            self.form.focus_field(attribute)
            self._page.body.activate()  # a page that was never shown has not laid out its fields yet
            self._page.ensureWidgetVisible(field, 0, 80)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another room is shown."""
        self._flush()
        super().hideEvent(event)


def _checked(operator: Operator, policy: ReadPolicy | None) -> _Checked:
    """Return doubts about requisites, what letters lack, and what the policy says just so.

    Telephone rules load slowly, so on the side pool.
    """
    said = policies.sources(policy, operator) if policy is not None else {}
    return profiles.requisite_warnings(operator), profile_gaps.of(operator), said
