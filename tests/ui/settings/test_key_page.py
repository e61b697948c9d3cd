"""The section on the key, with a real register: where it lies, its sheet, its password, another key."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import keyring.backend
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from otklik.casework import key_keeping, opening
from otklik.register.store import Register
from otklik.safety import key_stores, passwords, recovery
from otklik.safety.keys import key_for, locked_key_path, read_key_file, write_key_file
from otklik.system.clock import FixedClock
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.settings.key_page import KeyPage
from otklik.ui.widgets import PasswordField
from tests.finished_pdf import text_of
from tests.invented import NOON
from tests.ui.office import KEY, Office
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PASSWORD, OTHER = "самовар под липой 7", "липа под самоваром 8"
CHEAP = passwords.Cost(memory=64, passes=1, lanes=1)


class MemoryStore(keyring.backend.KeyringBackend):
    """A password store of this process."""

    priority = 9
    name = "Память"
    kept: dict[tuple[str, str], str]

    def get_password(self, service: str, username: str) -> str | None:
        """Give the secret back, or nothing."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret as long as the process lives."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret."""
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> type[MemoryStore]:
    """Leave the password store of whoever runs the tests alone, and do not spend a second on each password."""
    MemoryStore.kept = {}
    monkeypatch.setattr(key_stores, "ALLOWED", ())
    monkeypatch.setattr(key_stores, "added_stores", [MemoryStore])
    monkeypatch.setattr(passwords.lock_key, "__defaults__", (CHEAP,))
    return MemoryStore


@pytest.fixture
def page(qtbot: QtBot, office: Office, look: None) -> KeyPage:
    made = KeyPage(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    office.ask(lambda desk: key_stores.store_key(desk.register.id, KEY))
    made.resize(1000, 900)
    made.show()
    made.refresh()
    office.settle()
    return made


def last_act(office: Office) -> str:
    return office.ask(lambda desk: desk.register.journal.page(0, 1)[0].act)


def groups(office: Office) -> tuple[str, ...]:
    return office.ask(key_keeping.sheet_of).groups


def type_groups(page: KeyPage, typed: dict[int, str]) -> None:
    for number, field in page.sheet._form._fields.items():
        field.set_text(typed[number])


def type_password(field: PasswordField, text: str) -> None:
    field._line.setText(text)


def answer(page: KeyPage, office: Office, password: str) -> None:
    """Type the password in use where the card of the password asks for it."""
    type_password(page.password.question.password, password)
    page.password.question.go_on.click()
    office.settle()


def set_password(page: KeyPage, office: Office, password: str = PASSWORD) -> None:
    if not page.password._form.isVisible():
        page.password._set.click()
    type_password(page.password._password, password)
    type_password(page.password._again, password)
    page.password._keep.click()
    office.settle()
    office.settle()


def test_where_the_key_lies_is_said_and_true(page: KeyPage, office: Office, tmp_path: Path) -> None:
    assert "Ключ лежит в хранилище паролей этого компьютера: Память" in seen(page)
    file = tmp_path / "мой.key"
    write_key_file(file, KEY)
    page.tell_key_file(file)
    office.settle()
    assert "Ключ лежит в файле мой.key" in seen(page)
    assert str(file) in seen(page)
    assert "откроет любой, у кого есть файл ключа" in seen(page)


def test_where_no_store_has_the_key_that_is_said_plainly(
    page: KeyPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_stores, "added_stores", [])
    page.refresh()
    office.settle()
    assert "На этом компьютере ключ не хранится" in seen(page)


def test_without_password_and_sheet_nobody_opens_it_and_the_page_says_so(page: KeyPage) -> None:
    assert "Без пароля и без листа восстановления реестр не откроет никто, и мы тоже" in seen(page)


def test_the_key_is_saved_to_a_file_and_never_over_another(
    page: KeyPage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "my.key"), ""))
    button(page, "Сохранить ключ в файл…").click()
    office.settle()
    assert read_key_file(tmp_path / "my.key") == KEY
    assert last_act(office) == "key_saved"
    button(page, "Сохранить ключ в файл…").click()
    office.settle()
    assert "my.key" in page._notice.sentence


def test_three_groups_typed_from_the_paper_make_the_sheet_a_tested_one(page: KeyPage, office: Office) -> None:
    assert "Лист № 1 ещё не проверен" in seen(page)
    button(page, "Проверить набором").click()
    asked = tuple(page.sheet._form._fields)
    assert len(asked) == 3
    assert f"наберите с него группы {', '.join(map(str, asked))}" in seen(page)
    type_groups(page, dict(enumerate(groups(office), 1)))
    button(page, "Сверить").click()
    office.settle()
    office.settle()
    assert "Лист № 1 проверен 21.11.2026" in seen(page)
    assert "Группы сошлись" in seen(page)
    assert not page.sheet._form.isVisible()
    assert office.ask(key_keeping.sheet_state).checked_on == NOON.date()
    assert last_act(office) == "sheet_checked"


def test_groups_of_another_sheet_are_named_and_may_be_mended(page: KeyPage, office: Office) -> None:
    button(page, "Проверить набором").click()
    asked = tuple(page.sheet._form._fields)
    right = dict(enumerate(groups(office), 1))
    foreign = recovery.groups_of(bytes(reversed(KEY)), "ef" * 16)
    type_groups(page, right | {asked[1]: foreign[asked[1] - 1]})
    button(page, "Сверить").click()
    office.settle()
    assert f"группы: {asked[1]}." in page.sheet._form._mistake.text()
    assert not any(field._mark.isVisible() for field in page.sheet._form._fields.values()), "no tick beside a mistake"
    assert tuple(page.sheet._form._fields) == asked
    assert office.ask(key_keeping.sheet_state).checked_on is None
    type_groups(page, right)
    button(page, "Сверить").click()
    office.settle()
    assert office.ask(key_keeping.sheet_state).checked_on is not None


def test_a_test_left_half_way_asks_for_all_digits_and_may_wait(page: KeyPage, qtbot: QtBot) -> None:
    button(page, "Проверить набором").click()
    fields = list(page.sheet._form._fields.values())
    fields[0].set_text("000011")
    qtbot.keyClick(fields[0]._line, Qt.Key.Key_Return)
    assert "Наберите все шесть цифр каждой группы" in seen(page)
    button(page, "Не сейчас").click()
    assert not page.sheet._form.isVisible()
    assert page.sheet._test.isVisible()


def test_the_sheet_is_shown_and_saved_only_after_a_warning(
    page: KeyPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    file = tmp_path / "лист.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: asked.append(args) or (str(file), ""))
    button(page, "Показать и напечатать…").click()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    assert all(group in text_of(dialog.pdf) for group in groups(office))
    assert "Открыть" not in seen(dialog)
    dialog._save.click()
    assert not asked
    assert "и есть ключ" in seen(dialog)
    button(dialog, "Всё равно сохранить…").click()
    assert len(asked) == 1
    assert file.read_bytes() == dialog.pdf
    offered = Path(str(asked[0][2]))
    assert offered.name == "Лист восстановления 1.pdf", "names nobody"
    assert offered.parent.is_dir(), "else the dialog would begin in the folder the program was started in"
    dialog.reject()


def test_a_password_is_set_changed_and_removed(page: KeyPage, office: Office, store: type[MemoryStore]) -> None:
    assert "откроет любой, кто вошёл в этот компьютер" in seen(page)
    set_password(page, office)
    locked = locked_key_path(office.path)
    assert "Ключ заперт вашим паролем" in seen(page)
    assert read_key_file(locked, PASSWORD) == KEY
    assert store.kept == {}
    assert not page.password._form.isVisible()
    assert page.password._password.text() == page.password._again.text() == ""
    button(page, "Сменить пароль…").click()
    answer(page, office, OTHER)
    assert "Пароль не подходит" in seen(page)
    assert not page.password._form.isVisible(), "whoever sits down at an open register does not lock out its owner"
    answer(page, office, PASSWORD)
    set_password(page, office, OTHER)
    assert read_key_file(locked, OTHER) == KEY
    button(page, "Убрать пароль…").click()
    assert "Ключ ляжет в хранилище паролей" not in seen(page)
    answer(page, office, OTHER)
    assert "Ключ ляжет в хранилище паролей" in seen(page)
    button(page, "Убрать пароль").click()
    office.settle()
    office.settle()
    assert not locked.exists()
    assert list(store.kept.values()) == [KEY.hex()]
    assert "Ключ лежит в хранилище паролей этого компьютера: Память" in seen(page)


@pytest.mark.parametrize("what", ["Показать и напечатать…", "Сохранить ключ в файл…"])
def test_the_key_itself_is_shown_only_to_whoever_knows_the_password(
    page: KeyPage, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    file = tmp_path / "my.key"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    set_password(page, office)
    button(page, what).click()
    question = page.question if "Сохранить" in what else page.sheet.question
    assert question.isVisible()
    for typed, sentence in (("", "Введите пароль, которым открывается реестр"), (OTHER, "Пароль не подходит")):
        type_password(question.password, typed)
        question.go_on.click()
        office.settle()
        assert sentence in seen(page)
        assert page.findChild(PaperDialog) is None
        assert not file.exists()
    type_password(question.password, PASSWORD)
    question.go_on.click()
    office.settle()
    office.settle()
    assert not question.isVisible()
    assert question.password.text() == ""
    dialog = page.findChild(PaperDialog)
    assert (dialog is not None, file.exists()) == ("Показать" in what, "Сохранить" in what)
    if dialog is not None:
        dialog.reject()


@pytest.mark.parametrize(
    ("typed", "again", "sentence"),
    [
        ("", "", "слишком короткий"),
        ("самовар", "самовар", "слишком короткий"),
        ("1234567890", "1234567890", "подряд по клавиатуре"),
        (PASSWORD, OTHER, ""),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_place(
    page: KeyPage, office: Office, typed: str, again: str, sentence: str
) -> None:
    page.password._set.click()
    type_password(page.password._password, typed)
    type_password(page.password._again, again)
    page.password._keep.click()
    office.settle()
    assert sentence in seen(page)
    marked = page.password._password if sentence else page.password._again
    assert marked.property("wrong") is True
    assert not locked_key_path(office.path).exists()


def test_advice_about_the_first_password_does_not_move_the_second_field(page: KeyPage, qtbot: QtBot) -> None:
    page.password._set.click()
    qtbot.wait(20)
    first, second = page.password._password, page.password._again
    before = second.mapTo(page.password, QPoint())
    for typed in ("1234567890", "самовaр под липой"):
        type_password(first, typed)
        qtbot.wait(20)
        assert second.mapTo(page.password, QPoint()) == before
    assert "перемешаны" in seen(page) or "латинские" in seen(page)


def test_nothing_typed_is_left_behind_when_it_is_given_up(page: KeyPage) -> None:
    page.password._set.click()
    type_password(page.password._password, PASSWORD)
    button(page, "Отмена").click()
    assert page.password._password.text() == ""
    assert not page.password._form.isVisible()


def test_a_key_file_is_locked_where_the_key_lies_in_one(page: KeyPage, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "мой.key"
    write_key_file(file, KEY)
    page.tell_key_file(file)
    office.settle()
    set_password(page, office)
    assert "Ключ заперт вашим паролем" in seen(page)
    assert passwords.is_locked_key(file.read_bytes())
    button(page, "Убрать пароль…").click()
    answer(page, office, PASSWORD)
    assert "Файл ключа останется без замка" in seen(page)
    button(page, "Убрать пароль").click()
    office.settle()
    assert read_key_file(file) == KEY


def test_a_new_key_leads_to_its_sheet_and_opens_the_register(
    page: KeyPage, office: Office, qtbot: QtBot, store: type[MemoryStore]
) -> None:
    before = groups(office)
    button(page, "Заменить ключ…").click()
    assert "Прежние копии по-прежнему открывает лист № 1" in seen(page)
    assert not page.rekey._password.isVisible()
    button(page, "Заменить ключ").click()
    office.settle()
    office.settle()
    assert "Ключ заменён. Напечатайте сейчас лист № 2" in seen(page)
    assert "Лист № 2 ещё не проверен" in seen(page)
    assert not set(groups(office)) & set(before)
    page.rekey._notice._buttons[0].click()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    assert "Лист восстановления № 2" in text_of(dialog.pdf).replace("\u00a0", " ")
    assert all(group in text_of(dialog.pdf) for group in groups(office))
    dialog.reject()
    office.tasks.close()
    key = key_for(office.path, None)
    assert key != KEY
    with Register.open(office.path, key) as register:
        assert register.cases.count() == 3
        assert opening.begin(register, FixedClock(NOON)) is not None
    assert recovery.key_from(recovery.groups_of(key, register.id), register.id) == key


def test_a_locked_key_is_replaced_by_its_password_alone(page: KeyPage, office: Office) -> None:
    set_password(page, office)
    button(page, "Заменить ключ…").click()
    assert page.rekey._password.isVisible()
    page.rekey._replace.click()
    assert "Введите пароль, которым открывается реестр" in seen(page)
    type_password(page.rekey._password, OTHER)
    page.rekey._replace.click()
    office.settle()
    assert "Пароль не подходит" in seen(page)
    assert page.rekey._password.isVisible()
    type_password(page.rekey._password, PASSWORD)
    page.rekey._replace.click()
    office.settle()
    office.settle()
    assert "Ключ заменён" in seen(page)
    assert page.rekey._password.text() == ""
    assert read_key_file(locked_key_path(office.path), PASSWORD) != KEY


def test_a_replacement_that_is_stopped_changes_nothing(page: KeyPage, office: Office) -> None:
    gate = threading.Event()
    office.tasks.run(lambda _desk: gate.wait(5))
    button(page, "Заменить ключ…").click()
    button(page, "Заменить ключ").click()
    assert page.rekey._running.isVisible()
    button(page, "Остановить").click()
    gate.set()
    office.settle()
    office.settle()
    assert page.rekey._notice.property("role") == "accent"
    assert page.rekey._begin.isVisible()
    assert office.ask(lambda desk: desk.register.key) == KEY


def test_a_test_under_way_ends_when_the_key_is_replaced(page: KeyPage, office: Office) -> None:
    button(page, "Проверить набором").click()
    office.tasks.act(lambda desk: key_keeping.rekey(desk, None))
    office.settle()
    office.settle()
    assert "Лист № 2" in seen(page)
    assert not page.sheet._form.isVisible()


def test_every_control_has_a_name_and_is_reached_by_keyboard(page: KeyPage) -> None:
    page.sheet.begin_test()
    page.password._set.click()
    page.rekey._on_begin()
    fields = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    assert len(fields) == 5
    assert all(line.accessibleName() for line in fields)
    assert all(line.focusPolicy() & Qt.FocusPolicy.TabFocus for line in fields)
