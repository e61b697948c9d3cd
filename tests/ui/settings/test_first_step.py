"""An empty register says what to do first, and says it no longer once it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.casework import profiles, registering
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Operator, OperatorForm, Subject
from otklik.system.clock import FixedClock
from otklik.ui.main_window import REGISTER, SETTINGS, TODAY, MainWindow
from otklik.ui.settings import profile_gaps
from tests.invented import NOON
from tests.ui.office import OPERATOR, Office
from tests.ui.window_tools import button, seen, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.settings.settings_page import SettingsPage

HINT = "Начните с профиля оператора"
FRESH = Operator(form=OperatorForm.SOLE_PROPRIETOR, name="Ветров Арсений Павлович")
FULL = replace(OPERATOR, purposes=("исполнение договора",), inn="", ogrn="", emails=(), phones=())


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path, None)
    made.ask(lambda desk: profiles.save_operator(desk, FRESH))
    yield made
    made.tasks.close()


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> Iterator[MainWindow]:
    made = MainWindow(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.ready):
        made.start("пустой")
        made.show()
    settle(qtbot, made)
    yield made
    made.hide()


def test_an_empty_register_leads_to_the_first_blank_of_the_profile(qtbot: QtBot, window: MainWindow) -> None:
    assert HINT in seen(window)
    button(window, "Заполнить профиль").click()
    settle(qtbot, window)
    assert window.shown == SETTINGS
    assert HINT not in seen(window)
    page: SettingsPage = window.page(SETTINGS)  # type: ignore[assignment]  # the stack knows widgets only
    form = page.profile.form
    qtbot.waitUntil(lambda: window.focusWidget() is form.field("address"))


def test_the_hint_stands_on_the_first_page_only(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REGISTER)
    assert HINT not in seen(window)
    window.show_room(TODAY)
    assert HINT in seen(window)


def test_the_hint_goes_with_the_blanks(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    full = replace(FULL, id=office.ask(profiles.operators)[0].id)
    office.tasks.act(lambda desk: profiles.save_operator(desk, full))
    settle(qtbot, window)
    assert HINT not in seen(window)


def test_the_hint_goes_with_the_first_case(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    (operator,) = office.ask(profiles.operators)
    new = registering.NewCase(
        operator_id=operator.id,
        kinds=(Kind.ACCESS,),
        channel=Channel.LETTER,
        received_on=NOON.date(),
        subject=Subject(full_name="Зимина Ольга Сергеевна"),
    )
    office.tasks.act(lambda desk: registering.register_case(desk, new))
    settle(qtbot, window)
    assert HINT not in seen(window)


def test_a_register_without_an_operator_begins_with_its_name(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    bare = Office(qtbot, folder, None)
    assert bare.ask(profile_gaps.first_step) == (0, "name")
    bare.tasks.close()


def test_what_only_the_letterhead_lacks_keeps_no_letter_back() -> None:
    gaps = profile_gaps.of(FULL)
    assert gaps.needed == ()
    assert [name for name, _label in gaps.wished] == ["inn", "ogrn", "emails", "phones"]
    assert "address" in [name for name, _label in profile_gaps.of(FRESH).needed]
