"""Люди: a click leads to the cases of a person, the pen or F2 to how the name is declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from otklik.casework import naming_people
from otklik.register.records import Gender, Subject
from otklik.ui.models import CONTACT, DECLENSION, PERSON
from otklik.ui.people_page import PeoplePage, PeopleTable
from tests.ui.office import Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> PeoplePage:
    made = PeoplePage(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(900, 700)
    made.show()
    made.refresh()
    office.settle()
    return made


def click(qtbot: QtBot, page: PeoplePage, row: int, column: int) -> None:
    table = page.findChild(PeopleTable)
    place = table.visualRect(table.model().index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_the_name_leads_to_the_cases(page: PeoplePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.person_wanted) as wanted:
        click(qtbot, page, 0, PERSON)
    assert wanted.args == ["Зимина Ольга Сергеевна"]
    with qtbot.waitSignal(page.person_wanted):
        click(qtbot, page, 0, CONTACT)


def test_the_pen_and_f2_ask_how_the_name_is_declined(office: Office, page: PeoplePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.person_wanted):
        click(qtbot, page, 0, DECLENSION)
        qtbot.waitUntil(page.name_panel.isVisible)
    assert page.rect().contains(page.name_panel.geometry())
    qtbot.keyClick(page.name_panel, Qt.Key.Key_Escape)
    table = page.findChild(PeopleTable)
    assert table.hasFocus()
    table.setCurrentIndex(table.model().index(1, PERSON))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.waitUntil(page.name_panel.isVisible)
    button = next(b for b in page.name_panel.findChildren(QAbstractButton) if b.text() == "женский")
    button.click()
    office.settle()
    next(b for b in page.name_panel.findChildren(QAbstractButton) if b.text() == "Сохранить").click()
    qtbot.waitUntil(lambda: not page.name_panel.isVisible())
    (person,) = (row for row in office.ask(lambda desk: desk.register.subjects.page("Калинина")))
    assert person[0].gender is Gender.FEMALE


def test_the_name_of_an_organisation_has_no_pen(office: Office, page: PeoplePage, qtbot: QtBot) -> None:
    office.ask(lambda desk: desk.register.subjects.add(Subject(full_name="ООО «Аист»", organisation=True)))
    page.refresh()
    office.settle()
    table = page.findChild(PeopleTable)
    cells = {
        table.model().index(row, PERSON).data(): table.model().index(row, DECLENSION).data()
        for row in range(table.model().rowCount())
    }
    assert cells["ООО «Аист»"] == ""
    assert cells["Орлов Пётр Ильич"] == "склонение"
    row = list(cells).index("ООО «Аист»")
    click(qtbot, page, row, DECLENSION)
    office.settle()
    assert not page.name_panel.isVisible()
    assert office.ask(lambda desk: naming_people.name_view(desk, 4)) is None
