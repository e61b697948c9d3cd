"""The papers of a case besides letters: acts of destruction and what annuls them, kept as they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from otklik.register.paper_records import PaperKind
from otklik.register.records import SPOKEN, CaseStatus
from otklik.ui import dates, icons, phrases, theme
from otklik.ui.case.case_sections import Section
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, Chip, IconButton, Label, LinkButton, clear_layout
from otklik.ui.widgets.layouts import TurningLayout

if TYPE_CHECKING:
    from otklik.casework.kept_papers import KeptPaper
    from otklik.casework.views import CaseView

_LEAST_NAME = 240
"""Pixels at 100 % for the name of a paper where it stands beside what can be done with it."""

_INDENT = 28  # pixels: under the name, behind the icon
_GROUP = 8  # digits of a digest that stand together


def paper_name(kept: KeptPaper) -> str:
    """Return what a paper is called: its kind and its number, nothing personal."""
    number = kept.paper.number
    match kept.paper.kind:
        case PaperKind.ACT:
            text = translated("Act of destruction № {number}")
        case PaperKind.ANNULMENT:
            text, number = translated("Note that act № {number} is void"), kept.annuls or number
        case PaperKind.JOURNAL:
            text = translated("Sheets of the journal № {number}")
    return phrases.firm(text.format(number=number))


class PapersSection(Section):
    """The papers of the case.

    Signals:
        open_wanted, save_wanted, annul_wanted: carry the `KeptPaper`.
        slip_wanted: show the slip for who spoke.
    """

    slip_wanted = Signal()
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    annul_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Papers"))
        self.lines.setSpacing(8)
        self._shown_digests: set[int] = set()
        self._openers: dict[int, LinkButton] = {}

    def show_view(self, view: CaseView) -> None:
        """Show the papers, the newest last; before them the slip for who spoke, which is drawn whenever asked for."""
        focused = next((paper_id for paper_id, button in self._openers.items() if button.hasFocus()), None)
        clear_layout(self.lines)
        self._openers.clear()
        spoken = view.case.channel in SPOKEN and view.case.anonymised_on is None
        self.setVisible(spoken or bool(view.papers))
        if spoken:
            self.lines.addWidget(self._slip())
        for kept in view.papers:
            self.lines.addWidget(self._line(kept, can_annul=view.case.status is CaseStatus.OPEN))
        if focused is not None:
            self.focus_paper(focused)

    def focus_paper(self, paper_id: int) -> QWidget | None:
        """Put the focus on a paper, where it is shown, and return what has it; new lines leave it there."""
        button = self._openers.get(paper_id)
        if button is not None:
            button.setFocus()
            QTimer.singleShot(200, button, lambda: _reveal(button))  # once all above has its place
        return button

    def _slip(self) -> QWidget:
        line = QWidget()
        column, across = QVBoxLayout(line), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        across.setSpacing(12)
        across.addWidget(icons.IconMark("file", "dim", 18))
        across.addWidget(Label(self.tr("Slip of acceptance"), wrap=True), 1)
        show = LinkButton(self.tr("Open"))
        show.setAccessibleName(self.tr("Open the paper: {name}").format(name=self.tr("Slip of acceptance")))
        show.clicked.connect(self.slip_wanted)
        across.addWidget(show)
        column.addLayout(across)
        said = Caption(self.tr("For whoever asked: its number, what was asked, and by when it is answered"))
        said.setContentsMargins(_INDENT, 0, 0, 0)
        column.addWidget(said)
        return line

    def _line(self, kept: KeptPaper, *, can_annul: bool) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        whole = TurningLayout(12, theme.px(_LEAST_NAME))
        named, across = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((named, 1), (across, 0)):
            part.setSpacing(12)
            whole.addLayout(part, stretch)
        named.addWidget(icons.IconMark("file", "dim", 18))
        name, digest = paper_name(kept), self._digest(kept)
        title = Label(name, "lead" if kept.void_on else "", wrap=True)
        named.addWidget(title, 1)
        if kept.void_on is not None:
            font = title.font()
            font.setStrikeOut(True)
            title.setFont(font)
            title.setAccessibleName(f"{name}, {self.tr('void')}")
            across.addWidget(Chip(self.tr("void"), "overdue"))
        if kept.paper.expired_on is None:
            show = LinkButton(self.tr("Open"))
            show.setAccessibleName(self.tr("Open the paper: {name}").format(name=name))
            show.clicked.connect(lambda: self.open_wanted.emit(kept))
            self._openers[kept.paper.id] = show
            save = IconButton("save", self.tr("Save the paper: {name}").format(name=name))
            save.clicked.connect(lambda: self.save_wanted.emit(kept))
            across.addWidget(show)
            across.addWidget(save)
        across.addWidget(self._more(kept, name, digest, can_annul=can_annul))
        column.addLayout(whole)
        for caption in (*self._captions(kept), digest):
            caption.setContentsMargins(_INDENT, 0, 0, 0)
            column.addWidget(caption)
        return line

    def _captions(self, kept: KeptPaper) -> tuple[Caption, ...]:
        """Return what stands under the name: its dates, and why it is void."""
        dated = Caption(self._dates(kept))
        if kept.void_on is None:
            return (dated,)
        day = dates.day_month_year(kept.void_on)
        why = self.tr("Annulled on {date}: {reason}").format(date=day, reason=kept.void_reason)
        return dated, Caption(phrases.firm(why))

    def _dates(self, kept: KeptPaper) -> str:
        paper = kept.paper
        parts = [self.tr("of {date}").format(date=dates.day_month_year(paper.made_on))]
        if paper.expired_on is not None:
            parts.append(self.tr("erased {day}").format(day=dates.dotted(paper.expired_on)))
        elif paper.keep_until is not None:
            parts.append(self.tr("keep until {date}").format(date=dates.day_month_year(paper.keep_until)))
        if kept.with_log:
            parts.append(self.tr("with the log export"))
        return phrases.firm(" · ".join(parts))

    def _digest(self, kept: KeptPaper) -> Caption:
        """Return the digest of the file in groups that can be compared; hidden until it is asked for."""
        digits = kept.paper.sha256
        groups = " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
        label = Caption(f"SHA-256: {groups}")
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setVisible(kept.paper.id in self._shown_digests)
        return label

    def _more(self, kept: KeptPaper, name: str, digest: Caption, *, can_annul: bool) -> IconButton:
        button = IconButton("more", self.tr("More about the paper: {name}").format(name=name))
        menu = QMenu(button)
        word = self.tr("Hide SHA-256") if kept.paper.id in self._shown_digests else self.tr("Show SHA-256")
        toggle = menu.addAction(word)

        def on_toggled() -> None:
            self._shown_digests ^= {kept.paper.id}
            shown = kept.paper.id in self._shown_digests
            digest.setVisible(shown)
            toggle.setText(self.tr("Hide SHA-256") if shown else self.tr("Show SHA-256"))

        toggle.triggered.connect(on_toggled)
        if can_annul and kept.paper.kind is PaperKind.ACT and kept.void_on is None:
            menu.addAction(self.tr("Annul the act…")).triggered.connect(lambda: self.annul_wanted.emit(kept))
        button.setMenu(menu)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return button


def _reveal(widget: QWidget) -> None:
    """Scroll the page a part stands on to it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
