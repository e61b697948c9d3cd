"""Tells whoever walks through the program what is on its screen and where: read, never touched.

Started inside the program by a line in its environment (`stage.py`). Whoever asks writes a file `ask-…`; the answer is
`seen-….json`: each thing that can be seen, with its words, its rectangle on the screen and whether it can be pressed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

FOLDER = "OTKLIK_WALK_FOLDER"
"""Environment variable: where questions and answers lie."""


def main() -> None:
    """Begin to listen where the program's window runs, and nowhere else."""
    folder = os.environ.get(FOLDER)
    if folder and sys.orig_argv[1:3] == ["-m", "otklik"]:
        threading.Thread(target=_listen, args=(Path(folder),), daemon=True).start()


def _listen(folder: Path) -> None:
    asker = None
    while True:
        time.sleep(0.01)
        app = _app()
        if app is None:
            continue
        if asker is None:
            asker = _make_asker(app)
        for ask in folder.glob("ask-*"):
            ask.unlink()
            asker.asked.emit(str(folder / ask.name.replace("ask-", "seen-")))


def _app() -> object:
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = getattr(widgets, "QApplication", None)
    return application.instance() if application else None


def _make_asker(app: object) -> object:
    from PySide6.QtCore import QObject, Signal

    class Asker(QObject):
        asked = Signal(str)

        def __init__(self) -> None:
            super().__init__()
            self.moveToThread(app.thread())
            self.asked.connect(self.answer)

        def answer(self, path: str) -> None:
            things = [thing for window in app.topLevelWidgets() if window.isVisible() for thing in _things(window)]
            aside = Path(path + ".part")
            aside.write_text(json.dumps(things, ensure_ascii=False), "utf-8")
            aside.rename(path + ".json")

    return Asker()


def _things(window: object) -> list[dict]:
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTabBar, QWidget

    modal = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    behind = modal is not None and modal is not window and not window.isAncestorOf(modal)
    found = [_thing(window, window.windowTitle())]
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not window:
            continue
        if isinstance(widget, QMenu):
            found += [_part(widget, action.text(), widget.actionGeometry(action)) for action in widget.actions()]
        elif isinstance(widget, QTabBar):
            found += [_part(widget, widget.tabText(one), widget.tabRect(one)) for one in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _cells(widget)
        if widget is not window:
            found.append(_thing(widget, _words(widget)))
    for one in found:
        one["behind"] = behind
    return found


def _words(widget: object) -> str:
    for name in ("currentText", "text", "toPlainText"):
        read = getattr(widget, name, None)
        if callable(read):
            return str(read())[:2000]
    return ""


def _cells(view: object) -> list[dict]:
    model, cells = view.model(), []
    for row in range(min(model.rowCount(view.rootIndex()), 60)):
        for column in range(min(model.columnCount(view.rootIndex()), 12)):
            index = model.index(row, column, view.rootIndex())
            rect = view.visualRect(index)
            text = index.data() or index.data(11) or ""  # 11: what a reader of the screen is told
            if rect.isValid() and isinstance(text, str) and text:
                cells.append(_part(view.viewport(), text, rect.intersected(view.viewport().rect())))
    return cells


def _thing(widget: object, text: str) -> dict:
    from PySide6.QtWidgets import QAbstractButton, QApplication

    seen = widget.visibleRegion().boundingRect()
    told = _part(widget, text, seen)
    middle = widget.mapToGlobal(seen.center())
    there = QApplication.widgetAt(middle)
    told["seen"] = not seen.isEmpty() and (there is widget or (there is not None and widget.isAncestorOf(there)))
    told["checked"] = isinstance(widget, QAbstractButton) and widget.isChecked()
    told["pressable"] = isinstance(widget, QAbstractButton)
    told["hint"] = str(getattr(widget, "placeholderText", str)() or "")
    corner = widget.mapToGlobal(widget.rect().topLeft())
    told["whole"] = [corner.x(), corner.y(), widget.width(), widget.height()]
    return told


def _part(widget: object, text: str, rect: object) -> dict:
    corner = widget.mapToGlobal(rect.topLeft())
    return {
        "kind": type(widget).__name__,
        "bases": [base.__name__ for base in type(widget).__mro__ if base.__name__.startswith("Q")],
        "text": text,
        "name": widget.accessibleName(),
        "tip": widget.toolTip(),
        "hint": "",
        "rect": [corner.x(), corner.y(), rect.width(), rect.height()],
        "whole": [corner.x(), corner.y(), rect.width(), rect.height()],
        "enabled": widget.isEnabled(),
        "focus": widget.hasFocus(),
        "checked": False,
        "pressable": type(widget).__name__ == "QMenu",
        "seen": rect.width() > 0 and rect.height() > 0,
    }


main()
