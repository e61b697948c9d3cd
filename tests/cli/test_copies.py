"""Copies from the command line: made beside a window that writes, listed, never in the register's own folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from otklik.casework.copies.folders import NO_FOLDER
from otklik.safety import places
from otklik.system.clock import SystemClock
from otklik.system.words import say

from .conftest import Said

Run = Callable[..., Said]

WINDOW = """
import sys
from pathlib import Path
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety.keys import read_key_file
register = Register.open(Path(sys.argv[1]), read_key_file(Path(sys.argv[2])))
number = 0
print("open", flush=True)
while True:
    number += 1
    with register.atomic():
        register.subjects.add(Subject(full_name=f"Зотов {number}"))
        register.settings.set("number", number)
"""
"""Another program that has the register open and writes without a pause."""


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register reached by a key file."""
    where = ("--register", tmp_path / "office" / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    return lambda *arguments: otklik(*arguments, *where)


@pytest.fixture
def window(desk: Run, tmp_path: Path) -> Iterator[None]:
    """Keep the register open and written to by another process."""
    command = [sys.executable, "-B", "-c", WINDOW, str(tmp_path / "office" / "r.otklik"), str(tmp_path / "r.key")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        yield
        assert writer.poll() is None, "the writer was not disturbed"
        writer.kill()


def test_a_nightly_copy_is_made_while_the_window_writes(desk: Run, otklik: Run, window: None, tmp_path: Path) -> None:
    (tmp_path / "night").mkdir()
    made = [desk("backup", "--to", tmp_path / "night", "--json") for _ in range(3)]
    same_disk = say(places.OF_COPIES[places.Worry.SAME_DISK]) + "\n"
    assert [(said.code, said.err) for said in made] == [(0, same_disk)] * 3
    for said in made:
        assert otklik("verify", said.json()["path"], "--key-file", tmp_path / "r.key").code == 0
    assert desk("copies", "--json").code == 0


def test_copies_are_listed_with_what_they_hold(desk: Run) -> None:
    assert desk("copies").out == say("No backups.") + "\n"
    made = desk("backup", "--json").json()
    listed = desk("copies", "--json").json()
    assert [(copy["path"], copy["cases"], copy["last_number"], copy["generation"]) for copy in listed] == [
        (made["path"], 0, 0, 1)
    ]
    line = desk("copies").out
    assert Path(made["path"]).name in line
    assert "лист № 1" in line


def test_a_copy_that_was_changed_is_not_listed_as_a_checked_one(desk: Run) -> None:
    file = Path(desk("backup", "--json").json()["path"])
    assert [copy["state"] for copy in desk("copies", "--json").json()] == ["checked"]
    assert f"проверена {SystemClock().today():%d.%m.%Y}" in desk("copies").out
    content = bytearray(file.read_bytes())
    content[9000] ^= 1
    file.write_bytes(content)
    (copy,) = desk("copies", "--json").json()
    assert (copy["state"], copy["checked_on"]) == ("changed", None)
    assert "изменена, с тех пор не проверялась" in desk("copies").out


def test_a_restore_says_what_came_back(desk: Run, otklik: Run, tmp_path: Path) -> None:
    def restored(name: str) -> str:
        copy = desk("backup", "--json").json()["path"]
        return otklik("restore", copy, "--to", tmp_path / name, "--key-file", tmp_path / "r.key").out

    assert "обращений нет" in restored("empty.otklik")
    assert desk("operator", "new", "form=ООО", "name=ООО «Пример»").code == 0
    assert desk("add", "--kind", "access", "--name", "Зотов Пётр", "--received", "2026-11-20").code == 0
    assert "Обращений: 1, последнее № 1 получено 20.11.2026" in restored("one.otklik")


def test_a_term_out_of_range_is_told_with_what_is_allowed(desk: Run) -> None:
    for option, number, allowed in (("--months", 0, "от 12 до 180 месяцев"), ("--paper-days", -1, "от 0 до 365 дней")):
        said = desk("retention", option, number)
        assert said.code == 2
        assert allowed in said.err


def test_a_copy_in_the_registers_own_folder_is_refused(desk: Run, tmp_path: Path) -> None:
    said = desk("backup", "--to", tmp_path / "office")
    assert (said.code, said.err.strip()) == (2, say(places.OWN_FOLDER))
    assert list((tmp_path / "office").glob("*.otklik-backup")) == []


def test_a_folder_that_is_not_there_is_not_made(desk: Run, tmp_path: Path) -> None:
    """On a system disk under the name of a stick that is not put in, copies help nobody."""
    stick = tmp_path / "stick" / "copies"
    said = desk("backup", "--to", stick)
    assert (said.code, said.err.strip()) == (1, say(NO_FOLDER, folder=stick))
    assert not stick.parent.exists()
    stick.parent.mkdir()
    assert desk("backup", "--to", stick).code == 1
    for empty in ("", " "):
        assert desk("backup", "--to", empty).code == 2
    stick.mkdir()
    assert desk("backup", "--to", stick).code == 0
    assert len(list(stick.glob("*.otklik-backup"))) == 1
