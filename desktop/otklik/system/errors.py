"""The three families of errors, told apart by who can do something about them.

Anything raised that is neither `UserError` nor `EnvironmentProblem` is a bug of ours and belongs to the crash dialog.
"""

from __future__ import annotations

from otklik.system.words import say

LONGEST_VALUE = 600
"""Characters of what somebody typed that a sentence repeats."""


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"


class OtklikError(Exception):
    """An error with one sentence for the user: what, where, what to do.

    The sentence is written in English with `{named}` places; `str(error)` gives it in the language in use.

    Args:
        text: the English sentence; its Russian counterpart stands in `resources/i18n/ru`.
        values: what fills the places of the sentence.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = {name: _short(value) if isinstance(value, str) else value for name, value in values.items()}

    def __str__(self) -> str:
        return say(self.text, **self.values)


class UserError(OtklikError):
    """Input or a state that the user can put right himself: shown in place, exit code 2."""


class EnvironmentProblem(OtklikError):  # noqa: N818 - the field's word for it; it is not an error of the program
    """The machine stands in the way (disk full, file locked, key missing): sentence and advice, exit code 1."""
