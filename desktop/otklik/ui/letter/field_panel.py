"""The small panel that asks for the value of one field, right under its pill."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from otklik.ui import theme
from otklik.ui.letter.letter_fields import FieldQuestion, Place, Shape
from otklik.ui.widgets import Caption, Label, LinkButton, Notice, PrimaryButton, QuietButton, clear_layout
from otklik.ui.widgets.floating import FloatingPanel

WIDTH = 420
_ROWS_HEIGHT = 92


class FieldPanel(FloatingPanel):
    """Asks for one value. Enter (Ctrl+Enter in a longer text) puts it in, Esc closes.

    Signals:
        answered: the user gave a value; carries the question and the answer (text or bool).
        profile_wanted: the user wants to fill it in in the profile; carries the attribute.

    Args:
        parent: the widget it floats over.
    """

    answered = Signal(object, object)
    profile_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self._question: FieldQuestion | None = None
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._notice = Notice(role="overdue")

    @property
    def question(self) -> FieldQuestion | None:
        """What is being asked, if anything."""
        return self._question if self.isVisible() else None

    def ask(self, question: FieldQuestion, pill: QRect) -> None:
        """Ask for a value.

        Args:
            question: what to ask.
            pill: where the pill stands, in coordinates of the parent.
        """
        self._question, self._field = question, None
        clear_layout(self.body)
        title = Label(question.label[:1].upper() + question.label[1:], "strong", wrap=True)
        self.body.addWidget(title)
        self._notice = Notice(role="overdue")
        first = self._add_fields(question)
        self.body.addWidget(self._notice)
        self.body.addWidget(Caption(self._where(question)))
        self._add_buttons(question)
        self.float_at(pill)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def fail(self, error: Exception) -> None:
        """Say why the value was not taken."""
        self._notice.show_error(error)
        self.adjustSize()

    def _add_fields(self, question: FieldQuestion) -> QWidget:
        if question.shape is Shape.YES_NO:
            return self._add_yes_no(question)
        if question.shape is Shape.ELSEWHERE:
            button = PrimaryButton(self.tr("Open the profile"))
            button.clicked.connect(self._on_profile)
            self.body.addWidget(button)
            return button
        field: QLineEdit | QPlainTextEdit
        if question.shape is Shape.LINE:
            field = QLineEdit(question.value)
            field.returnPressed.connect(self._on_answered)
        else:
            field = QPlainTextEdit(question.value)
            field.setFixedHeight(theme.px(_ROWS_HEIGHT))
            field.setTabChangesFocus(True)
            field.installEventFilter(self)
        field.setAccessibleName(question.label)
        field.setAcceptDrops(False)  # the window takes what is dropped: a path fills in nothing
        self._field = field
        self.body.addWidget(field)
        if question.shape is Shape.PHRASES:
            self.body.addWidget(Caption(self.tr("One phrase a line, lower case, without full stops.")))
        for choice in question.choices:
            self._add_choice(choice)
        return field

    def _add_choice(self, choice: str) -> None:
        button = LinkButton("")
        metrics = button.fontMetrics()
        button.setText(metrics.elidedText(choice, Qt.TextElideMode.ElideRight, WIDTH - 56).replace("&", "&&"))
        button.setToolTip(choice)
        button.setAccessibleName(choice)
        button.clicked.connect(lambda: self._take(choice))
        self.body.addWidget(button)

    def _add_yes_no(self, question: FieldQuestion) -> QWidget:
        row = QHBoxLayout()
        buttons = [QuietButton(self.tr("Yes")), QuietButton(self.tr("No"))]
        for button, answer in zip(buttons, (True, False), strict=True):
            button.setAccessibleName(f"{question.label}: {button.text()}")
            button.clicked.connect(lambda _checked=False, answer=answer: self.answered.emit(question, answer))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        return buttons[0]

    def _add_buttons(self, question: FieldQuestion) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._field is not None:
            take = PrimaryButton(self.tr("Put it in"), small=True)
            take.clicked.connect(self._on_answered)
            row.addWidget(take)
        close = QuietButton(self.tr("Not now"), small=True)
        close.clicked.connect(self.close_panel)
        row.addWidget(close)
        row.addStretch(1)
        if question.place is Place.PROFILE and question.shape is not Shape.ELSEWHERE:
            profile = LinkButton(self.tr("Open the profile"))
            profile.clicked.connect(self._on_profile)
            row.addWidget(profile)
        self.body.addLayout(row)

    def _where(self, question: FieldQuestion) -> str:
        return {
            Place.PROFILE: self.tr("Kept in the profile of the operator: the next letters will have it."),
            Place.PERSON: self.tr("Kept in the card of the person."),
            Place.LETTER: self.tr("For this letter alone."),
        }[question.place]

    def _take(self, choice: str) -> None:
        if isinstance(self._field, QPlainTextEdit):
            self._field.setPlainText(choice)
            self._field.setFocus()

    def _on_answered(self) -> None:
        if self._question is None or self._field is None:
            return
        text = self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()
        if text.strip():
            self.answered.emit(self._question, text)

    def _on_profile(self) -> None:
        if self._question is not None:
            self.profile_wanted.emit(self._question.attribute)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Enter in the longer field as «put it in»."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._on_answered()
                return True
        return super().eventFilter(watched, event)
