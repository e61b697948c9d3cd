"""The hint of an empty register: quieter than the one thing to do, and it knows a policy that came at the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.register.records import Operator, OperatorForm
from otklik.system.clock import SystemClock
from otklik.system.paths import resource
from otklik.ui import translation
from otklik.ui.intake.dropped import Dropped
from otklik.ui.rooms import POLICY
from otklik.ui.welcome import beginning
from otklik.ui.welcome.work import KeyWish
from otklik.ui.widgets import PrimaryButton
from tests.ui.program_tools import at_rest, opened, running
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def begin(folder: Path, *, with_policy: bool) -> Path:
    """Make a register as the three questions do."""
    policy = beginning.read_policy(Dropped(paths=(str(resource("demo/policy.md")),))) if with_policy else None
    path = folder / "data" / "register.otklik"
    operator = Operator(form=OperatorForm.COMPANY, name="ООО «Линия Плюс»")
    beginning.make(beginning.Answers(path, KeyWish(key_file=path.with_suffix(".key")), operator, policy), SystemClock())
    return path


@pytest.mark.parametrize(("with_policy", "word"), [(True, "Взять ещё из политики…"), (False, "Заполнить из политики…")])
def test_an_empty_register_has_one_loud_button_and_a_quiet_hint(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, *, with_policy: bool, word: str
) -> None:
    translation.install(qapp, "ru")
    path = begin(tmp_path, with_policy=with_policy)
    with running(path.parent) as program:
        program.begin(path, path.with_suffix(".key"))
        window = opened(qtbot, program)
        loud = [b for b in window.findChildren(PrimaryButton) if b.isVisible() and not b.property("quiet")]
        assert [one.text() for one in loud] == ["Новое обращение"]
        assert window._notices._hint.property("role") == "quiet"
        button(window, word).click()
        at_rest(qtbot, program)
        assert window.shown == POLICY
        if with_policy:
            qtbot.waitUntil(lambda: "150003, г. Ярославль" in seen(window), timeout=10_000)
