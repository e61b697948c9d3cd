"""«Предварительно»: said beside every date that may still move, because a decree on days off is not known yet."""

from __future__ import annotations

from otklik.ui.translation import translated


def word() -> str:
    """Return «предварительно»."""
    return translated("provisional")


def short() -> str:
    """Return the same for a narrow column: «предв.»."""
    return translated("prov.")


def marked(day: str, provisional: bool) -> str:
    """Return a date as it is shown, with the word behind it where it may still move."""
    return translated("{date}, provisional").format(date=day) if provisional else day


def reason() -> str:
    """Return why a date is provisional, as a sentence."""
    return translated("The date may move: the decree on days off is not known yet.")
