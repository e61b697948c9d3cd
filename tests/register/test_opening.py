"""Making and opening a register, and every way in which that can fail."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from otklik.register import cipher, database_file, problems, schema
from otklik.register import migrations as migrating
from otklik.register.cipher import CipherError, MisuseError, connect
from otklik.register.database_file import read_salt
from otklik.register.locking import owner_of
from otklik.register.records import Attachment, Case, DutyRecord, Letter, Operator, Representative, Subject
from otklik.register.rows import Table
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError

HOLDER = """
import sys, time
from pathlib import Path
from otklik.register.store import Register
register = Register.open(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
time.sleep(60)
"""


def _refusal(path: Path, key: bytes, *, writable: bool = True) -> OtklikError:
    with pytest.raises(OtklikError) as caught:
        Register.open(path, key, writable=writable)
    assert "{" not in str(caught.value)
    return caught.value


def _tamper(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.fixture
def closed(register: Register) -> Path:
    register.settings.set("a", 1)
    register.close()
    return register.path


def test_a_new_register_is_encrypted_private_and_opens_again(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "мой реестр № 1.otklik"
    with Register.create(path, key) as made:
        made.settings.set("greeting", "привет")
        assert len(made.id) == 32
        for file in tmp_path.iterdir():
            if os.name == "posix":
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert path.read_bytes()[:16].hex() == made.id
    with Register.open(path, key) as again:
        assert again.settings.get("greeting") == "привет"
        assert again.id == made.id
        assert again.path == path
    assert sorted(file.name for file in tmp_path.iterdir() if "lock" not in file.name) == [path.name]


def test_two_registers_never_share_an_id(tmp_path: Path, key: bytes) -> None:
    with Register.create(tmp_path / "a.otklik", key) as one, Register.create(tmp_path / "b.otklik", key) as two:
        assert one.id != two.id


def test_settings_of_the_session(register: Register) -> None:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0}
    assert {name: register.database.value(f"PRAGMA {name}") for name in wanted} == wanted
    assert register.database.value("PRAGMA user_version") == schema.VERSION
    assert register.database.value("SELECT v FROM case_search_config WHERE k = 'secure-delete'") == 1


def test_every_table_is_strict_and_fits_its_record(register: Register) -> None:
    loose = register.database.all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
    )
    assert loose == []
    of_records = {
        "operators": Operator, "subjects": Subject, "representatives": Representative, "cases": Case,
        "duties": DutyRecord, "letters": Letter, "attachments": Attachment,
    }  # fmt: skip
    for name, record in of_records.items():
        columns = {column for (column,) in register.database.all("SELECT name FROM pragma_table_info(?)", (name,))}
        assert set(Table(name, record, apart={"kinds"}).columns) <= columns


def test_the_names_of_migrations_are_those_that_run(register: Register) -> None:
    assert tuple(step.name for step in migrating.migrations._migrations) == schema.MIGRATIONS
    assert register.database.all("SELECT name FROM _sqlite_migrations") == [(name,) for name in schema.MIGRATIONS]


def test_opening_a_current_register_does_not_import_sqlite_utils(closed: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from otklik.register.store import Register\n"
        "Register.open(Path(sys.argv[1]), bytes(range(32))).close(); print('sqlite_utils' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, closed], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_existing_file_is_never_made_anew(closed: Path, key: bytes) -> None:
    before = closed.read_bytes()
    with pytest.raises(UserError) as caught:
        Register.create(closed, key)
    assert caught.value.text == problems.EXISTS
    assert closed.read_bytes() == before


def test_the_changes_of_a_vanished_register_are_not_played_into_a_new_one(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "a.otklik-wal").write_bytes(b"frames of a register that is gone")
    with pytest.raises(UserError) as caught:
        Register.create(tmp_path / "a.otklik", key)
    assert "a.otklik-wal" in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        Register.create(tmp_path / "nowhere" / "a.otklik", key)
    assert "nowhere" in str(caught.value)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that not even root may write to: /proc")
def test_a_read_only_folder_is_named(key: bytes) -> None:
    with pytest.raises(EnvironmentProblem):
        Register.create(Path("/proc/a.otklik"), key)


def test_a_file_in_the_place_of_the_folder_is_named(closed: Path, key: bytes) -> None:
    with pytest.raises(EnvironmentProblem):
        Register.create(closed / "a.otklik", key)


def test_a_missing_register_is_not_made(tmp_path: Path, key: bytes) -> None:
    assert _refusal(tmp_path / "none.otklik", key).text == problems.MISSING
    assert _refusal(tmp_path, key).text == problems.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_changes_nothing_and_frees_the_lock(closed: Path, key: bytes) -> None:
    before = closed.read_bytes()
    assert _refusal(closed, bytes(32)).text == problems.NOT_A_DATABASE
    assert _refusal(closed, bytes(32), writable=False).text == problems.NOT_A_DATABASE
    assert closed.read_bytes() == before
    Register.open(closed, key).close()


@pytest.mark.parametrize(
    "content", [b"", b"Dear sirs", b"SQLite format 3\x00" + bytes(8192), bytes(4096), os.urandom(40960)]
)
@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_no_register_stays_as_it_is(tmp_path: Path, key: bytes, content: bytes, writable: bool) -> None:
    path = tmp_path / "letter.otklik"
    path.write_bytes(content)
    assert _refusal(path, key, writable=writable).text in {problems.NO_REGISTER, problems.NOT_A_DATABASE}
    assert path.read_bytes() == content


def test_somebody_elses_encrypted_database_is_not_taken_for_a_register(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "other.db"
    path.touch()
    other = connect(path, key, bytes(16), writable=True)
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    assert _refusal(path, key).text == problems.NO_REGISTER
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "mark",
    [
        f"PRAGMA user_version = {schema.VERSION + 1}",
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('otklik', 'm9999_tomorrow', '')",
    ],
)
def test_a_newer_register_is_refused(closed: Path, key: bytes, mark: str) -> None:
    with Register.open(closed, key) as opened:
        opened.database.execute(mark)
    before = closed.read_bytes()
    assert _refusal(closed, key).text == problems.TOO_NEW
    assert _refusal(closed, key, writable=False).text == problems.TOO_NEW
    assert closed.read_bytes() == before


def test_a_register_in_use_is_refused_to_a_second_writer_but_not_to_a_reader(register: Register, key: bytes) -> None:
    refusal = _refusal(register.path, key)
    assert refusal.text == problems.IN_USE_BY
    assert refusal.values["pid"] == os.getpid()
    register.settings.set("a", "before")
    with Register.open(register.path, key, writable=False) as reader:
        assert reader.settings.get("a") == "before"
        register.settings.set("a", "after")
        assert reader.settings.get("a") == "after"


def test_the_lock_goes_with_the_process_that_held_it(closed: Path, key: bytes) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, closed], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "open"
        assert f" {holder.pid} " in str(_refusal(closed, key)).replace("\u00a0", " ")
        holder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        holder.wait(10)
    with Register.open(closed, key) as taken:
        owner = owner_of(closed)
        assert owner is not None
        assert owner.pid == os.getpid()
        assert taken.unclean is False
    assert owner_of(closed) is None


def test_an_unreadable_word_of_the_owner_locks_nobody_out(register: Register, key: bytes) -> None:
    Path(f"{register.path}.owner").write_text("{")
    assert _refusal(register.path, key).text == problems.IN_USE


def test_changes_left_beside_the_file_tell_of_an_unclean_end(register: Register, key: bytes, tmp_path: Path) -> None:
    register.settings.set("a", "b")
    left = tmp_path / "left" / "a.otklik"
    left.parent.mkdir()
    for suffix in ("", "-wal"):  # as a killed program leaves them
        shutil.copy(f"{register.path}{suffix}", f"{left}{suffix}")
    with Register.open(left, key) as opened:
        assert opened.unclean
        assert opened.settings.get("a") == "b"
    with Register.open(left, key) as opened:
        assert not opened.unclean


def test_a_reader_cannot_write(closed: Path, key: bytes) -> None:
    before = closed.read_bytes()
    with Register.open(closed, key, writable=False) as reader:
        with pytest.raises(EnvironmentProblem) as caught:
            reader.settings.set("a", 2)
        assert caught.value.text == problems.READ_ONLY
        with reader.atomic():
            assert reader.settings.get("a") == 1
    assert closed.read_bytes() == before


def test_a_reader_reads_a_file_beside_which_nothing_can_be_made(
    closed: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere, so the side file is made impossible in another way: a folder stands in its place.
    Path(f"{closed}-shm").mkdir()
    with Register.open(closed, key, writable=False) as reader:
        assert reader.settings.get("a") == 1


def test_damage_is_told_from_a_wrong_key(closed: Path, key: bytes) -> None:
    _tamper(closed, cipher.PAGE_BYTES + 100)
    with Register.open(closed, key) as opened, pytest.raises(EnvironmentProblem) as caught:
        opened.database.all("PRAGMA integrity_check")
    assert caught.value.text == problems.CORRUPT


def test_a_full_disk_undoes_the_act_and_keeps_the_rest(register: Register) -> None:
    register.settings.set("before", "kept")
    pages = register.database.value("PRAGMA page_count")
    register.database.execute(f"PRAGMA max_page_count = {pages + 3}")

    def act() -> None:
        with register.atomic():
            register.settings.set("small", 1)
            with register.atomic():
                register.settings.set("large", "x" * 200_000)

    with pytest.raises(EnvironmentProblem) as caught:
        act()
    assert caught.value.text == problems.FULL
    assert register.settings.get("small") is None
    assert register.settings.get("before") == "kept"
    register.database.execute("PRAGMA max_page_count = 1000000")
    register.settings.set("large", "x" * 200_000)
    assert register.database.all("PRAGMA quick_check") == [("ok",)]


@pytest.mark.skipif(os.name != "posix", reason="a size limit for files can be set on POSIX systems only")
def test_a_register_cut_short_while_it_is_made_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from otklik.register.store import Register\n"
        "from otklik.register import migrations\n"
        "from otklik.system.errors import EnvironmentProblem\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: Register.create(Path(sys.argv[1]), bytes(32))\n"
        "except EnvironmentProblem as error: assert '.new' not in str(error); print(error.text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, tmp_path / "a.otklik"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in {problems.DISK_REFUSES, problems.FULL}
    assert done.stderr == ""
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith(".lock")] == []


def _register_with_one_more_migration(monkeypatch: pytest.MonkeyPatch, *, fails: bool) -> None:
    """Let the program know one migration more than the file."""
    longer = migrating.Migrations(migrating.MIGRATION_SET)
    longer._migrations = list(migrating.migrations._migrations)

    @longer()
    def m9999_more(db: migrating.Database) -> None:
        db.execute("CREATE TABLE more (a TEXT) STRICT")
        if fails:
            db.execute("INSERT INTO nowhere VALUES (1)")
        db.execute("PRAGMA user_version = 9999")

    monkeypatch.setattr(migrating, "migrations", longer)
    monkeypatch.setattr(database_file, "MIGRATIONS", (*schema.MIGRATIONS, "m9999_more"))
    monkeypatch.setattr(database_file, "VERSION", 9999)


def test_an_older_register_is_brought_up_to_date(closed: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    _register_with_one_more_migration(monkeypatch, fails=False)
    assert _refusal(closed, key, writable=False).text == problems.TOO_OLD
    with Register.open(closed, key) as opened:
        assert opened.database.value("PRAGMA user_version") == 9999
        assert opened.database.value("SELECT count(*) FROM more") == 0
        assert opened.settings.get("a") == 1
    Register.open(closed, key, writable=False).close()


def test_an_interrupted_migration_leaves_the_old_version(
    closed: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _register_with_one_more_migration(patch, fails=True)
        with pytest.raises(CipherError, match="nowhere"):
            Register.open(closed, key)
    with Register.open(closed, key) as opened:
        assert opened.database.value("PRAGMA user_version") == schema.VERSION
        assert opened.database.one("SELECT 1 FROM sqlite_master WHERE name = 'more'") is None
        assert opened.settings.get("a") == 1


def test_the_connection_belongs_to_one_thread(register: Register) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool, pytest.raises(MisuseError):
        pool.submit(register.settings.get, "a").result()


def test_closing_twice_does_no_harm(register: Register) -> None:
    register.close()
    register.close()


def test_every_sentence_has_its_russian(closed: Path) -> None:
    from otklik.system.words import catalogue

    sentences = [text for name, text in vars(problems).items() if name.isupper() and isinstance(text, str)]
    assert [text for text in sentences if text not in catalogue()] == []


def test_an_unforeseen_error_of_sqlite_stays_a_bug(register: Register) -> None:
    with pytest.raises(CipherError):
        register.database.execute("SELECT nonsense")
    assert problems.problem(ValueError("x"), register.path) is None


def test_the_id_is_read_without_a_key(closed: Path, register: Register, tmp_path: Path) -> None:
    assert read_salt(closed).hex() == register.id
    with pytest.raises(EnvironmentProblem):
        read_salt(tmp_path)


def test_an_act_inside_an_act_can_fail_alone(register: Register) -> None:
    def inner() -> None:
        with register.atomic():
            register.settings.set("inner", 1)
            raise ZeroDivisionError

    with register.atomic():
        register.settings.set("outer", 1)
        with pytest.raises(ZeroDivisionError):
            inner()
    assert register.settings.get("outer") == 1
    assert register.settings.get("inner") is None


def test_a_failure_in_an_act_undoes_all_of_it(register: Register) -> None:
    def act() -> None:
        with register.atomic():
            with register.atomic():
                register.settings.set("inner", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert register.settings.get("inner") is None


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the system itself keeps an open file from being moved")
@pytest.mark.parametrize("harm", ["deleted", "moved", "replaced"])
def test_nothing_is_written_into_a_file_that_was_taken_away(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "taken.otklik"
    with Register.create(path, bytes(range(32))) as register:
        match harm:
            case "deleted":
                path.unlink()
            case "moved":
                path.rename(tmp_path / "elsewhere.otklik")
            case "replaced":
                (tmp_path / "other").write_bytes(path.read_bytes())
                (tmp_path / "other").replace(path)
        with pytest.raises(EnvironmentProblem, match="ничего не записано"), register.atomic():
            register.settings.set("a", "1")
        if harm == "moved":
            (tmp_path / "elsewhere.otklik").rename(path)
            with register.atomic():
                register.settings.set("a", "1")
            assert register.settings.get("a") == "1"
