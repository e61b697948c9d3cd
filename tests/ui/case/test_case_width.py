"""A case in the smallest window: everything in its panel ends where the panel ends, whatever its acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from otklik.casework import identity, registering
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.register.records import Channel, Subject
from otklik.ui import translation
from otklik.ui.case.file_preview import FilePreview
from otklik.ui.main_window import MainWindow
from tests.ui.window_tools import ask, button, open_panel, registered, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from otklik.system.clock import FixedClock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks

SMALLEST = (1000, 640)

LONG = Subject(
    full_name="Рождественская-Преображенская Александра Константиновна",
    email="aleksandra.rozhdestvenskaya-preobrazhenskaya@example.ru",
    phone="+7 495 000-00-13",
)

CASES: tuple[tuple[tuple[Kind, ...], date, dict[str, Any]], ...] = (
    ((Kind.ACCESS,), date(2026, 11, 12), {"lacks": ("подпись",)}),
    ((Kind.ACCESS, Kind.ERASURE), date(2026, 11, 20), {"lacks": ("подпись", "сведения о договоре"), "subject": LONG}),
    (
        (Kind.CONSENT_WITHDRAWAL, Kind.MARKETING_OPT_OUT, Kind.ERASURE),
        date(2026, 11, 10),
        {"lacks": ("подпись",), "channel": Channel.IN_PERSON},
    ),
    ((Kind.STOP_PROCESSING, Kind.CONSENT_WITHDRAWAL), date(2026, 11, 5), {}),
    ((Kind.INCIDENT,), date(2026, 11, 20), {}),
    (
        (Kind.CLAIM,),
        date(2026, 11, 11),
        {"claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY, "lacks": ("подпись",)},
    ),
    ((Kind.RKN_INQUIRY,), date(2026, 11, 19), {"subject": Subject(full_name="Роскомнадзор", organisation=True)}),
)


@pytest.fixture(params=["ru", "en"])
def small(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, look: None, tasks: Tasks, clock: FixedClock
) -> Iterator[MainWindow]:
    """The window as small as it gets, in either language."""
    translation.install(qapp, request.param)
    made = MainWindow(tasks, clock)
    qtbot.addWidget(made)
    made.resize(*SMALLEST)
    with qtbot.waitSignal(made.ready):
        made.start("Invented")
        made.show()
    yield made
    made.hide()
    translation.install(qapp, "ru")


def beyond(panel: CasePanel) -> list[str]:
    """Return what ends beyond the panel's view, or has less width than its words need."""
    content, room = panel.page.content, panel.page.viewport().width()
    found = []
    for part in content.findChildren(QWidget):
        if part.isVisible():
            end = part.mapTo(content, part.rect().topRight()).x() + 1
            words = part.text() if isinstance(part, QAbstractButton | QLabel) else ""
            single = isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and not part.wordWrap())
            cut = bool(words) and single and not words.endswith("…") and part.width() < part.minimumSizeHint().width()
            if end > room or cut or (isinstance(part, QLabel) and part.wordWrap() and _longest(part) > part.width()):
                found.append(f"{type(part).__name__} «{words}» ends at {end} of {room}")
    return found


def _longest(label: QLabel) -> int:
    """Return the width of the longest word: a label that wraps cuts one that is longer than itself."""
    words = label.text().replace("-", "- ").split()  # Qt goes on in the next line after a hyphen too
    return max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)


@pytest.mark.parametrize("index", range(len(CASES)))
def test_nothing_of_a_case_ends_beyond_its_panel(qtbot: QtBot, small: MainWindow, tasks: Tasks, index: int) -> None:
    kinds, day, facts = CASES[index]
    panel = open_panel(qtbot, small, registered(qtbot, tasks, kinds, day, **facts))
    assert panel.width() < 620, "the panel is narrow in the smallest window"
    assert beyond(panel) == []
    for name in ("identity", "person", "amend", "split", "postpone", "close", "annul", "hold", "template"):
        if panel._bar._menu[name].isVisible():
            panel._bar._menu[name].trigger()
            settle(qtbot, small)
            assert beyond(panel) == [], name
    panel._bar.extend.click()
    settle(qtbot, small)
    assert beyond(panel) == []


def test_files_and_what_can_be_undone_fit_into_a_narrow_panel(qtbot: QtBot, small: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 12))
    name = "Заявление о предоставлении сведений об обработке персональных данных.docx"
    file = registering.NewFile(name, "application/octet-stream", b"1")
    ask(qtbot, tasks, lambda desk: identity.confirm_identity(desk, case_id, "предъявлен паспорт " * 9))
    ask(qtbot, tasks, lambda desk: registering.add_file(desk, case_id, file))
    panel = open_panel(qtbot, small, case_id)
    assert panel._undo_line.isVisible()
    assert beyond(panel) == []
    assert panel.page.content.width() <= panel.page.viewport().width()
    panel.file_ways.look_at(panel.view.attachments[-1])
    settle(qtbot, small)
    preview = panel.findChild(FilePreview)
    assert preview.width() <= panel.width()


def test_the_long_act_stands_beside_the_others_where_there_is_room(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    def tops() -> list[int]:
        return [act.y() for act in (panel._bar.primary, panel._bar.ask_lacking, panel._bar.extend, panel._bar.more)]

    case_id = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 12), lacks=("подпись",))
    tasks.act(lambda desk: identity.confirm_identity(desk, case_id, "паспорт"))
    panel = open_panel(qtbot, window, case_id)
    window.resize(1800, 900)
    settle(qtbot, window)
    assert len(set(tops())) == 1
    window.resize(*SMALLEST)
    settle(qtbot, window)
    first, long, *rest = tops()
    assert set(rest) == {first}, "the short ones stay beside the first"
    assert long > first
    window.resize(1800, 900)
    settle(qtbot, window)
    assert len(set(tops())) == 1
    acts = [panel._bar.primary, panel._bar.ask_lacking, panel._bar.extend, panel._bar.more]
    assert [act.x() for act in acts] == sorted(act.x() for act in acts)
    assert button(panel, "Запросить недостающие сведения") is panel._bar.ask_lacking
