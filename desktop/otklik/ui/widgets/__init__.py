"""Small parts that all pages are made of. They carry no knowledge of cases; colours come from the theme.

`Sheet` (white card), `Rule` (hairline), `Label(text, role)` and its short forms `Title`, `Heading`, `Caption`,
`Chip`, `ToggleChip`, `PrimaryButton`, `QuietButton`, `LinkButton`, `IconButton`, `FormRows`, `DateField`, `Notice`,
`EmptyState`, `FilePlace` (drop or choose), `Page` (a scrolled page), `FlowLayout` (chips that wrap), `PasswordField`,
`RecoveryGroups`.
"""

from __future__ import annotations

from otklik.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, QuietButton, ToggleChip
from otklik.ui.widgets.fields import DateField, FormRows
from otklik.ui.widgets.file_place import FilePlace
from otklik.ui.widgets.layouts import FlowLayout, Page, clear_layout
from otklik.ui.widgets.notice import EmptyState, Notice
from otklik.ui.widgets.password_field import PasswordField
from otklik.ui.widgets.recovery_groups import RecoveryGroups
from otklik.ui.widgets.sheet import Rule, Sheet
from otklik.ui.widgets.text import Caption, Chip, Heading, Label, Title

__all__ = [
    "Caption",
    "Chip",
    "DateField",
    "EmptyState",
    "FilePlace",
    "FlowLayout",
    "FormRows",
    "Heading",
    "IconButton",
    "Label",
    "LinkButton",
    "Notice",
    "Page",
    "PasswordField",
    "PrimaryButton",
    "QuietButton",
    "RecoveryGroups",
    "Rule",
    "Sheet",
    "Title",
    "ToggleChip",
    "clear_layout",
]
