"""Keys: made, written, found again, and never kept where they should not be."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.register.store import Register
from otklik.safety import key_stores, keys
from otklik.safety.passwords import Cost, lock_key
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from otklik.system.words import catalogue


class MemoryStore(keyring.backend.KeyringBackend):
    """A password store of this process."""

    priority = 9
    name = "Память"
    kept: dict[tuple[str, str], str]
    refuses: Exception | None = None

    def __init__(self) -> None:
        super().__init__()

    def get_password(self, service: str, username: str) -> str | None:
        """Give the secret back, or nothing."""
        if self.refuses is not None:
            raise self.refuses
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret as long as the process lives."""
        if self.refuses is not None:
            raise self.refuses
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret."""
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


class BrokenStore(MemoryStore):
    """One that is better by its own account and never works."""

    priority = 99
    name = "Сломанная"
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - never written
    refuses = keyring.errors.InitError("no bus")


@pytest.fixture(autouse=True)
def _nothing_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the password store of whoever runs the tests alone."""
    monkeypatch.setattr(key_stores, "ALLOWED", ())


@pytest.fixture
def memory() -> Iterator[type[MemoryStore]]:
    MemoryStore.kept = {}
    MemoryStore.refuses = None
    key_stores.added_stores.append(MemoryStore)
    yield MemoryStore
    key_stores.added_stores.clear()


def test_new_keys_differ_and_have_256_bits() -> None:
    made = {keys.new_key() for _ in range(50)}
    assert len(made) == 50
    assert {len(key) for key in made} == {32}


PASSWORD = "лось поёт в тумане"
SMALL = Cost(memory=32, passes=1, lanes=1)

GAPS = st.lists(st.sampled_from(["", " ", "\n", "\r\n", "\t"]), min_size=65, max_size=65)


@given(key=st.binary(min_size=32, max_size=32), gaps=GAPS)
def test_a_key_file_is_read_however_it_is_spaced(
    tmp_path_factory: pytest.TempPathFactory, key: bytes, gaps: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "spaced.key"
    path.write_text("".join(gap + digit for gap, digit in zip(gaps, f"{key.hex()} ", strict=True)))
    assert keys.read_key_file(path) == key


def test_a_written_key_file_is_private_and_comes_back(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "a.key"
    keys.write_key_file(path, key)
    assert keys.read_key_file(path) == key
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_is_never_written_over_another(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "a.key"
    keys.write_key_file(path, key)
    with pytest.raises(UserError):
        keys.write_key_file(path, bytes(32))
    assert keys.read_key_file(path) == key


@pytest.mark.parametrize(
    "content",
    [b"", b"00" * 31, b"00" * 33, b"zz" * 32, "ключ".encode(), bytes(32), b"\xff\xfe" + b"00" * 32, b"-" + b"0" * 63],
)
def test_a_file_without_a_key_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        keys.read_key_file(path)
    assert "a.key" in str(caught.value)


def test_a_key_file_that_cannot_be_read_or_written_is_named(tmp_path: Path, key: bytes) -> None:
    for path in (tmp_path / "none.key", tmp_path):
        with pytest.raises(EnvironmentProblem):
            keys.read_key_file(path)
    with pytest.raises(EnvironmentProblem):
        keys.write_key_file(tmp_path / "nowhere" / "a.key", key)


def test_only_stores_of_the_system_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    # keyring itself would take whatever this names.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert key_stores.keyring_name() is None
    with pytest.raises(EnvironmentProblem):
        key_stores.store_key("0" * 32, bytes(32))
    assert key_stores.find_key("0" * 32) is None


def test_the_list_of_trusted_stores_holds_none_that_forgets_or_writes_plain_text() -> None:
    source = Path(key_stores.__file__).read_text("utf-8")
    trusted = source.split("ALLOWED = (")[1].split("\n)")[0]
    assert [word for word in ("null", "fail", "chainer", "alt", "plain", "file") if word in trusted.lower()] == []
    assert trusted.count("keyring.backends.") == 5


def test_a_key_goes_into_the_store_and_comes_back(memory: type[MemoryStore], full: Register, key: bytes) -> None:
    assert key_stores.keyring_name() == "Память"
    key_stores.store_key(full.id, key)
    assert memory.kept == {("Отклик", full.id): key.hex()}
    assert key_stores.find_key(full.id) == key
    assert key_stores.find_key("f" * 32) is None
    assert keys.key_for(full.path, None) == key


def test_the_best_store_takes_the_key_and_any_store_gives_it(
    memory: type[MemoryStore], monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    key_stores.store_key("0" * 32, key)
    monkeypatch.setattr(key_stores, "added_stores", [memory, BrokenStore])
    assert key_stores.keyring_name() == "Сломанная"
    assert key_stores.find_key("0" * 32) == key
    with pytest.raises(EnvironmentProblem) as caught:
        key_stores.find_key("1" * 32)
    assert "Сломанная" in str(caught.value)


def test_a_store_that_does_not_work_here_is_passed_over(memory: type[MemoryStore]) -> None:
    class Elsewhere(MemoryStore):
        @property
        def priority(self) -> float:
            raise RuntimeError("another system")

        viable = False

    key_stores.added_stores.append(Elsewhere)
    assert key_stores.keyring_name() == "Память"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (keyring.errors.KeyringLocked("dismissed"), "заперто"),
        (keyring.errors.PasswordSetError("x"), "PasswordSetError"),
        (OSError("bus"), "OSError"),
    ],
)
def test_a_store_that_refuses_says_what_to_do(
    memory: type[MemoryStore], error: Exception, said: str, key: bytes
) -> None:
    memory.refuses = error
    for ask in (lambda: key_stores.store_key("0" * 32, key), lambda: key_stores.find_key("0" * 32)):
        with pytest.raises(EnvironmentProblem) as caught:
            ask()
        assert said in str(caught.value)


def test_a_store_that_forgets_is_found_out(memory: type[MemoryStore], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "get_password", lambda self, service, username: None)
    with pytest.raises(EnvironmentProblem):
        key_stores.store_key("0" * 32, bytes(32))


def test_something_else_in_the_place_of_the_key_is_said(memory: type[MemoryStore]) -> None:
    memory.kept["Отклик", "0" * 32] = "пароль"
    with pytest.raises(EnvironmentProblem) as caught:
        key_stores.find_key("0" * 32)
    assert "пароль" not in str(caught.value)


def test_the_named_file_wins_over_the_store(
    memory: type[MemoryStore], full: Register, key: bytes, tmp_path: Path
) -> None:
    key_stores.store_key(full.id, bytes(32))
    keys.write_key_file(tmp_path / "a.key", key)
    assert keys.key_for(full.path, tmp_path / "a.key") == key


def test_where_there_is_no_key_the_sentence_says_what_to_do(full: Register, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as without_store:
        keys.key_for(full.path, None)
    key_stores.added_stores.append(MemoryStore)
    MemoryStore.kept = {}
    MemoryStore.refuses = None
    try:
        with pytest.raises(EnvironmentProblem) as not_in_store:
            keys.key_for(full.path, None)
    finally:
        key_stores.added_stores.clear()
    for caught in (without_store, not_in_store):
        assert "Укажите файл ключа" in str(caught.value)
        assert "a.otklik" in str(caught.value)
    assert "Память" in str(not_in_store.value)
    with pytest.raises(EnvironmentProblem):
        keys.key_for(tmp_path / "none.otklik", None)


def test_a_new_register_is_not_begun_where_its_key_has_no_place(
    memory: type[MemoryStore], full: Register, tmp_path: Path
) -> None:
    keys.ready_for_new_key(tmp_path / "new.otklik", None)
    keys.ready_for_new_key(tmp_path / "new.otklik", tmp_path / "new.key")
    (tmp_path / "taken.key").write_text("x")
    for path, key_file in ((full.path, None), (tmp_path / "new.otklik", tmp_path / "taken.key")):
        with pytest.raises(UserError):
            keys.ready_for_new_key(path, key_file)
    key_stores.added_stores.clear()
    keys.ready_for_new_key(tmp_path / "new.otklik", tmp_path / "new.key")
    with pytest.raises(EnvironmentProblem):
        keys.ready_for_new_key(tmp_path / "new.otklik", None)


def test_every_sentence_has_its_russian() -> None:
    from otklik.safety import backup, passwords

    sentences = [
        text for room in (keys, key_stores, passwords, backup) for name, text in vars(room).items()
        if name.strip("_").isupper() and isinstance(text, str) and text.endswith(".")
    ]  # fmt: skip
    assert len(sentences) > 10
    assert [text for text in sentences if text not in catalogue()] == []
    assert isinstance(EnvironmentProblem("x"), OtklikError)


def test_a_locked_key_file_opens_by_its_password(full: Register, key: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(lock_key(key, PASSWORD, full.id, SMALL))
    with pytest.raises(keys.PasswordNeeded) as caught:
        keys.key_for(full.path, path)
    assert "a.key" in str(caught.value)
    with pytest.raises(keys.WrongPassword):
        keys.key_for(full.path, path, "другой пароль")
    assert keys.key_for(full.path, path, PASSWORD) == key
    assert keys.key_place(full.path, path) == keys.KeyPlace(keys.KeyKind.PASSWORD, "a.key", path)


def test_a_key_is_looked_for_in_the_file_then_beside_then_in_the_store(
    memory: type[MemoryStore], full: Register, key: bytes, tmp_path: Path
) -> None:
    key_stores.store_key(full.id, key)
    assert keys.key_for(full.path, None) == key
    assert keys.key_place(full.path, None) == keys.KeyPlace(keys.KeyKind.STORE, "Память")
    beside = keys.locked_key_path(full.path)
    assert beside == full.path.with_name("a.otklik-key")
    beside.write_bytes(lock_key(key, PASSWORD, full.id, SMALL))
    with pytest.raises(keys.PasswordNeeded):
        keys.key_for(full.path, None)
    assert keys.key_for(full.path, None, PASSWORD) == key
    assert keys.key_place(full.path, None).file == beside
    keys.write_key_file(tmp_path / "a.key", key)
    assert keys.key_for(full.path, tmp_path / "a.key") == key
    assert keys.key_place(full.path, tmp_path / "a.key").kind is keys.KeyKind.FILE


def test_a_locked_key_of_another_register_is_named_before_its_password_is_tried(full: Register, key: bytes) -> None:
    keys.locked_key_path(full.path).write_bytes(lock_key(key, PASSWORD, "f" * 32, SMALL))
    with pytest.raises(UserError) as caught:
        keys.key_for(full.path, None, PASSWORD)
    assert "от другого реестра" in str(caught.value)


@pytest.mark.parametrize("locked", [False, True])
def test_whichever_key_opens_the_file_is_taken(full: Register, key: bytes, tmp_path: Path, *, locked: bool) -> None:
    """As an exchange leaves it that was cut off: before the file has its new key, or after."""

    def content(one: bytes) -> bytes:
        return lock_key(one, PASSWORD, full.id, SMALL) if locked else keys.plain_key(one)

    named = tmp_path / "a.key"
    coming = keys.coming_key_path(named)
    for first, second in ((key, bytes(32)), (bytes(32), key)):
        named.write_bytes(content(first))
        coming.write_bytes(content(second))
        assert keys.key_for(full.path, named, PASSWORD) == key
    coming.write_bytes(b"torn")
    named.write_bytes(content(key))
    assert keys.key_for(full.path, named, PASSWORD) == key
    named.write_bytes(content(bytes(32)))
    assert keys.key_for(full.path, named, PASSWORD) == bytes(32), "opening says then that the key does not fit"


def test_whichever_key_of_the_store_opens_the_file_is_taken(
    memory: type[MemoryStore], full: Register, key: bytes
) -> None:
    for account in (full.id, f"{full.id}/new", f"{full.id}/2"):
        memory.kept = {("Отклик", full.id): bytes(32).hex(), ("Отклик", account): key.hex()}
        assert keys.key_for(full.path, None) == key
    memory.kept = {("Отклик", full.id): bytes(32).hex()}
    assert keys.key_for(full.path, None) == bytes(32)


def test_the_store_never_writes_one_key_over_another(memory: type[MemoryStore]) -> None:
    made = [bytes([number]) * 32 for number in range(4)]
    for one in made[:3]:
        key_stores.store_key("0" * 32, one)
        key_stores.store_key("0" * 32, one)
    assert len(memory.kept) == 3
    with pytest.raises(EnvironmentProblem):
        key_stores.store_key("0" * 32, made[3])
    for one in made[:3]:
        assert key_stores.find_key("0" * 32, one.__eq__) == one
    key_stores.forget_key("0" * 32, made[1])
    key_stores.store_key("0" * 32, made[3])
    assert {key_stores.find_key("0" * 32, one.__eq__) for one in made} == {made[0], made[2], made[3]}


def test_a_store_that_never_answers_is_not_waited_for(
    memory: type[MemoryStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_stores.waiting, "patience", 0.05)
    monkeypatch.setattr(memory, "get_password", lambda self, service, username: time.sleep(0.5))
    with pytest.raises(EnvironmentProblem) as caught:
        key_stores.find_key("0" * 32)
    assert "не отвечает" in str(caught.value)


def test_the_key_that_fits_a_copy_is_found_without_opening_it(full: Register, key: bytes, tmp_path: Path) -> None:
    others = [bytes([number]) * 32 for number in range(5)]
    assert keys.fitting_key(full.path, [*others, key]) == key
    assert keys.fitting_key(full.path, others) is None
    assert keys.fitting_key(tmp_path / "none.otklik", [key]) is None
    (tmp_path / "short.otklik").write_bytes(full.path.read_bytes()[:4095])
    assert keys.fitting_key(tmp_path / "short.otklik", [key]) is None
    damaged = bytearray(full.path.read_bytes()[:4096])
    damaged[20] ^= 1
    (tmp_path / "damaged.otklik").write_bytes(damaged)
    assert keys.fitting_key(tmp_path / "damaged.otklik", [key]) is None


def test_the_locked_key_lies_with_the_copies_as_long_as_there_is_a_password(
    full: Register, key: bytes, tmp_path: Path
) -> None:
    locked, carried = keys.locked_key_path(full.path), keys.carried_key_path(tmp_path, full.id, 2)
    assert carried.name == f"otklik-{full.id[:8]}-key2.otklik-key"
    keys.carry_locked_key(locked, tmp_path, full.id, 2)
    assert not carried.exists()
    for _ in range(2):
        locked.write_bytes(lock_key(key, PASSWORD, full.id, SMALL))
        keys.carry_locked_key(locked, tmp_path, full.id, 2)
        assert carried.read_bytes() == locked.read_bytes()
    locked.unlink()
    keys.carry_locked_key(locked, tmp_path, full.id, 2)
    assert not carried.exists()
    keys.carry_locked_key(locked, tmp_path / "nowhere", full.id, 2)


def test_a_register_begun_with_a_password_needs_no_store(tmp_path: Path) -> None:
    keys.ready_for_new_key(tmp_path / "new.otklik", None, PASSWORD)
    with pytest.raises(UserError, match="короткий"):
        keys.ready_for_new_key(tmp_path / "new.otklik", None, "кот")
    keys.locked_key_path(tmp_path / "new.otklik").write_text("x")
    with pytest.raises(UserError):
        keys.ready_for_new_key(tmp_path / "new.otklik", None, PASSWORD)
