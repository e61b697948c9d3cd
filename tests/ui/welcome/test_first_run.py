"""The first run: three questions, each may be skipped; nothing typed is lost, and nothing is made by halves."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from otklik.casework import opening, policies, profiles
from otklik.casework.copies.folders import second_folder
from otklik.register.records import Operator, OperatorForm
from otklik.register.store import Register
from otklik.safety import key_stores, keys
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem
from otklik.system.paths import resource
from otklik.system.preferences import Preferences
from otklik.ui.welcome import beginning
from otklik.ui.welcome.key_choice import Place
from otklik.ui.welcome.work import KeyWish
from tests import key_place
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.welcome.create_form import CreateForm
    from tests.ui.welcome.conftest import Hands

NAME = "Ветров Арсений Павлович"
POLICY = resource("demo/policy.md")


class Counting:
    """Hands that count what they do: a click on a button, a key that is no letter of an answer.

    Args:
        hands: the hands.
    """

    def __init__(self, hands: Hands) -> None:
        self.hands, self.clicks, self.keys = hands, 0, 0

    def click(self, text: str) -> None:
        self.clicks += 1
        QTest.mouseClick(self.hands.button(text), Qt.MouseButton.LeftButton)
        self.hands.rest()

    def press(self, key: Qt.Key) -> None:
        self.keys += 1
        widget = self.hands.window.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        self.hands.rest()

    def type(self, text: str) -> None:
        self.hands.window.activateWindow()  # the focus is handed on in a window that is in use
        self.hands.qtbot.waitUntil(lambda: isinstance(self.hands.window.focusWidget(), QLineEdit))
        line = self.hands.window.focusWidget()
        assert isinstance(line, QLineEdit), "the answer can be typed at once"
        line.insert(text)


@pytest.fixture
def with_store(hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A computer that has a password store."""
    monkeypatch.setenv(key_place.FILE, str(tmp_path / "store"))
    monkeypatch.setattr(key_stores, "added_stores", [key_place.FileStore])
    hands.window._show_store("хранилище")
    return hands


def drop(form: CreateForm, file: Path) -> None:
    """Let a file go over the first question."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where = QPointF(QPoint(40, 40))
    none = Qt.KeyboardModifier.NoModifier
    form.who.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def operators_of(path: Path, key: bytes) -> tuple[Operator, ...]:
    desk = opening.open_for_work(path, None, SystemClock(), key)
    try:
        return profiles.operators(desk)
    finally:
        desk.register.close()


def test_the_shortest_way_takes_three_clicks_and_a_name(with_store: Hands, qtbot: QtBot) -> None:
    way = Counting(with_store)
    way.click("Начать свой реестр")
    way.type(NAME)
    way.press(Qt.Key.Key_Return)
    way.click("Пропустить")
    with qtbot.waitSignal(with_store.window.chosen) as chosen:
        way.click("Позже")
    assert (way.clicks, way.keys) == (3, 1)
    (operator,) = operators_of(*chosen.args)
    assert (operator.form, operator.name, operator.first_person) == (OperatorForm.SOLE_PROPRIETOR, NAME, "я")


def test_every_question_can_be_skipped(with_store: Hands, qtbot: QtBot) -> None:
    way = Counting(with_store)
    way.click("Начать свой реестр")
    assert "1 из 3" in with_store.said()
    assert "Настройки" in with_store.said(), "it is said where it can be done later"
    way.click("Пропустить")
    assert "2 из 3" in with_store.said()
    way.click("Пропустить")
    assert "3 из 3" in with_store.said()
    with qtbot.waitSignal(with_store.window.chosen) as chosen:
        way.click("Позже")
    assert operators_of(*chosen.args) == ()


def test_a_dropped_policy_answers_the_first_question(with_store: Hands, qtbot: QtBot) -> None:
    with_store.press("Начать свой реестр")
    form = with_store.window.create_form
    drop(form, POLICY)
    with_store.rest()
    said = with_store.said()
    assert "liniya@example.com" in said
    assert "150003, г. Ярославль" in said
    assert form.who.name.text() == "ООО «Линия Плюс»"
    next(b for b in form.findChildren(QCheckBox) if b.text() == "Почтовый адрес").click()
    with_store.press("Дальше")
    with_store.press("Пропустить")
    with qtbot.waitSignal(with_store.window.chosen) as chosen:
        with_store.press("Позже")
    (operator,) = operators_of(*chosen.args)
    assert (operator.form, operator.name) == (OperatorForm.COMPANY, "ООО «Линия Плюс»")
    assert operator.emails == ("liniya@example.com",)
    assert operator.address == "", "what is not ticked is not taken"
    assert operator.policy_clause == "", "nor what was not shown"
    desk = opening.open_for_work(chosen.args[0], None, SystemClock(), chosen.args[1])
    kept = policies.kept(desk, operator.id)
    desk.register.close()
    assert kept is not None
    assert "Линия Плюс" in kept.text


def test_what_was_typed_comes_before_the_policy_and_comes_back(hands: Hands) -> None:
    hands.press("Начать свой реестр")
    who = hands.window.create_form.who
    who.name.setText(NAME)
    drop(hands.window.create_form, POLICY)
    hands.rest()
    assert who.name.text() == NAME
    tick = next(b for b in who.findChildren(QCheckBox) if b.text() == "Наименование")
    assert not tick.isChecked()
    tick.click()
    assert (who.name.text(), who.form.chosen()) == ("ООО «Линия Плюс»", OperatorForm.COMPANY)
    hands.press("Ничего не брать из политики")
    assert (who.name.text(), who.form.chosen()) == (NAME, OperatorForm.SOLE_PROPRIETOR)
    assert who.facts.policy is None


def test_a_letter_and_a_picture_are_no_policy(hands: Hands, tmp_path: Path) -> None:
    hands.press("Начать свой реестр")
    form = hands.window.create_form
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "Здравствуйте. Прошу удалить мои персональные данные и отзываю согласие на их обработку. "
        "С уважением, Тихонова Вера Ильинична", "utf-8"
    )  # fmt: skip
    drop(form, letter)
    hands.rest()
    assert "Похоже на письмо" in hands.said()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    drop(form, broken)
    hands.rest()
    assert form.who.notice.sentence
    assert form.who.facts.policy is None
    assert hands.button("Дальше").isEnabled()


def test_going_back_loses_nothing(hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    form = hands.to_the_key(NAME)
    hands.type_password(form.place.key.password, "три слова подряд")
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    form.copies.take_folder(tmp_path / "stick")
    hands.rest()
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert form.who.isVisible()
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert hands.window.choices.isVisible()
    hands.press("Начать свой реестр")
    assert form.who.name.text() == NAME
    hands.press("Дальше")
    assert form.copies.folder() == tmp_path / "stick"
    hands.press("Дальше")
    assert form.place.key.password.text() == "три слова подряд"


def test_a_stick_that_is_in_is_offered_by_its_name(
    with_store: Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(beginning, "sticks", lambda: (stick,))
    with_store.press("Начать свой реестр")
    with_store.press("Пропустить")
    with_store.press("Флешка «KINGSTON»")
    with_store.press("Начать реестр")
    with qtbot.waitSignal(with_store.window.chosen) as chosen:
        with_store.press("Позже")
    desk = opening.open_for_work(chosen.args[0], None, SystemClock(), chosen.args[1])
    folder = second_folder(desk)
    desk.register.close()
    assert folder == stick / "Отклик"
    assert folder.is_dir()


def test_the_folder_of_the_register_itself_is_refused_in_place(hands: Hands, folder: Path) -> None:
    hands.press("Начать свой реестр")
    hands.press("Пропустить")
    hands.window.create_form.copies.take_folder(folder)
    hands.rest()
    assert "в папку самого реестра" in hands.said()
    assert hands.window.create_form.copies.folder() is None


def test_a_window_closed_half_way_leaves_nothing(hands: Hands, folder: Path) -> None:
    hands.to_the_key(NAME)
    hands.window.close()
    assert not folder.exists() or not list(folder.glob("*.otklik*"))


@pytest.mark.usefixtures("qapp")
def test_whatever_stops_the_making_leaves_no_half_register(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    answers = beginning.Answers(
        tmp_path / "data" / "register.otklik",
        KeyWish(key_file=tmp_path / "data" / "register.key"),
        Operator(form=OperatorForm.SOLE_PROPRIETOR, name=NAME),
        second=tmp_path / "taken" / "copies",
    )
    with pytest.raises(EnvironmentProblem):
        beginning.make(answers, SystemClock())
    assert [file.name for file in (tmp_path / "data").iterdir()] in ([], ["register.otklik.lock"])


def test_a_register_left_at_its_sheet_is_whole_and_known(hands: Hands, folder: Path) -> None:
    form = hands.to_the_key(NAME)
    form.place.key.choose(Place.FILE)
    hands.press("Начать реестр")
    hands.window.close()
    known = Preferences.load(folder)
    (path,) = (Path(one) for one in known.registers)
    key_file = known.key_file_of(path)
    assert key_file is not None
    Register.open(path, keys.read_key_file(key_file)).close()


def test_a_window_closed_while_the_register_is_made_leaves_a_whole_one(
    hands: Hands, qtbot: QtBot, folder: Path
) -> None:
    form = hands.to_the_key(NAME)
    form.place.key.choose(Place.FILE)
    hands.button("Начать реестр").click()
    hands.window.close()
    qtbot.waitUntil(lambda: not hands.window.isVisible(), timeout=10_000)
    known = Preferences.load(folder)
    (path,) = (Path(one) for one in known.registers)
    key_file = known.key_file_of(path)
    assert key_file is not None
    (operator,) = operators_of(path, keys.read_key_file(key_file))
    assert operator.name == NAME


def test_the_training_register_is_one_click_away_and_kept(hands: Hands, qtbot: QtBot, folder: Path) -> None:
    with qtbot.waitSignal(hands.window.chosen, timeout=60_000) as chosen:
        hands.button("Посмотреть на учебном").click()
    path, key = chosen.args
    assert path == folder / "training" / "demo.otklik"
    assert Preferences.load(folder).last_own is None
    before = path.stat().st_mtime_ns
    again = beginning.train(folder, lambda _done, _whole: None, Event())
    assert (again.path, again.key) == (path, key)
    assert path.stat().st_mtime_ns == before


def test_making_the_training_register_can_be_stopped(hands: Hands, folder: Path) -> None:
    hands.button("Посмотреть на учебном").click()
    hands.button("Отмена").click()
    hands.rest()
    assert "вы отменили" in hands.said()
    assert not (folder / "training").exists()
    assert hands.window.choices.isVisible()


def test_a_missing_store_asks_for_the_password_as_a_page_of_its_own(hands: Hands) -> None:
    hands.to_the_key(NAME)
    assert "3 из 4" in hands.said()
    assert hands.window.create_form.place.key.password.isVisible()


def test_the_first_page_promises_as_many_questions_as_are_asked(hands: Hands) -> None:
    assert "Четыре вопроса" in seen(hands.window)
    assert hands.window.create_form.questions == 4
    hands.window._show_store("Связка ключей")
    assert "Три вопроса" in seen(hands.window)
    assert hands.window.create_form.questions == 3


def test_who_closes_the_window_with_a_name_typed_is_told_once(hands: Hands) -> None:
    window = hands.window
    hands.press("Начать свой реестр")
    window.create_form.who.name.setText(NAME)
    hands.press("Дальше")
    window.close()
    assert window.isVisible()
    assert "Если закрыть окно, введённое пропадёт." in seen(hands.window)
    assert window.create_form.who.name.text() == NAME
    hands.button("Закрыть окно").click()
    assert not window.isVisible()


def test_what_was_missing_is_not_said_any_more_to_who_comes_back(hands: Hands) -> None:
    hands.press("Начать свой реестр")
    hands.press("Дальше")
    assert "Напишите имя" in seen(hands.window)
    hands.window._on_back()
    hands.press("Начать свой реестр")
    assert "Напишите имя" not in seen(hands.window)
