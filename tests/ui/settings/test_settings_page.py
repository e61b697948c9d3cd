"""The settings on a real register: the profile, what letters lack, backups, the look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollBar, QWidget

from otklik.casework import profiles
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Operator, OperatorForm
from otklik.system.clock import FixedClock
from otklik.ui import theme
from otklik.ui.settings.profile_fields import PhrasesField
from otklik.ui.settings.profile_form import ProfileForm
from otklik.ui.settings.settings_page import SettingsPage
from tests.invented import NOON
from tests.ui.office import OPERATOR, Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_CARD_PADDING = 20

FULL = replace(
    OPERATOR,
    kpp="990001001",
    rkn_number="77-26-000000",
    sites=("example.ru",),
    signer_position="Генеральный директор",
    signer_name="Ветров Арсений Павлович",
    executor="Ветров А. П., +7 900 000-00-01",
    first_person="я",
    policy_days=15,
    rights=(Kind.ACCESS, Kind.ERASURE),
    channels=(Channel.EMAIL, Channel.LETTER),
    purposes=("исполнение договора", "ответы на обращения"),
    cross_border=True,
    id=7,
)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> SettingsPage:
    made = SettingsPage(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(1000, 700)
    made.show()
    made.refresh()
    office.settle()
    return made


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == text and b.isVisibleTo(parent))


def wait_for(qtbot: QtBot, parent: QWidget, text: str) -> QAbstractButton:
    """Return a button that has just been made; a layout shows its new widgets a turn of the loop later."""
    qtbot.waitUntil(lambda: any(b.text() == text and b.isVisible() for b in parent.findChildren(QAbstractButton)))
    return button(parent, text)


def said(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def type_in(page: SettingsPage, name: str, text: str) -> None:
    field = page.profile.form.field(name)
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.textEdited.emit(text)
    else:
        assert isinstance(field, PhrasesField)
        field.setPlainText(text)


@pytest.mark.parametrize("operator", [FULL, Operator(), replace(FULL, form=OperatorForm.COMPANY, cross_border=None)])
def test_a_profile_comes_out_of_the_form_as_it_went_in(qtbot: QtBot, operator: Operator) -> None:
    form = ProfileForm()
    qtbot.addWidget(form)
    with qtbot.assertNotEmitted(form.changed):
        form.load(operator)
    assert form.operator() == operator


def test_a_sole_proprietor_is_not_asked_what_only_a_company_has(page: SettingsPage) -> None:
    form = page.profile.form
    assert not form.field("signer_name").isVisible()
    button(form, "ООО").click()
    assert form.field("signer_name").isVisible()
    assert form.field("kpp").isVisible()


def test_a_change_is_kept_by_one_act_and_one_line_of_the_journal(page: SettingsPage, office: Office) -> None:
    before = office.ask(lambda desk: desk.register.journal.count())
    type_in(page, "purposes", "исполнение договора;\n- ответы на обращения")
    type_in(page, "policy_clause", "  9.3 ")
    button(page, "Сохранить").click()
    office.settle()
    (operator,) = office.ask(profiles.operators)
    assert operator.purposes == ("исполнение договора", "ответы на обращения")
    assert operator.policy_clause == "9.3"
    assert office.ask(lambda desk: desk.register.journal.count()) == before + 1
    assert not page.profile.dirty


def test_what_was_typed_is_kept_when_the_page_is_left(page: SettingsPage, office: Office) -> None:
    type_in(page, "executor", "Ветров А. П.")
    page.show_backups()
    office.settle()
    assert office.ask(profiles.operators)[0].executor == "Ветров А. П."


def test_what_was_typed_can_be_taken_back(page: SettingsPage, office: Office) -> None:
    type_in(page, "name", "Другой Человек")
    button(page, "Вернуть как было").click()
    assert page.profile.form.operator().name == "Ветров Арсений Павлович"
    page.show_backups()
    office.settle()
    assert office.ask(profiles.operators)[0].name == "Ветров Арсений Павлович"


def test_a_mistyped_requisite_warns_in_place_and_keeps_nobody_from_saving(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    type_in(page, "inn", "990000000074")
    qtbot.waitUntil(lambda: "Контрольные цифры ИНН не сходятся" in said(page.profile.form))
    button(page, "Сохранить").click()
    office.settle()
    assert office.ask(profiles.operators)[0].inn == "990000000074"


def test_a_name_no_letter_can_show_is_said_in_place_and_not_kept(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    type_in(page, "name", "Шевченко <Любовь> & 😀")
    qtbot.waitUntil(lambda: "нельзя напечатать: 😀 (U+1F600)" in said(page.profile.form))
    button(page, "Сохранить").click()
    office.settle()
    assert office.ask(profiles.operators)[0].name == "Ветров Арсений Павлович"
    type_in(page, "name", "Шевченко <Любовь> &")
    button(page, "Сохранить").click()
    office.settle()
    assert office.ask(profiles.operators)[0].name == "Шевченко <Любовь> &"


def test_letters_of_somebody_new_speak_as_his_form_does_unless_he_chooses(page: SettingsPage) -> None:
    button(page, "Добавить оператора").click()
    form = page.profile.form
    button(form, "ИП").click()
    assert form.operator().first_person == "я"
    button(form, "ООО").click()
    assert form.operator().first_person == "мы"
    button(form, "я: «сообщаю»").click()
    button(form, "ИП").click()
    button(form, "ООО").click()
    assert form.operator().first_person == "я"


def test_what_letters_lack_is_listed_and_leads_to_its_field(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    wait_for(qtbot, page, "Цели обработки").click()
    assert page.window().focusWidget() is page.profile.form.field("purposes")
    type_in(page, "purposes", "исполнение договора")
    qtbot.waitUntil(lambda: "Всё заполнено" in said(page))


def test_a_letter_leads_to_the_field_it_lacks(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    page.show_backups()
    page.show_profile(1, "storage_term")
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.profile.form.field("storage_term"))
    office.settle()


def test_a_second_operator_is_added_and_chosen(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    button(page, "Добавить оператора").click()
    assert page.profile.form.operator() == Operator()
    type_in(page, "name", "ООО «Придуманное»")
    button(page, "Сохранить").click()
    office.settle()
    assert [one.name for one in office.ask(profiles.operators)] == ["Ветров Арсений Павлович", "ООО «Придуманное»"]
    assert page.profile.form.operator().id == 2
    wait_for(qtbot, page, "Ветров Арсений Павлович").click()
    assert page.profile.form.operator().id == 1


def test_the_card_tells_what_letters_need_from_what_looks_well(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    (operator,) = office.ask(profiles.operators)
    office.tasks.act(lambda desk: profiles.save_operator(desk, replace(operator, inn="", automated_decisions=None)))
    qtbot.waitUntil(lambda: "Желательно на бланке" in said(page.profile))
    words = [
        part.text()
        for part in page.profile._side.findChildren(QWidget)
        if isinstance(part, QLabel | QAbstractButton) and part.isVisibleTo(page)
    ]
    needed, wished = words.index("Без этого не все письма выйдут"), words.index("Желательно на бланке")
    assert needed < words.index("Цели обработки") < wished < words.index("ИНН")


def test_every_link_of_the_card_is_seen_whole_in_the_smallest_window(
    page: SettingsPage, office: Office, qtbot: QtBot, look: None
) -> None:
    (operator,) = office.ask(profiles.operators)
    bare = Operator(id=operator.id, form=OperatorForm.SOLE_PROPRIETOR, name=operator.name)
    page.resize(792, 640)
    office.tasks.act(lambda desk: profiles.save_operator(desk, bare))
    wait_for(qtbot, page, "Меры защиты (ст. 18.1)")
    office.settle()
    card = page.profile._side
    links = [link for link in card.findChildren(QAbstractButton) if link.isVisible()]
    assert len(links) > 15

    def clipped() -> list[str]:
        return [
            link.text()
            for link in links
            if link.height() < link.sizeHint().height()
            or link.sizeHint().width() > card.contentsRect().width() - 2 * _CARD_PADDING
        ]

    qtbot.waitUntil(lambda: clipped() == [])  # the layout comes to rest a moment after the page is filled


def test_theme_and_language_are_told_to_be_remembered(page: SettingsPage, qtbot: QtBot, qapp: QApplication) -> None:
    button(page, "Вид").click()
    with qtbot.waitSignal(page.theme_chosen) as chosen:
        button(page, "тёмная").click()
    assert chosen.args == ["dark"]
    assert theme.is_dark()
    theme.apply(qapp, theme.Scheme.LIGHT)
    with qtbot.waitSignal(page.language_chosen) as chosen:
        button(page, "English").click()
    assert chosen.args == ["en"]


def test_everything_that_takes_the_keyboard_has_a_name(page: SettingsPage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else ""))
    ]
    assert nameless == []


def test_the_profile_and_what_stands_beside_it_scroll_together(page: SettingsPage, office: Office) -> None:
    page.resize(790, 520)
    office.settle()
    bars = [bar for bar in page.profile.findChildren(QScrollBar) if bar.isVisible() and bar.maximum()]
    assert len(bars) == 1
    beside = page.profile._side
    before = beside.mapTo(page, beside.rect().topLeft()).y()
    bars[0].setValue(100)
    assert beside.mapTo(page, beside.rect().topLeft()).y() == before - 100
