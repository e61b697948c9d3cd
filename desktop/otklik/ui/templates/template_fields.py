"""The fields a template can have, each with a word and an example, to be put into the text by a double click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.templates.grouped_list import GroupedList, ListRow
from otklik.ui.widgets import Caption, Sheet
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otklik.casework.template_preview import FieldExample

_LONGEST = 90


class TemplateFields(QWidget):
    """Lists the fields and what else a template may have.

    Signals:
        wanted: put this into the text.

    Args:
        parent: owner.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = SearchField()
        self._search.setPlaceholderText(self.tr("Find a field"))
        self._search.setAccessibleName(self.tr("Find a field"))
        self._search.setClearButtonEnabled(True)
        self.list = GroupedList(self.tr("Fields of the template"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(Caption(self.tr("A double click or Enter puts the field where the cursor stands.")))
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 8, 1, 8)
        sheet.body.addWidget(self.list)
        column.addWidget(sheet, 1)
        self._search.paused.connect(lambda: self.list.search(self._search.text()))
        self.list.row_entered.connect(self._on_entered)
        self._snippets = self._make_snippets()

    def show_fields(self, fields: Sequence[FieldExample]) -> None:
        """Show the fields, grouped by what they tell of."""
        self.list.set_rows((*self._conditions(), *self._rows(fields)))

    def _rows(self, fields: Sequence[FieldExample]) -> Iterator[ListRow]:
        for group, title in self._groups().items():
            of_group = [field for field in fields if _group_of(field.name) == group]
            if of_group:
                yield ListRow("", title)
            for field in of_group:
                example = field.example[:_LONGEST] + ("…" if len(field.example) > _LONGEST else "")
                yield ListRow(
                    f"{{{{ {field.name} }}}}",
                    field.label[:1].upper() + field.label[1:],
                    self.tr("{name}, for example: {example}").format(name=field.name, example=example)
                    if example
                    else field.name,
                )

    def _groups(self) -> dict[str, str]:
        return {
            "письмо": self.tr("Of this letter alone: you fill them in by hand"),
            "заявитель": self.tr("Who wrote"),
            "субъект": self.tr("Whose data it is about"),
            "представитель": self.tr("Who writes for somebody else"),
            "обращение": self.tr("The request"),
            "срок": self.tr("Terms"),
            "претензия": self.tr("The claim"),
            "прежнее": self.tr("The first request, where this is a second one"),
            "оператор": self.tr("The operator"),
            "": self.tr("What data you process, from the profile"),
        }

    def _make_snippets(self) -> dict[str, tuple[str, str, str]]:
        """Return what may stand in a template besides fields: id, then words, note and text."""
        return {
            "person": (
                self.tr("“I” or “we”"),
                self.tr("The first word where a sole proprietor writes as “I”, the second in all other letters"),
                '{{ лицо("сообщаю", "сообщаем") }}',
            ),
            "if": (
                self.tr("A part that stands only under a condition"),
                self.tr("Here: where the field is filled in"),
                "{% if оператор.почта %}\nпочта: {{ оператор.почта }}\n{% endif %}",
            ),
            "else": (
                self.tr("One of two parts"),
                self.tr("Here: by the gender of the person"),
                '{% if заявитель.пол == "ж" %}обратилась{% else %}обратился{% endif %}',
            ),
        }

    def _conditions(self) -> Iterator[ListRow]:
        yield ListRow("", self.tr("Conditions"))
        for key, (words, note, text) in self._snippets.items():
            yield ListRow(key, words, note, words=text)

    def _on_entered(self, row_id: str) -> None:
        self.wanted.emit(self._snippets[row_id][2] if row_id in self._snippets else row_id)


def _group_of(name: str) -> str:
    """Return the first name of a field; plain names tell of the processing, and of whose data it is."""
    if name in {"чьи_данные", "чьих_данных"}:
        return "субъект"
    if name == "сегодня":
        return "срок"
    return name.partition(".")[0] if "." in name else ""
