"""Qt's own translation, read from the same catalogues as `system.words`.

English is the language of the source; `resources/i18n/ru/*.toml` holds `"English" = "Русский"`, and for sentences with
`%n` a list of forms: three in Russian (1 день, 2 дня, 5 дней), two in English (`resources/i18n/en`). Contexts are not
told apart: the same English words always mean the same thing on our screens.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from otklik.system import words
from otklik.system.paths import resource

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class CatalogueTranslator(QTranslator):
    """Answers Qt's `tr` from the TOML catalogues.

    Args:
        language: `ru` or `en`.
        parent: owner.
    """

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._sentences: dict[str, str | list[str]] = {}
        if language == "ru":
            self._sentences |= words.catalogue()
        else:
            for file in sorted(resource("i18n/en").glob("*.toml")):
                self._sentences |= tomllib.loads(file.read_text("utf-8"))

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Return whether there is nothing to look up."""
        return not self._sentences

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: ARG002 - Qt's signature
        """Return the translation of the source, or nothing (then Qt shows the source).

        Args:
            context: class the sentence stands in; not used.
            source: the English sentence.
            disambiguation: not used.
            n: the number that chooses the plural form; -1 where there is none.
        """
        found = self._sentences.get(source)
        if isinstance(found, list):
            return plural_form(found, n, self._language)
        return found  # type: ignore[return-value]  # None is Qt's null string: «not here, ask the next one»


def plural_form(forms: list[str], n: int, language: str) -> str:
    """Return the form that goes with the number; `%n` is filled in later by Qt.

    Args:
        forms: three Russian forms or two English ones.
        n: the number.
        language: `ru` or `en`.
    """
    if language == "ru":
        return words.plural(n, forms[0], forms[1], forms[2])
    return forms[0] if abs(n) == 1 else forms[1]


def install(app: QCoreApplication, language: str) -> None:
    """Make the whole window speak the language: our sentences, Qt's own buttons, dates and numbers.

    A second call replaces the first; texts already on screen stay as they are.

    Args:
        app: the running application.
        language: `ru` or `en`.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    words.set_language(language)
    QLocale.setDefault(locale(language))
    app.installTranslator(CatalogueTranslator(language, app))
    if language == "ru":
        of_qt = QTranslator(app)
        if of_qt.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(of_qt)


@cache
def locale(language: str) -> QLocale:
    """Return Qt's locale of the language, `ru` or `en` (British: day before month)."""
    return QLocale("ru_RU") if language == "ru" else QLocale("en_GB")


def translated(text: str, n: int = -1) -> str:
    """Return the sentence in the language in use, for code outside of a QObject.

    Args:
        text: the English sentence, `%n` where the number goes.
        n: the number.
    """
    return QCoreApplication.translate("otklik", text, None, n)
