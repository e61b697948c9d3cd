"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from otklik.system.errors import EnvironmentProblem
from otklik.system.files import atomic_write, private_folder, read_file


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    atomic_write(file, b"one")
    atomic_write(file, b"two")
    assert file.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("a limit on the size of files can be set on POSIX systems only")
    file = tmp_path / "a.bin"
    file.write_bytes(b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from otklik.system.files import atomic_write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: atomic_write(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    said = subprocess.run([sys.executable, "-c", script, file], capture_output=True, check=True).stdout.decode()
    assert said.startswith("EnvironmentProblem На диске нет места")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Нет папки"):
        atomic_write(tmp_path / "none" / "a.bin", b"")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentProblem):
        private_folder(tmp_path / "file" / "folder")


def test_reading_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Нет файла"):
        read_file(tmp_path / "none")
    with pytest.raises(EnvironmentProblem, match="не файл"):
        read_file(tmp_path)
    with pytest.raises(EnvironmentProblem, match="не файл"):
        read_file(Path(os.devnull))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EnvironmentProblem, match="не файл"):
        read_file(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"0" * (2**20 + 1))
    with pytest.raises(EnvironmentProblem, match="больше 1"):
        read_file(tmp_path / "large", 2**20)
