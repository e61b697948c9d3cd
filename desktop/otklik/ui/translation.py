"""Qt's own translation, made from the same catalogues as `system.words`.

English is the language of the source; `resources/i18n/ru/*.toml` holds `"English" = "Русский"`, and for sentences with
`%n` a list of forms: three in Russian (1 день, 2 дня, 5 дней), two in English (`resources/i18n/en`). Contexts are not
told apart: the same English words always mean the same thing on our screens.

The sentences are handed to Qt as a message file (`.qm`) made in memory: a label then costs Qt a look into a table, and
no call into Python as with an overridden `translate`.
"""

from __future__ import annotations

import struct
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from otklik.system import words
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES, _NUMERUS_RULES = 0x42, 0x69, 0x88
_END, _TRANSLATION, _SOURCE = b"\x01", b"\x03", b"\x06"

# Which form goes with a number, in Qt's own notation (the tables of Qt Linguist, numerus.cpp): a condition a form, the
# last form where none holds. Russian: n%10 = 1 and n%100 ≠ 11; n%10 in 2…4 and n%100 not in 10…19.
_RULES = {
    "ru": bytes((0x11, 1, 0xFD, 0x29, 11, 0xFF, 0x14, 2, 4, 0xFD, 0x2C, 10, 19)),
    "en": bytes((0x01, 1)),
}

LACKING_IN_QT = {
    "QFileDialog": ("&Look in:", "Files of &type:"),
    "QAbstractFileIconProvider": ("File", "Folder", "Drive", "Shortcut", "Unknown"),
    "QPrintSettingsOutput": ("Page &Set:",),
    "QPageSetupWidget": ("Page &order:", "Pages &per sheet:"),
    "QCupsJobWidget": ("Scheduled &printing:", "&Billing information:", "Job &priority:", "&Start:", "&End:"),
}
"""What Qt's dialogs for files and printers say and Qt's own Russian catalogue lacks, by context: most of these labels
got their access keys after it was last brought up to date. Ours has no contexts, so it answers there too."""


class CatalogueTranslator(QTranslator):
    """Answers Qt's `tr` from the TOML catalogues.

    Args:
        language: `ru` or `en`.
        parent: owner.
    """

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = message_file(sentences(language), language)  # Qt reads from it as long as it is in use
        self.load(self._data)


def sentences(language: str) -> dict[str, str | list[str]]:
    """Return the sentences of the screens by their English text; lists are plural forms.

    Args:
        language: `ru` or `en` (there only those with plural forms).
    """
    if language == "ru":
        return dict(words.catalogue())
    found: dict[str, str | list[str]] = {}
    for file in sorted(resource("i18n/en").glob("*.toml")):
        found |= tomllib.loads(file.read_text("utf-8"))
    return found


def message_file(catalogue: Mapping[str, str | list[str]], language: str) -> bytes:
    """Return a Qt message file without contexts, so that its sentences hold in all of them.

    Args:
        catalogue: translations by source; lists are plural forms.
        language: `ru` or `en`, for the rules of plural.
    """
    messages = bytearray()
    offsets = []
    for source, found in catalogue.items():
        key = source.encode()
        offsets.append((_elf_hash(key), len(messages)))
        for form in found if isinstance(found, list) else [found]:
            text = form.replace("%n", "%Ln").encode("utf-16-be")  # thousands apart, as the language has it
            messages += _TRANSLATION + struct.pack(">I", len(text)) + text
        messages += _SOURCE + struct.pack(">I", len(key)) + key + _END
    hashes = b"".join(struct.pack(">II", *pair) for pair in sorted(offsets))
    blocks = ((_HASHES, hashes), (_MESSAGES, bytes(messages)), (_NUMERUS_RULES, _RULES[language]))
    return _MAGIC + b"".join(struct.pack(">BI", tag, len(block)) + block for tag, block in blocks)


def _elf_hash(key: bytes) -> int:
    """Return the hash by which Qt finds a source."""
    value = 0
    for byte in key:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value or 1


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
    if isinstance(app, QGuiApplication):
        app.setApplicationDisplayName("Отклик" if language == "ru" else "Otklik")
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


def figure(number: int) -> str:
    """Return a number of things as it is written, its thousands apart: «10 000»."""
    return locale(words.language()).toString(number)


def translated(text: str, n: int = -1) -> str:
    """Return the sentence in the language in use, for code outside of a QObject.

    Args:
        text: the English sentence, `%n` where the number goes.
        n: the number.
    """
    return QCoreApplication.translate("otklik", text, None, n)
