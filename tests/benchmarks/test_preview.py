"""How soon the page follows the keys: `pytest tests/benchmarks/test_preview.py -s`.

Keys are sent to the real editor with a letter of two pages. A key counts as shown when the page with its sign has been
painted: after a pause, and behind the last key of somebody who types on without one. Beside it the time of a key itself
(until its sign stands in the text) while pages are drawn, and a bare platypus build of the same text.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from otklik.casework import answering
from otklik.system.paths import resource
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.letter.letter_editor import LetterEditor
from tests.benchmarks.test_letter import bare_page
from tests.invented import SOLE_PROPRIETOR
from tests.ui.office import Office

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

SINGLE, BURSTS, KEYS = 30, 15, 12
PACE = 110
"""Milliseconds from key to key of somebody who types fast."""
PAUSE = 900
WORD = "abcdefghi "


class Painted(QObject):
    """Notes when a widget has been painted next."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.waits = False
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the time behind the painting, which follows this event."""
        if self.waits and event.type() == QEvent.Type.Paint:
            self.waits = False
            QTimer.singleShot(0, self, self._stamp)
        return False

    def _stamp(self) -> None:
        self.at = time.perf_counter()

    def expect(self) -> None:
        """Wait for the next painting."""
        self.waits, self.at = True, 0.0


class Typist:
    """Types into a paragraph of its own and knows when the page shows it."""

    def __init__(self, qtbot: QtBot, editor: LetterEditor) -> None:
        self._qtbot, self._editor = qtbot, editor
        self._text = editor.letter_text.text
        self._typed = ""
        self._page, self._sign = Painted(editor.preview._paper), Painted(self._text.viewport())
        self._pressed = 0.0
        editor.preview.shown.connect(self._on_shown)
        self.key_times: list[float] = []
        QTest.keyClick(self._text, Qt.Key.Key_Return)
        QTest.keyClick(self._text, Qt.Key.Key_Up)

    def press(self) -> None:
        """Type the next sign."""
        sign = WORD[len(self._typed) % len(WORD)]
        self._typed += sign
        self._page.waits, self._page.at = False, 0.0
        self._sign.expect()
        self._pressed = time.perf_counter()
        QTest.keyClick(self._text, sign)
        self._qtbot.waitUntil(lambda: self._sign.at > 0)
        self.key_times.append(self._sign.at - self._pressed)

    def until_shown(self) -> float:
        """Return the seconds from the last key until its page is painted."""
        self._qtbot.waitUntil(lambda: self._page.at > 0)
        return self._page.at - self._pressed

    def _on_shown(self, _pages: int) -> None:
        shown = " ".join(self._editor.preview.accessibleDescription().split())
        if self._typed.strip() in shown:
            self._page.expect()


def figures(taken: Sequence[float]) -> str:
    """Return median and 90th percentile."""
    ninth = statistics.quantiles(taken, n=10)[-1]
    return f"median {statistics.median(taken) * 1e3:.0f} ms, 90 % within {ninth * 1e3:.0f} ms"


def bare_build(office: Office, editor: LetterEditor) -> float:
    """Return the median seconds of a bare platypus build of what the editor shows."""
    pdfmetrics.registerFont(TTFont("Bare", str(resource("fonts/PTSerif-Regular.ttf"))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=12, leading=15, alignment=TA_JUSTIFY)
    model = office.ask(lambda desk: answering.letter_model(desk, editor.letter_id))
    times = []
    for _ in range(SINGLE):
        start = time.perf_counter()
        bare_page(model, style)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def test_the_page_follows_the_keys(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    translation.install(qapp, "ru")
    theme.apply(qapp, theme.Scheme.LIGHT)
    collect_on_main_thread(qapp)
    office = Office(qtbot, tmp_path, SOLE_PROPRIETOR)
    editor = LetterEditor(office.tasks)
    qtbot.addWidget(editor)
    office.tasks.changed.connect(editor.refresh)
    editor.resize(1200, 860)
    editor.show()
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(letter_id)
    assert editor.preview.page_count == 2
    typist, single, typed = Typist(qtbot, editor), [], []
    for _ in range(SINGLE):
        qtbot.wait(PAUSE)
        typist.press()
        single.append(typist.until_shown())
    typist.key_times.clear()
    for _ in range(BURSTS):
        for _ in range(KEYS):
            begun = time.perf_counter()
            typist.press()
            qtbot.wait(max(1, PACE - round((time.perf_counter() - begun) * 1e3)))
        typist.press()
        typed.append(typist.until_shown())
    bare = bare_build(office, editor)
    office.tasks.close()
    print(f"\na key after a pause: {figures(single)}, {statistics.median(single) / bare:.1f} × a bare build")
    print(f"the last of {KEYS + 1} keys: {figures(typed)}, {statistics.median(typed) / bare:.1f} × a bare build")
    print(f"a key in the text meanwhile: {figures(typist.key_times)}; a bare platypus build: {bare * 1e3:.1f} ms")
