"""The window at work as a process of its own, watched: `python tests/silent_run.py REGISTER KEY_FILE TARGET`.

Reads the names of people on standard input (JSON), works through the pages with them, and prints what was seen:
sockets touched, temporary files that held a name in the clear, titles of windows, what was loaded.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

sockets: list[str] = []


def _on_audit(event: str, _arguments: tuple[Any, ...]) -> None:
    """Note sockets and refuse them, before anything else is loaded."""
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        sockets.append(event)
        raise PermissionError(event)


sys.addaudithook(_on_audit)

from PySide6.QtCore import QTimer, qWarning  # noqa: E402 - after the hook
from PySide6.QtPrintSupport import QPrinter  # noqa: E402 - the same
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget  # noqa: E402 - the same

from otklik import app as program_module  # noqa: E402 - the same
from otklik.__main__ import main as start  # noqa: E402 - the same
from otklik.casework import reminders  # noqa: E402 - the same
from otklik.casework.copies import safekeeping  # noqa: E402 - the same
from otklik.register.records import LetterState  # noqa: E402 - the same
from otklik.ui.main_window import NEW_CASE, SETTINGS, TODAY, MainWindow  # noqa: E402 - the same
from otklik.ui.messages import CrashDialog  # noqa: E402 - the same
from otklik.ui.pictures.stage import rest  # noqa: E402 - the same
from otklik.ui.printing import print_pdfs  # noqa: E402 - the same
from otklik.ui.viewer_folder import ViewerFolder  # noqa: E402 - the same

if TYPE_CHECKING:
    from otklik.app import Program
    from otklik.casework.desk import Desk


def spellings(name: str) -> tuple[bytes, ...]:
    """Return how a name may stand in a file."""
    return tuple(name.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class TempWatch(threading.Thread):
    """Looks into every file that comes up in the temporary folder."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(name="watch", daemon=True)
        self._patterns = [spelling for name in names for spelling in spellings(name)]
        self._over = threading.Event()
        self.files: set[str] = set()
        self.found: set[str] = set()

    def run(self) -> None:
        place = Path(tempfile.gettempdir())
        while not self._over.wait(0.002):
            for file in place.rglob("*"):
                try:
                    content = file.read_bytes()
                except OSError:
                    continue
                name = str(file.relative_to(place))
                self.files.add(name)
                if any(pattern in content for pattern in self._patterns):
                    self.found.add(name)

    def end(self) -> None:
        self._over.set()
        self.join()


class Work:
    """What a clerk does on a day, and what goes wrong in it."""

    def __init__(self, names: list[str], target: Path) -> None:
        self._name, self._target = names[0], target
        self.titles: set[str] = set()
        self.locked_files: list[str] = []
        self.failed = ""

    def begin(self) -> None:
        self._program = _program()
        if self._program is None or self._program.window is None or not self._program.window.isVisible():
            QTimer.singleShot(20, self.begin)
            return
        window = self._program.window
        try:
            for step in (self._pages, self._letters, self._typing, self._papers, self._mistakes, self._lock):
                self._rest()
                step(window)
            self._rest()
        except Exception:  # noqa: BLE001 - told to the test, not to the crash dialog
            self.failed = traceback.format_exc()
        typed: Any = window.page(NEW_CASE)
        typed.reset()  # the window would stay for what is typed
        QApplication.quit()

    def _rest(self) -> None:
        assert self._program is not None
        rest(self._program.tasks)
        self.titles |= {window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()}

    def _ask(self, work: Any) -> Any:
        assert self._program is not None
        box: list[Any] = []
        self._program.tasks.run(work, box.append)
        rest(self._program.tasks, lambda: bool(box))
        return box[0]

    def _pages(self, window: MainWindow) -> None:
        for room in range(TODAY, SETTINGS + 1):
            window.show_room(room)
            self._rest()
        window.open_case(1)

    def _letters(self, window: MainWindow) -> None:
        draft = self._ask(lambda desk: desk.register.letters.drafts()[0].id)
        window.open_letter(draft)
        self._rest()
        page: Any = window.page(window.shown)
        page.editor.letter_text.text.textCursor().insertText(f"{self._name} ")

    def _typing(self, window: MainWindow) -> None:
        window.new_case(f"Прошу сообщить. {self._name}")
        self._rest()
        field = next(one for one in window.page(NEW_CASE).findChildren(QLineEdit) if "Фамилия" in one.accessibleName())
        field.setText(self._name)

    def _papers(self, _window: MainWindow) -> None:
        number, pdf = self._ask(_issued)
        self.shown = ViewerFolder()
        self.shown.put(f"Письмо {number}.pdf", pdf)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._target / "printed.pdf"))
        print_pdfs((pdf,), printer)
        (self._target / "copies").mkdir()
        self._ask(lambda desk: safekeeping.back_up_now(desk, self._target / "copies"))
        self._ask(lambda desk: reminders.write_calendar(desk, self._target / "dates.ics"))  # one in training keeps none

    def _mistakes(self, _window: MainWindow) -> None:
        assert self._program is not None
        name = self._name

        def bug(_desk: object = None) -> None:
            raise KeyError(name)

        self._program.tasks.run(bug)
        thread = threading.Thread(target=bug, name=name)
        thread.start()
        thread.join()
        QTimer.singleShot(0, bug)
        qWarning(name)
        self._rest()
        for dialog in [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]:
            dialog.reject()

    def _lock(self, window: MainWindow) -> None:
        assert self._program is not None
        tasks = self._program.tasks
        self._program.lock()
        rest(tasks, lambda: tasks.suspended)
        self.titles |= {one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()}
        self.locked_files = [file.name for file in Path(tempfile.gettempdir()).rglob("*") if file.is_file()]
        locking: Any = self._program.locking
        locking._on_opening("")
        rest(tasks, lambda: not tasks.suspended)
        assert isinstance(window, QWidget)


def _issued(desk: Desk) -> tuple[str, bytes]:
    letters = (row for case in range(1, 60) for row in desk.register.letters.of_case(case))
    letter = next(one for one in letters if one.state is LetterState.ISSUED)
    return letter.number, desk.register.letters.pdf(letter.id)


def _program() -> Program | None:
    application = QApplication.instance()
    return application.findChild(program_module.Program) if application is not None else None


def run() -> int:
    """Work, and print what was seen."""
    names = json.loads(sys.stdin.read())
    register, key_file, target = sys.argv[1:4]
    application = QApplication(["otklik"])
    work, watch = Work(names, Path(target)), TempWatch(names)
    QTimer.singleShot(0, work.begin)
    watch.start()
    sys.argv = ["otklik", "--register", register, "--key-file", key_file]
    code = start()
    watch.end()
    seen = {
        "failed": work.failed,
        "sockets": sockets,
        "titles": sorted(work.titles),
        "temporary": sorted(watch.files),
        "in_the_clear": sorted(watch.found),
        "while_locked": work.locked_files,
        "network": sorted(name for name in sys.modules if name.startswith("PySide6.QtNetwork")),
    }
    print(json.dumps(seen))  # noqa: T201 - this is a command
    del application
    return code


if __name__ == "__main__":
    sys.exit(run())
