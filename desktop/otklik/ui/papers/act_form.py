"""The form of an act of destruction: everything п. 3 of the Requirements asks for, filled in as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.casework import destroying
from otklik.casework.destroying import Destroyer, DestructionForm, Medium, Party
from otklik.ui import phrases, theme
from otklik.ui.papers.act_lists import PairList, PairWords
from otklik.ui.settings.profile_fields import ManyChips, PhrasesField
from otklik.ui.widgets import Caption, DateField, FormRows, Label, LinkButton, Notice, Page, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from otklik.system.errors import UserError

PROGRAM, PAPER = "program", "paper"
"""Where the data were: in a program, that is processed with automation, or on paper."""


class ActForm(Page):
    """What an act says, to be put right and filled in. Keeps nothing itself.

    Signals:
        changed: the user changed something.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((0, 0, 12, 0), 12, parent=parent)
        self._fields: dict[str, tuple[FormRows, QWidget]] = {}
        self._add_where()
        self._add_what()
        self._add_how()
        self._add_who()
        self._add_operator()
        self.body.addStretch(1)

    def load(self, form: DestructionForm) -> None:
        """Show what is known; not told as a change."""
        places = {PROGRAM: bool(form.systems) or not form.media, PAPER: bool(form.media)}
        self._places.choose(tuple(place for place, there in places.items() if there))
        self._systems.set_phrases(form.systems)
        self._media.set_pairs(tuple((one.name, str(one.sheets or "")) for one in form.media) or (("", ""),))
        self._lacks.set_phrases((form.log_lacks,) if form.log_lacks else ())
        self._subjects.set_phrases(form.subjects)
        self._categories.set_phrases(form.categories)
        self._day.set_date(form.destroyed_on)
        self._way.set_phrases((form.way,) if form.way else ())
        self._reason.set_phrases((form.reason,) if form.reason else ())
        self._reasons.setVisible(not form.reason)
        self._destroyers.set_pairs(tuple((one.name, one.position) for one in form.destroyers) or (("", ""),))
        self._processors.set_pairs(tuple((one.name, one.address) for one in form.processors))
        self._operator.setText(form.operator.name)
        self._address.setText(form.operator.address)
        for field in (self._operator, self._address):
            field.setCursorPosition(0)
        self._show_places()

    def form(self) -> DestructionForm:
        """Return what the act is to say. What is typed for a place that is not chosen is kept here and left out."""
        places = self._places.chosen()
        media = tuple(Medium(name, _count(sheets)) for name, sheets in self._media.pairs())
        return DestructionForm(
            operator=Party(self._operator.text().strip(), self._address.text().strip()),
            processors=tuple(Party(*pair) for pair in self._processors.pairs()),
            subjects=self._subjects.phrases(),
            destroyers=tuple(Destroyer(*pair) for pair in self._destroyers.pairs()),
            categories=self._categories.phrases(),
            media=(media or (Medium(),)) if PAPER in places else (),
            systems=self._systems.phrases() if PROGRAM in places else (),
            way=_text(self._way),
            reason=_text(self._reason),
            destroyed_on=self._day.date(),
            log_lacks=_text(self._lacks) if PROGRAM in places else "",
        )

    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Return (field, label) of everything that is not filled in, in the order of п. 3."""
        gaps = destroying.missing(self.form())
        named = any(field == "systems" for field, _label in gaps)
        if PROGRAM in self._places.chosen() and not self._systems.phrases() and not named:
            gaps += (("systems", self.tr("the information system")),)
        return gaps

    def show_gaps(self, gaps: tuple[tuple[str, str], ...], signs: tuple[UserError, ...] = ()) -> None:
        """Mark the fields that are not filled in or cannot be printed, and take the marks off the others."""
        strange = {str(mistake.values["field"]): str(mistake) for mistake in signs}
        labels: dict[str, list[str]] = {}
        for name, label in gaps:
            labels.setdefault(self._field_of(name), []).append(label)
        for name, (rows, field) in self._fields.items():
            missing, said = ", ".join(labels.get(name, ())), strange.get(name, "")
            if name == "destroyed_on" and self._day.mistake():
                rows.set_mistake(field, self._day.mistake())
            else:
                rows.set_mistake(field, self.tr("Not filled in: {fields}").format(fields=missing) if missing else said)

    def show_mistake(self, name: str, sentence: str) -> None:
        """Say under a field why it was not taken, and put the caret there."""
        if name in self._fields:
            rows, field = self._fields[name]
            rows.set_mistake(field, sentence)
            self.lead_to(name, exact=True)

    def lead_to(self, name: str, *, exact: bool = False) -> None:
        """Put the caret into a field, where `gaps` names it.

        Args:
            name: of the field.
            exact: into this very field, filled in or not; else into the one that fills its gap.
        """
        field = self._fields[name if exact else self._field_of(name)][1]
        self.ensureWidgetVisible(field, 0, 84)  # room for two lines below it
        if isinstance(field, PairList):
            field.focus_gap()
        elif isinstance(field, ManyChips):
            field.layout().itemAt(0).widget().setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[union-attr]  # chips have both
        else:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def _field_of(self, name: str) -> str:
        """Return the field that fills a gap: where no place is chosen, that is the choice of it."""
        if name == "operator":
            return "address" if self._operator.text().strip() else "operator"
        if name == "systems" and PROGRAM not in self._places.chosen():
            return "places"
        return name

    def _card(self, title: str, remark: str = "") -> FormRows:
        card = Sheet(16, 4)
        card.body.addWidget(Label(title, "strong", wrap=True))
        if remark:
            card.body.addWidget(Caption(phrases.firm(remark)))
        card.body.addSpacing(8)
        rows = FormRows(12)
        card.body.addWidget(rows)
        self.body.addWidget(card)
        return rows

    def _add(self, rows: FormRows, name: str, label: str, field: QWidget, hint: str = "") -> None:
        rows.add_row(label, field, phrases.firm(hint))
        self._fields[name] = (rows, field)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._on_changed)
        elif isinstance(field, PhrasesField):
            field.textChanged.connect(self._on_changed)
        elif isinstance(field, ManyChips | PairList):
            field.changed.connect(self._on_changed)

    def _add_where(self) -> None:
        self._where = rows = self._card(self.tr("Where the data were"))
        places = ((PROGRAM, self.tr("in a program or on a site")), (PAPER, self.tr("on paper")))
        self._places = ManyChips(places)
        self._add(rows, "places", "", self._places)
        self._places.setAccessibleName(self.tr("Where the data were"))
        self._needed = Notice()
        rows.add_widget(self._needed)
        self._systems = PhrasesField(self.tr("«1С:Управление нашей фирмой»\nmailbox of the sales department"))
        self._add(
            rows,
            "systems",
            self.tr("What the program is &called"),
            self._systems,
            self.tr("One a line: the information system, as you call it."),
        )
        self._lacks = PhrasesField()
        self._add(
            rows,
            "log_lacks",
            self.tr("What its own &log does not show"),
            self._lacks,
            self.tr("For example who deleted the records. May be left empty (п. 6 of the Requirements)."),
        )
        words = PairWords(
            self.tr("What was destroyed"), self.tr("sheets"), self.tr("Add a medium"), self.tr("Take the medium away")
        )
        self._media = PairList(words, counted=True)
        self._add(rows, "media", self.tr("&Media of paper and how many sheets each had"), self._media)

    def _add_what(self) -> None:
        rows = self._card(self.tr("Whose data and which"))
        self._subjects = PhrasesField(self.tr("Surname Name Patronymic"))
        self._add(
            rows,
            "subjects",
            self.tr("&Whose data"),
            self._subjects,
            self.tr("One person a line. Where the name is not known: what else tells him apart."),
        )
        self._categories = PhrasesField(self.tr("surname, name, patronymic\ntelephone number"))
        self._add(
            rows,
            "categories",
            self.tr("&Categories of data"),
            self._categories,
            self.tr("One a line. Take away what you keep: the act is about what is gone."),
        )

    def _add_how(self) -> None:
        rows = self._card(self.tr("When, how and why"))
        self._day = DateField()
        self._day.setMaximumWidth(theme.px(150))
        self._add(rows, "destroyed_on", self.tr("&Date of destruction"), self._day)
        self._way = PhrasesField()
        self._add(rows, "way", self.tr("&How they were destroyed"), self._way)
        rows.add_widget(_choices(destroying.USUAL_WAYS, self._take_way))
        self._reason = PhrasesField()
        self._add(rows, "reason", self.tr("W&hy"), self._reason)
        self._reasons = _choices(destroying.USUAL_REASONS, self._take_reason)
        rows.add_widget(self._reasons)

    def _add_who(self) -> None:
        rows = self._card(self.tr("Who destroyed them"), self.tr("Each of them signs the printed act by hand."))
        words = PairWords(
            self.tr("Surname Name Patronymic"),
            self.tr("Position"),
            self.tr("Add a person"),
            self.tr("Take the person away"),
        )
        self._destroyers = PairList(words)
        self._add(rows, "destroyers", "", self._destroyers)

    def _add_operator(self) -> None:
        rows = self._card(
            self.tr("Operator and processors"), self.tr("From the profile; a change here is for this act.")
        )
        self._operator, self._address = QLineEdit(), QLineEdit()
        self._add(rows, "operator", self.tr("&Operator"), self._operator)
        self._add(rows, "address", self.tr("Its &address"), self._address)
        words = PairWords(
            self.tr("Who it is"), self.tr("Address"), self.tr("Add a processor"), self.tr("Take the processor away")
        )
        self._processors = PairList(words)
        self._add(
            rows,
            "processors",
            self.tr("&Processors"),
            self._processors,
            self.tr("Who processed these data on your behalf. Nobody: leave it empty."),
        )

    def _take_way(self, words: str) -> None:
        """Take a usual way, behind what stands there already."""
        there = _text(self._way)
        if words not in there:
            self._way.set_phrases((f"{there}, {words}" if there else words,))
        self._way.setFocus()

    def _take_reason(self, words: str) -> None:
        self._reason.set_phrases((words,))
        self._reason.setFocus()

    def _on_changed(self) -> None:
        self._show_places()
        self.changed.emit()

    def _show_places(self) -> None:
        """Show the fields of the places that are chosen, and say which papers they need."""
        places = self._places.chosen()
        for field, place in ((self._systems, PROGRAM), (self._lacks, PROGRAM), (self._media, PAPER)):
            self._where.show_row(field, place in places)
        self._needed.say(self._papers_needed(places))

    def _papers_needed(self, places: tuple[str, ...]) -> str:
        if PROGRAM in places:
            return phrases.firm(
                self.tr(
                    "Data processed with automation need two papers: the act and the export from the log, which is "
                    "made with it from the journal of this register. Where the program keeps a log of its own, lay its "
                    "printout to them (order of Роскомнадзор № 179)."
                )
            )
        if PAPER in places:
            return phrases.firm(
                self.tr("Data on paper alone need the act alone, without an export (order of Роскомнадзор № 179).")
            )
        return ""


def _count(typed: str) -> int | None:
    """Return a number of sheets, «1 000» too; `None` where there is none yet."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    return int(digits) if digits else None


def _text(field: PhrasesField) -> str:
    """Return a text that may stand on several lines as one."""
    return " ".join(field.toPlainText().split())


def _choices(values: tuple[str, ...], take: Callable[[str], None]) -> QWidget:
    """Return usual values as links, one a line; a click takes one."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for value in values:
        column.addWidget(_Choice(value, take))
    return holder


class _Choice(LinkButton):
    """A usual value: cut short where there is no room, whole in the tooltip."""

    def __init__(self, value: str, take: Callable[[str], None]) -> None:
        super().__init__(value)
        self._value = value
        self.setAccessibleName(value)
        self.setToolTip(value)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: take(value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._value, Qt.TextElideMode.ElideRight, self.width() - 4))
