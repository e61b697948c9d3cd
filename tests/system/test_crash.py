"""A report of a crash names places in the program, never people; a run that died outright is told of once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from otklik.system import crash
from otklik.system.crash import report, write_report

SECRET = "Калинина Ирина"


def _crash(name: str) -> None:
    raise RuntimeError(name)


@pytest.fixture(autouse=True)
def _no_notes() -> None:
    crash._qt_notes.clear()


def test_a_report_has_the_stack_and_no_personal_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_DATA_DIR", str(tmp_path))
    try:
        try:
            _crash(SECRET)
        except RuntimeError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        text = report(error)
        file = write_report(error)
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "_crash" in text
    assert SECRET not in text
    assert file.parent == tmp_path / "crashes"
    assert file.read_text("utf-8") == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_error_that_names_itself_as_its_cause_is_reported_once() -> None:
    error = ValueError("secret")
    try:
        raise error from error
    except ValueError as caught:
        said = report(caught)
    assert said.count("ValueError") == 1


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/people/irina.kalinina/otklik/desktop/otklik/ui/tasks.py", "otklik/ui/tasks.py"),
        ("C:\\People\\Ирина\\AppData\\Otklik\\otklik\\ui\\tasks.py", "otklik/ui/tasks.py"),
        ("/people/irina/.venv/lib/python3.11/site-packages/click/core.py", "site-packages/click/core.py"),
        ("/people/irina.kalinina/try.py", "try.py"),
        ("/people/irina/otklik", "otklik"),
        ("<string>", "<string>"),
    ],
)
def test_paths_are_kept_from_the_program_on(path: str, kept: str) -> None:
    assert crash._short(path) == kept


def test_reports_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_DATA_DIR", str(tmp_path))
    folder = tmp_path / "crashes"
    folder.mkdir()
    for day in range(10, 40):
        (folder / f"crash-2025-01-{day}-120000.txt").touch()
    newest = write_report(ValueError())
    kept = sorted(file.name for file in folder.iterdir())
    assert len(kept) == crash.REPORTS_KEPT
    assert kept[-1] == newest.name


def test_of_what_qt_complains_only_the_place_is_kept() -> None:
    for _ in range(2):
        crash.note_of_qt("warning", "qt.gui", "", 0, f"QPainter::begin: cannot paint {SECRET}")
    crash.note_of_qt("critical", "default", "/people/irina/otklik/ui/x.cpp", 7, f"{SECRET}: no such file")
    text = report(ValueError())
    assert "Qt warning qt.gui QPainter::begin × 2" in text
    assert "Qt critical default otklik/ui/x.cpp:7 × 1" in text
    assert "Калинина" not in text
    assert "irina" not in text


_DIES = """
import sys, faulthandler
from pathlib import Path
from otklik.system import crash
file = crash.watch_for_faults(Path(sys.argv[1]))
if sys.argv[2] == "well":
    crash.end_watch(file)
elif sys.argv[2] == "killed":
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
else:
    faulthandler._sigsegv()
"""


def run(data: Path, end: str) -> None:
    # Without a core: the memory of a register has no business on the disk.
    command = [sys.executable, "-c", _DIES, str(data), end]
    subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONFAULTHANDLER": ""})


def test_a_run_that_died_outright_is_told_of_once(tmp_path: Path) -> None:
    run(tmp_path, "fault")
    files = crash.faults(tmp_path)
    assert len(files) == 1
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    text = crash.read_faults(files)
    assert text.startswith("otklik ")
    assert 'File "<string>", line' in text
    assert str(Path.home()) not in text
    crash.forget_faults(files)
    assert crash.faults(tmp_path) == ()


@pytest.mark.parametrize("end", ["well", "killed"])
def test_other_ends_say_nothing_and_leave_nothing(tmp_path: Path, end: str) -> None:
    run(tmp_path, end)
    assert crash.faults(tmp_path) == ()
    assert list((tmp_path / "crashes").iterdir()) == []


def test_the_file_of_a_run_that_lives_stays(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("Windows keeps open files by itself")
    living = tmp_path / "crashes" / f"fault-{os.getpid()}.txt"
    living.parent.mkdir()
    living.touch()
    (living.parent / "fault-strange.txt").touch()
    assert crash.faults(tmp_path) == ()
    assert list(living.parent.iterdir()) == [living]


def test_paths_in_the_stack_of_a_fault_are_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "fault-1.txt"
    file.write_text('Fatal Python error: Aborted\n  File "/people/irina/otklik/ui/tasks.py", line 7 in run\n')
    assert 'File "otklik/ui/tasks.py", line 7 in run' in crash.read_faults((file,))
    assert "irina" not in crash.read_faults((file,))
    assert crash.read_faults(()) == ""


def test_where_nothing_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file in the place of the folder")
    assert crash.watch_for_faults(tmp_path) is None
    crash.end_watch(None)
    assert crash.faults(tmp_path) == ()
