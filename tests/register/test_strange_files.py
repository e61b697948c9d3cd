"""Files as people leave them: copied while open, put back by hand, without what lay beside them, or no files at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from otklik.register.problems import READ_ONLY, STALE_CHANGES
from otklik.register.records import Case, Change
from otklik.register.store import Register
from otklik.safety.backup import back_up, verify
from otklik.system.errors import EnvironmentProblem, OtklikError
from tests.invented import NOON

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and mounts are those of POSIX systems")


@pytest.fixture
def work(register: Register, new_case: Callable[..., Case]) -> Callable[[int], None]:
    """Register some cases, each with its line of the journal."""

    def do(count: int) -> None:
        for _ in range(count):
            with register.atomic():
                case = new_case(text="Прошу ответить. " * 90, title="Запрос " * 20)
                changes = (Change("title", None, case.title),)
                register.journal.append(
                    NOON + timedelta(minutes=1), "case_registered", case_id=case.id, changes=changes
                )

    return do


def beside(register: Register, folder: Path, *suffixes: str) -> Path:
    """Copy a register as it lies there now, with some of what is beside it."""
    folder.mkdir(exist_ok=True)
    for suffix in ("", *suffixes):
        shutil.copy(f"{register.path}{suffix}", folder / f"b.otklik{suffix}")
    return folder / "b.otklik"


def test_changes_of_another_state_beside_a_copy_put_back_by_hand_are_refused(
    register: Register, key: bytes, work: Callable[[int], None], tmp_path: Path
) -> None:
    work(5)
    copy = back_up(register, tmp_path, NOON).path
    work(40)
    register.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    work(3)
    path = beside(register, tmp_path / "other", "-wal")
    shutil.copy(copy, path)  # the user puts the backup in the place of the register that was not closed
    before = {file.name: file.read_bytes() for file in path.parent.glob("b.otklik*")}
    with pytest.raises(EnvironmentProblem) as caught:
        Register.open(path, key)
    assert caught.value.text == STALE_CHANGES
    assert "b.otklik-wal" in str(caught.value)
    assert {name: (path.parent / name).read_bytes() for name in before} == before, "nothing was changed"
    Path(f"{path}-wal").rename(tmp_path / "kept-wal")
    Register.open(path, key).close()
    assert verify(path, key).cases == 5


def test_changes_that_belong_to_the_file_are_taken_over(
    register: Register, key: bytes, work: Callable[[int], None], tmp_path: Path
) -> None:
    work(5)
    register.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    work(3)
    path = beside(register, tmp_path / "other", "-wal")
    with Register.open(path, key) as again:
        assert again.unclean
        assert again.cases.count() == 8
    assert verify(path, key).whole


def test_without_what_lay_beside_it_the_file_is_as_it_was_written_last(
    register: Register, key: bytes, work: Callable[[int], None], tmp_path: Path
) -> None:
    work(5)
    register.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    work(3)
    path = beside(register, tmp_path / "other")  # copied while open, without the WAL, or the WAL was deleted
    assert verify(path, key).whole
    with Register.open(path, key) as again:
        assert not again.unclean
        assert again.cases.count() == 5
        assert again.journal.verify().whole


def test_a_copy_made_while_it_was_written_is_whole_or_told(
    register: Register, key: bytes, work: Callable[[int], None], tmp_path: Path
) -> None:
    for turn in range(6):
        work(4)
        path = beside(register, tmp_path / f"turn-{turn}", "-wal")
        if turn % 2:
            register.database.execute("PRAGMA wal_checkpoint(PASSIVE)")
            shutil.copy(register.path, path)  # the file a moment later than its WAL
        try:
            Register.open(path, key).close()
        except EnvironmentProblem as error:
            assert error.text == STALE_CHANGES  # noqa: PT017 - either
        else:
            assert verify(path, key).whole


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\x00" + bytes(8000), bytes(4096 * 3)])
@pytest.mark.parametrize("writable", [True, False])
def test_what_is_no_register_is_said_and_stays(tmp_path: Path, key: bytes, content: bytes, writable: bool) -> None:
    path = tmp_path / "none.otklik"
    path.write_bytes(content)
    with pytest.raises(EnvironmentProblem) as caught:
        Register.open(path, key, writable=writable)
    assert "none.otklik" in str(caught.value)
    assert path.read_bytes() == content
    with pytest.raises(EnvironmentProblem):
        verify(path, key)


@pytest.mark.parametrize("writable", [True, False])
def test_a_folder_is_no_register(tmp_path: Path, key: bytes, writable: bool) -> None:
    (tmp_path / "folder.otklik").mkdir()
    with pytest.raises(EnvironmentProblem) as caught:
        Register.open(tmp_path / "folder.otklik", key, writable=writable)
    assert "folder.otklik" in str(caught.value)


@POSIX
def test_a_link_is_the_file_it_leads_to(
    register: Register, key: bytes, work: Callable[[int], None], tmp_path: Path
) -> None:
    work(1)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.otklik"
    link.symlink_to(register.path)
    with Register.open(link, key, writable=False) as reader:
        assert reader.cases.count() == 1
    register.close()
    with Register.open(link, key) as again:
        again.settings.set("name", "через ссылку")
    assert verify(register.path, key).whole
    with Register.open(register.path, key) as again:
        assert again.settings.get("name") == "через ссылку"


@POSIX
def test_a_link_that_leads_nowhere_is_said(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "link.otklik").symlink_to(tmp_path / "gone.otklik")
    with pytest.raises(OtklikError):
        Register.open(tmp_path / "link.otklik", key)
    assert not (tmp_path / "gone.otklik").exists()


@pytest.fixture
def read_only_medium(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Mount a medium nothing can be written to and put a file there."""
    place = tmp_path / "medium"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a medium can be mounted by root on Linux only")

    def put(file: Path) -> Path:
        copied = Path(shutil.copy(file, place))
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        return copied

    yield put
    subprocess.run(["umount", place], check=True)


def test_a_read_only_medium_is_read_and_refused_for_writing(
    register: Register, key: bytes, work: Callable[[int], None], read_only_medium: Callable[[Path], Path]
) -> None:
    work(2)
    register.close()
    path = read_only_medium(register.path)
    with Register.open(path, key, writable=False) as reader:
        assert reader.cases.count() == 2
    assert verify(path, key).whole
    with pytest.raises(EnvironmentProblem) as caught:
        Register.open(path, key)
    assert caught.value.text == READ_ONLY or "нельзя писать" in str(caught.value)
