"""The left half of the letter editor: heading, formatted text with a few tools, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from otklik.ui import theme
from otklik.ui.letter.field_text import FieldText
from otklik.ui.letter.markdown_text import FIELD, NotPlainError
from otklik.ui.widgets import Caption, FlowLayout, LinkButton, Notice, Rule, Sheet, ToggleChip
from otklik.ui.widgets.wrapped_line import WrappedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MARGIN = 24


class _FieldColours(QSyntaxHighlighter):
    """Colours the fields of the Markdown source as the pills are coloured."""

    def __init__(self, document: QTextDocument, is_filled: Callable[[str], bool]) -> None:
        super().__init__(document)
        self._is_filled = is_filled

    def highlightBlock(self, text: str) -> None:
        """Colour the fields of one line."""
        for match in FIELD.finditer(text):
            role = "accent" if self._is_filled(match[1]) else "overdue"
            form = QTextCharFormat()
            form.setForeground(theme.color(role))
            form.setBackground(theme.color(f"{role}_on"))
            self.setFormat(match.start(), match.end() - match.start(), form)


class LetterText(Sheet):
    """Edits heading and text of a draft.

    Signals:
        edited: the user changed heading or text.
        field_clicked: a pill was clicked; carries its name and its place in coordinates of this widget.

    Args:
        parent: owner.
    """

    edited = Signal()
    field_clicked = Signal(str, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self.heading = WrappedLine()
        self.text = FieldText()
        self.source = QPlainTextEdit()
        self.source.setAcceptDrops(False)  # the window takes what is dropped: a path is no text of a letter
        self._saved = Caption("", wrap=False)
        self._notice = Notice(role="soon")
        self._stack = QStackedWidget()
        self._to_source = LinkButton("")
        self._tools = self._make_tools()
        self._loading = False
        self._lay_out()
        self._connect()
        self._colours = _FieldColours(self.source.document(), lambda name: bool(self.text.value_of(name)))

    def load(self, heading: str, markdown: str) -> None:
        """Show a draft. Text the formatted view cannot hold is shown as its source."""
        self._loading = True
        self.heading.set_text(heading)
        self.source.setPlainText(markdown)
        self._show_source(not self._try_formatted(markdown))
        self._loading = False

    def markdown(self) -> str:
        """Return the text as it is now."""
        return self.source.toPlainText() if self.in_source else self.text.markdown()

    @property
    def in_source(self) -> bool:
        """Whether the Markdown source is being edited."""
        return self._stack.currentWidget() is self.source

    def set_fields(self, values: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """Tell what is known about the fields; see `FieldText.set_fields`."""
        self.text.set_fields(values, labels)
        self._colours.rehighlight()

    def show_field(self, name: str) -> bool:
        """Lead to a field in the text; return whether it is there."""
        if self.in_source and not self._switch():
            return False
        if name not in self.text.empty_fields():
            return False
        self.text.show_field(name)
        return True

    def say_saved(self, sentence: str) -> None:
        """Say how the draft is kept, at the foot."""
        self._saved.setText(sentence)

    def _make_tools(self) -> dict[str, ToggleChip]:
        return {
            "heading": self._tool(self.tr("Heading"), "Ctrl+2", self.text.toggle_heading),
            "bold": self._tool(self.tr("Bold"), "Ctrl+B", self.text.toggle_bold),
            "list": self._tool(self.tr("List"), "Ctrl+8", lambda: self.text.toggle_list(ordered=False)),
            "numbers": self._tool(self.tr("Numbers"), "Ctrl+7", lambda: self.text.toggle_list(ordered=True)),
        }

    def _tool(self, word: str, keys: str, action: Callable[[], None]) -> ToggleChip:
        def press() -> None:
            action()
            self.text.setFocus()
            self._show_format()

        chip = ToggleChip(word)
        sequence = QKeySequence(keys)
        chip.setToolTip(f"{word} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})")
        chip.clicked.connect(press)
        if keys != "Ctrl+B":  # the text knows this one itself
            QShortcut(sequence, self.text).activated.connect(press)
        return chip

    def _lay_out(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar, gap=4)
        row.setContentsMargins(_MARGIN - 8, 12, 8, 12)
        for chip in self._tools.values():
            row.addWidget(chip)
        self.body.addWidget(bar)
        self.body.addWidget(Rule())
        self.body.addWidget(self._heading_row())
        self.body.addWidget(Rule())
        notice = QHBoxLayout()
        notice.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        notice.addWidget(self._notice)
        self.body.addLayout(notice)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.source)
        text = QHBoxLayout()
        text.setContentsMargins(_MARGIN, 16, 8, 0)
        text.addWidget(self._stack)
        self.body.addLayout(text, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN, 8, _MARGIN - 8, 8)
        foot.addWidget(self._saved, 1)
        foot.addWidget(self._to_source)
        self.body.addWidget(Rule())
        self.body.addLayout(foot)

    def _heading_row(self) -> QWidget:
        row = QWidget()
        column = QHBoxLayout(row)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        caption = Caption(self.tr("&Subject"), wrap=False)
        caption.setBuddy(self.heading)
        self.heading.setAccessibleName(self.tr("Heading of the letter"))
        self.heading.setPlaceholderText(self.tr("On what the letter is: “On …”"))
        column.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        column.addSpacing(8)
        column.addWidget(self.heading, 1)
        return row

    def _connect(self) -> None:
        self.text.setAccessibleName(self.tr("Text of the letter"))
        self.text.setAccessibleDescription(self.tr("F2 fills in the field at the caret, or the next empty one."))
        self.source.setAccessibleName(self.tr("Source of the letter in Markdown"))
        self.source.setProperty("bare", True)
        self.source.setTabChangesFocus(True)
        self.source.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._to_source.clicked.connect(self._switch)
        self.heading.edited.connect(self.edited)
        self.text.edited.connect(self._on_edited)
        self.source.textChanged.connect(self._on_source_changed)
        self.text.cursorPositionChanged.connect(self._show_format)
        self.text.currentCharFormatChanged.connect(self._show_format)
        self.text.field_clicked.connect(self._on_field_clicked)

    def _on_edited(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _on_source_changed(self) -> None:
        # The colours of the fields count as changes too, but not as modifications.
        if self.source.document().isModified():
            self.source.document().setModified(False)
            self._on_edited()

    def _on_field_clicked(self, name: str, rect: QRect) -> None:
        place = self.text.viewport().mapTo(self, rect.topLeft())
        self.field_clicked.emit(name, QRect(place, rect.size()))

    def _switch(self) -> bool:
        """Go over to the source or back; return whether it could be done."""
        self._loading = True
        if self.in_source:
            done = self._try_formatted(self.source.toPlainText())
            self._show_source(not done)
        else:
            self.source.setPlainText(self.text.markdown())
            self._show_source(True)
            done = True
        self._loading = False
        (self.source if self.in_source else self.text).setFocus()
        return done

    def _try_formatted(self, markdown: str) -> bool:
        try:
            self.text.set_markdown(markdown)
        except NotPlainError:
            self._notice.say(
                self.tr(
                    "The text has something that only its source can show: a quotation, a link, a table or a picture. "
                    "Letters are printed without them: take it out to see the formatted text."
                ),
                "soon",
            )
            return False
        self._notice.clear()
        return True

    def _show_source(self, shown: bool) -> None:
        self._stack.setCurrentWidget(self.source if shown else self.text)
        self._to_source.setText(self.tr("Formatted text") if shown else self.tr("Source"))
        for chip in self._tools.values():
            chip.setEnabled(not shown)

    def _show_format(self) -> None:
        """Show on the tools what the text at the caret is."""
        kind = self.text.list_kind()
        heading = self.text.heading() > 0
        self._tools["heading"].setChecked(heading)
        self._tools["bold"].setChecked(self.text.is_bold() and not heading)
        self._tools["list"].setChecked(kind is False)
        self._tools["numbers"].setChecked(kind is True)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the tools need."""
        return QSize(340, 260)
