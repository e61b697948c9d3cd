"""What may not be the policy that is meant is asked about, and nothing of it is ticked until it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.casework import policies, profiles
from otklik.ui.intake.dropped import Dropped
from otklik.ui.policy.policy_page import PolicyPage
from tests.policy_facts import TEXT
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

LETTER = (
    "Здравствуйте. Прошу удалить мои персональные данные и больше мне не звонить. Ответьте на e-mail olga@example.ru. "
    "Сайт ваш mayak.example.ru, телефон +7 495 000-00-13.\nС уважением, Ольга"
)


@pytest.fixture
def page(qtbot: QtBot, look: None, office: Office) -> PolicyPage:
    made = PolicyPage(office.tasks)
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    made.begin(1)
    office.settle()
    return made


def test_a_letter_is_asked_about_and_goes_where_letters_go(page: PolicyPage, office: Office, qtbot: QtBot) -> None:
    came = Dropped(text=LETTER)
    page.take_in(came)
    office.settle()
    assert "похоже на письмо, а не на политику" in seen(page)
    assert page.compare.wanted_count == 0
    with qtbot.waitSignal(page.letter_wanted) as sent:
        button(page, "Открыть как обращение").click()
    assert sent.args == [came]


def test_a_mail_is_refused(page: PolicyPage, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "Жалоба.eml"
    file.write_text(f"From: olga@example.ru\n\n{LETTER}", "utf-8")
    page.read_file(str(file))
    office.settle()
    assert page.choose.isVisible()
    assert "Жалоба.eml — письмо, а не политика" in seen(page)


def test_the_policy_of_somebody_else_fills_nothing_by_itself(page: PolicyPage, office: Office) -> None:
    page.take_in(Dropped(text=TEXT))
    office.settle()
    assert "политика другого оператора: ООО «Маяк Звонки»" in seen(page)
    assert page.compare.wanted_count == 0
    button(page, "Всё равно заполнить этот профиль").click()
    assert page.compare.wanted_count > 0
    assert not page.question.isVisible()


def test_the_policy_of_somebody_else_makes_a_new_operator(page: PolicyPage, office: Office, qtbot: QtBot) -> None:
    (before,) = office.ask(profiles.operators)
    page.take_in(Dropped(text=TEXT))
    office.settle()
    button(page, "Добавить нового оператора").click()
    assert "новый оператор" in seen(page)
    with qtbot.waitSignal(page.taken):
        page.take.click()
    old, new = office.ask(profiles.operators)
    assert old == before
    assert new.name == "ООО «Маяк Звонки»"


def test_what_was_taken_once_is_not_asked_about_again(page: PolicyPage, office: Office, qtbot: QtBot) -> None:
    office.ask(lambda desk: policies.take_over(desk, 1, policies.read_text(TEXT)))
    page.show_kept(1)
    qtbot.waitUntil(page.compare.isVisible)
    assert not page.question.isVisible()


def test_of_two_policies_the_other_one_is_named(page: PolicyPage, office: Office, tmp_path: Path) -> None:
    files = [tmp_path / "first.txt", tmp_path / "second.txt"]
    for file in files:
        file.write_text(TEXT, "utf-8")
    page.take_in(Dropped(paths=tuple(map(str, files)), problem="Что-то не взято."))
    office.settle()
    assert page.compare.isVisible()
    assert "Что-то не взято. За один раз читается одна политика. Не прочитано: second.txt." in page.notice.sentence
    assert page.notice.isVisible()
