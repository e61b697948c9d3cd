"""One register under two names: there is one writer all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from otklik.register import problems
from otklik.register.locking import owner_of
from otklik.register.store import Register
from otklik.safety.keys import locked_key_path
from otklik.system.errors import EnvironmentProblem
from otklik.system.one_window import WindowPlace
from otklik.system.preferences import Preferences

HOLDER = """
import sys
from pathlib import Path
from otklik.register.store import Register
with Register.open(Path(sys.argv[1]), bytes(range(32))) as register:
    register.settings.set("a", "theirs")
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def closed(register: Register) -> Path:
    register.settings.set("a", 1)
    register.close()
    return register.path


@pytest.fixture
def link(closed: Path, tmp_path: Path) -> Path:
    """A symbolic link to the register, in another folder."""
    path = tmp_path / "desk" / "link.otklik"
    path.parent.mkdir()
    try:
        path.symlink_to(closed)
    except OSError:
        pytest.skip("no symbolic links here")
    return path


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Have another process write into the register."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "open"
        yield
        holder.stdin.close()
    assert holder.returncode == 0


def refusal(path: Path, key: bytes) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        Register.open(path, key)
    return caught.value.text


def test_a_writer_through_a_link_keeps_others_out_under_either_name(closed: Path, link: Path, key: bytes) -> None:
    for name, other in ((closed, link), (link, closed)):
        with held(name):
            assert refusal(other, key) == problems.IN_USE_BY
            assert refusal(name, key) == problems.IN_USE_BY
            assert owner_of(closed) is not None
            with Register.open(other, key, writable=False) as reader:
                assert reader.settings.get("a") == "theirs"
        with Register.open(other, key) as taken:
            assert taken.path == closed
            taken.settings.set("a", "ours")
    assert [file.name for file in link.parent.iterdir()] == [link.name], "everything lies beside the register itself"


def test_a_link_in_the_way_to_the_folder_is_the_same_register(closed: Path, tmp_path: Path, key: bytes) -> None:
    (tmp_path / "way").symlink_to(closed.parent, target_is_directory=True)
    with held(closed):
        assert refusal(tmp_path / "way" / closed.name, key) == problems.IN_USE_BY


def test_a_relative_name_is_kept_absolute(closed: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(closed.parent)
    with Register.open(Path(closed.name), key) as opened:
        assert opened.path == closed


def test_a_register_is_made_where_a_link_leads(tmp_path: Path, key: bytes) -> None:
    link = tmp_path / "link.otklik"
    link.symlink_to(tmp_path / "real.otklik")
    with Register.create(link, key) as made:
        assert made.path == tmp_path / "real.otklik"
    assert link.is_symlink()


def test_links_that_lead_round_are_said_to_be_no_register(tmp_path: Path, key: bytes) -> None:
    ring = tmp_path / "ring.otklik"
    ring.symlink_to(ring)
    assert refusal(ring, key) == problems.MISSING
    place = WindowPlace(tmp_path, ring)
    assert place.take()
    place.release()


def test_a_file_with_two_names_is_read_and_not_written(closed: Path, tmp_path: Path, key: bytes) -> None:
    second = tmp_path / "second.otklik"
    os.link(closed, second)
    for name in (closed, second):
        assert refusal(name, key) == problems.TWO_NAMES
        with Register.open(name, key, writable=False) as reader:
            assert reader.settings.get("a") == 1
    second.unlink()
    Register.open(closed, key).close()


def test_a_second_name_given_while_the_register_is_open_lets_no_second_writer_in(
    closed: Path, tmp_path: Path, key: bytes
) -> None:
    with held(closed):
        os.link(closed, tmp_path / "second.otklik")
        assert refusal(tmp_path / "second.otklik", key) == problems.TWO_NAMES


def test_there_is_one_window_for_a_register_and_its_link(closed: Path, link: Path, tmp_path: Path) -> None:
    first, second = WindowPlace(tmp_path, closed), WindowPlace(tmp_path, link)
    assert first.take()
    assert not second.take()
    first.release()


def test_the_key_is_found_through_a_link(closed: Path, link: Path) -> None:
    assert locked_key_path(link) == closed.with_name("a.otklik-key")
    kept = Preferences()
    kept.remember(closed, closed.with_suffix(".key"))
    assert kept.key_file_of(link) == closed.with_suffix(".key")
