"""Dialogs that Qt draws itself speak Russian too, where the system has none of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QFileSystemModel, QLabel, QTabWidget, QWidget

from otklik.system import words
from otklik.ui import translation

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _russian(qapp: QApplication) -> None:
    translation.install(qapp, "ru")


def english_in(dialog: QWidget) -> list[str]:
    """Return every label, button, tip and tab that has an English word; names of formats are the same everywhere."""
    said = [part.text() for part in dialog.findChildren(QLabel) + dialog.findChildren(QAbstractButton)]
    said += [part.toolTip() for part in dialog.findChildren(QWidget)]
    said += [tabs.tabText(index) for tabs in dialog.findChildren(QTabWidget) for index in range(tabs.count())]
    return [text for text in said if re.search(r"[A-Za-z]{2}", text.replace("PDF", "").replace("OK", ""))]


@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
@pytest.mark.parametrize("files", [QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory])
def test_the_dialog_for_files_is_russian(
    qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode, files: QFileDialog.FileMode
) -> None:
    dialog = QFileDialog(None, "Выбор", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.setFileMode(files)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert "&Папка:" in labels
    assert "&Типы файлов:" in labels
    assert english_in(dialog) == []


def test_the_list_of_files_calls_a_folder_by_its_russian_name(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    model = QFileSystemModel()
    model.setRootPath(str(tmp_path))
    kind = model.index(str(tmp_path / "inside")).siblingAtColumn(2)
    qtbot.waitUntil(lambda: kind.data() == "Папка")
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Тип"


def test_the_dialog_for_printing_is_russian(qtbot: QtBot) -> None:
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    assert english_in(dialog) == []


@pytest.mark.parametrize(
    ("context", "text"), [(context, text) for context, texts in translation.LACKING_IN_QT.items() for text in texts]
)
def test_we_say_only_what_qt_lacks(context: str, text: str) -> None:
    """Once a new Qt has the sentence itself, ours is to go."""
    of_qt = QTranslator()
    assert of_qt.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert isinstance(words.catalogue()[text], str)
    assert not of_qt.translate(context, text)


def test_titles_name_the_program_in_the_language_of_the_window(qapp: QApplication) -> None:
    translation.install(qapp, "en")
    assert qapp.applicationDisplayName() == "Otklik"
    translation.install(qapp, "ru")
    assert qapp.applicationDisplayName() == "Отклик"
