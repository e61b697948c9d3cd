"""A file for the system's viewer is for its owner alone, and goes with the window or at the next start."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtGui import QDesktopServices

from otklik.system.errors import EnvironmentProblem
from otklik.ui.viewer_folder import ViewerFolder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_for_the_viewer_is_private_and_goes_with_the_window(tmp_path: Path) -> None:
    folder = ViewerFolder(tmp_path)
    path = folder.put("Письмо 27/ПДн.pdf", b"one")
    assert path.name == "Письмо 27-ПДн.pdf"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert folder.put("Письмо 27/ПДн.pdf", b"two").read_bytes() == b"two"
    folder.clear()
    assert list(tmp_path.iterdir()) == []


def test_the_next_start_clears_what_a_crash_left_but_not_what_is_open(tmp_path: Path) -> None:
    crashed, living, fresh = tmp_path / "otklik-view-1", ViewerFolder(tmp_path), ViewerFolder(tmp_path)
    crashed.mkdir()
    (crashed / "Письмо.pdf").write_bytes(b"left")
    kept = living.put("Письмо.pdf", b"open")
    assert fresh.clear_left_over() == 1
    assert not crashed.exists()
    assert kept.read_bytes() == b"open"
    living.clear()


def test_without_a_viewer_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())))
    folder = ViewerFolder(tmp_path)
    with pytest.raises(EnvironmentProblem, match="Сохраните"):
        folder.show("Письмо.pdf", b"pdf")
    assert opened[0].endswith("Письмо.pdf")
    folder.clear()


def test_the_lock_of_a_living_window_is_respected(tmp_path: Path) -> None:
    (tmp_path / "otklik-view-2").mkdir()
    lock = QLockFile(str(tmp_path / "otklik-view-2" / ".lock"))
    assert lock.tryLock(0)
    assert ViewerFolder(tmp_path).clear_left_over() == 0
    lock.unlock()
    assert ViewerFolder(tmp_path).clear_left_over() == 1


def test_what_another_user_made_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "otklik-view-3").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    assert ViewerFolder(tmp_path).clear_left_over() == 0
