"""The file of a register vanishes while it is open: what the program holds is saved, up to the last act."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from otklik.casework.copies import safekeeping
from otklik.casework.copies.rescuing import save_what_is_open
from otklik.casework.desk import Desk
from otklik.register.problems import MOVED
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.keys import carried_key_path, locked_key_path
from otklik.system.errors import EnvironmentProblem, UserError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere the system keeps an open file in its place")

LAST = "Последний Записанный"


def harm(desk: Desk, how: str) -> None:
    """Store a last act, then let something befall the file."""
    path = desk.register.path
    stale = path.read_bytes()
    desk.register.subjects.add(Subject(full_name=LAST))
    side_files = [file for file in path.parent.iterdir() if file.name.startswith(f"{path.name}-")]
    match how:
        case "deleted":
            path.unlink()
        case "deleted with side files":
            for file in (path, *side_files):
                file.unlink()
        case "moved":
            path.rename(path.with_name("elsewhere.otklik"))
        case "replaced":
            path.unlink()
            path.write_bytes(stale)
        case "folder deleted":
            shutil.rmtree(path.parent)


@pytest.mark.parametrize("how", ["deleted", "deleted with side files", "moved", "replaced", "folder deleted"])
def test_a_copy_of_the_open_file_holds_everything_stored(desk: Desk, how: str) -> None:
    harm(desk, how)
    with pytest.raises(EnvironmentProblem) as caught:
        safekeeping.back_up_now(desk)
    assert caught.value.text == MOVED
    saved = save_what_is_open(desk)
    assert saved.path.parent == safekeeping.backup_folder(desk)
    assert verify(saved.path, desk.register.key).whole
    with Register.open(saved.path, desk.register.key, writable=False) as copy:
        assert copy.database.value("SELECT count(*) FROM subjects WHERE full_name = ?", (LAST,)) == 1
    with pytest.raises(EnvironmentProblem), desk.register.atomic():
        pass
    assert desk.register.journal.count(), "the desk goes on as it was: reading, not writing"


def test_the_folder_may_be_chosen_and_is_not_the_registers_own(desk: Desk, tmp_path: Path) -> None:
    harm(desk, "deleted")
    with pytest.raises(UserError):
        save_what_is_open(desk, desk.register.path.parent)
    chosen = tmp_path / "stick"
    with pytest.raises(EnvironmentProblem):
        save_what_is_open(desk, chosen)  # the stick is not put in
    chosen.mkdir()
    assert save_what_is_open(desk, chosen).path.parent == chosen


def test_a_locked_key_carried_before_stays_with_the_copies(desk: Desk) -> None:
    folder = safekeeping.backup_folder(desk)
    folder.mkdir()
    carried = carried_key_path(folder, desk.register.id, 1)
    carried.write_bytes(b"locked")
    assert not locked_key_path(desk.register.path).exists()
    harm(desk, "moved")
    save_what_is_open(desk)
    assert carried.read_bytes() == b"locked", "the key beside the register went with it"
