"""A whole day with the demonstration tells nobody anything: files, their rights, temporary files, titles, sockets."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from otklik.register.store import Register
from otklik.safety.keys import read_key_file

if TYPE_CHECKING:
    from collections.abc import Iterator

ON_PURPOSE = re.compile(r"^(demo/letters/.*\.pdf|out/printed\.pdf|out/(paper|act|journal)[^/]*\.pdf|out/folder/.*)$")
"""Papers somebody asked for: they name people, and nothing else may."""


@dataclass
class Day:
    """What a day left behind.

    Attributes:
        place: the home folder, with everything in it.
        names: what must be found nowhere.
        seen: what the watched window told.
        said: what the commands and the window wrote on standard error.
    """

    place: Path
    names: tuple[str, ...] = ()
    seen: dict[str, Any] = field(default_factory=dict)
    said: str = ""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Make the demonstration, work in it by window and command line, and break something."""
    place = tmp_path_factory.mktemp("home")
    place.chmod(0o700)
    for name in ("data", "tmp", "run", "out"):
        (place / name).mkdir(mode=0o700)
    made = Day(place)
    run(made, sys.executable, "-m", "otklik", "demo", str(place / "demo"))
    made.names = names_of(place / "demo")
    shared = ("--register", str(place / "demo/demo.otklik"), "--key-file", str(place / "demo/demo.key"))
    told = run(
        made,
        *(sys.executable, str(Path(__file__).with_name("silent_run.py"))),
        *(shared[1], shared[3], str(place / "out")),
        given=json.dumps([name for name in made.names if " " in name]),
    )
    made.seen = json.loads(told)
    for words in (
        ("backup", "--to", "out/copies"),
        ("export", "--format", "ics", "--to", "out/dates-2.ics"),
        ("folder", "1", "--out", "out/folder"),
        ("print-form", "count", "49", "--out", "out/paper-count.pdf"),
        ("verify", "demo/demo.otklik"),
    ):
        run(made, sys.executable, "-m", "otklik", *words, *shared)
    return made


def run(day: Day, *command: str, given: str = "") -> str:
    """Run a command at home, as strict about the rights of files as a careless system is not."""
    hidden = {name for name in os.environ if name.startswith(("XDG_", "DBUS_", "OTKLIK_"))}
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {
        "HOME": str(day.place),
        "TMPDIR": str(day.place / "tmp"),
        "XDG_RUNTIME_DIR": str(day.place / "run"),
        "OTKLIK_DATA_DIR": str(day.place / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        command,
        cwd=day.place,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        umask=0o000,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    day.said += done.stderr
    return done.stdout


def names_of(demo: Path) -> tuple[str, ...]:
    """Return whatever tells a person of the demonstration apart: names, surnames, addresses, numbers."""
    with Register.open(demo / "demo.otklik", read_key_file(demo / "demo.key"), writable=False) as register:
        people = register.database.all(
            "SELECT full_name, email, phone, address FROM subjects WHERE organisation = 0 "
            "UNION ALL SELECT full_name, email, phone, address FROM representatives"
        )
    found = {str(value) for row in people for value in row if value}
    found |= {str(row[0]).split()[0][:-1] for row in people if len(str(row[0]).split()[0]) > 5}
    found |= {re.sub(r"\D", "", str(row[2])) for row in people if row[2]}
    assert len(found) > 100
    return tuple(sorted(found))


def files(day: Day) -> Iterator[tuple[str, Path]]:
    """Yield every file with its path from home."""
    for path in sorted(day.place.rglob("*")):
        if path.is_file():
            yield path.relative_to(day.place).as_posix(), path


def spellings(name: str) -> Iterator[bytes]:
    for text in {name, name.lower()}:
        for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1251"):
            yield text.encode(code)


class Search:
    """Looks for many spellings at once: by their first four bytes, so that large files take no minutes.

    Args:
        names: what to look for.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._by_head: dict[int, list[bytes]] = {}
        for name in names:
            for spelling in spellings(name):
                self._by_head.setdefault(int.from_bytes(spelling[:4], "little"), []).append(spelling)
        self._heads = np.array(sorted(self._by_head), np.uint32)

    def first(self, content: bytes) -> str:
        """Return the first spelling found, empty where there is none."""
        if len(content) < 4:
            return ""
        data = np.frombuffer(content, np.uint8).astype(np.uint32)
        heads = data[:-3] | data[1:-2] << 8 | data[2:-1] << 16 | data[3:] << 24
        for place in np.flatnonzero(np.isin(heads, self._heads)):
            for spelling in self._by_head[int(heads[place])]:
                if content.startswith(spelling, int(place)):
                    return spelling.decode("utf-8", "replace")
        return ""


def contents(data: bytes) -> Iterator[bytes]:
    """Yield a file as it lies, and what is packed in it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(stream[1])
        except zlib.error:
            continue


def test_the_day_was_a_whole_one(day: Day) -> None:
    names = {name for name, _path in files(day)}
    assert day.seen["failed"] == ""
    assert "demo/demo.otklik" in names
    assert "out/printed.pdf" in names
    assert "out/folder/Опись.pdf" in names or any(name.startswith("out/folder/") for name in names)
    assert sum(name.endswith(".otklik-backup") for name in names) >= 3
    assert any(name.startswith("data/crashes/crash-") for name in names)
    assert "data/settings.json" in names


def test_names_stand_only_in_papers_made_on_purpose(day: Day) -> None:
    search = Search(day.names)
    telling = [
        (name, found)
        for name, path in files(day)
        if not ON_PURPOSE.match(name)
        for content in contents(path.read_bytes())
        if (found := search.first(content))
    ]
    assert telling == []


def test_the_search_finds_what_is_there(day: Day) -> None:
    """A search that finds nothing anywhere would let everything pass."""
    name = next(name for name in day.names if name.count(" ") == 2)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", name.upper().lower())
    stream = b"stream\n" + zlib.compress(name.encode("utf-16-be")) + b"\nendstream"
    search = Search(day.names)
    for data in (b"a" + name.encode(), name.encode("utf-16-le"), packed.getvalue(), stream):
        assert any(search.first(content) for content in contents(data))
    assert not any(search.first(content) for content in contents(os.urandom(2**20)))


def test_no_name_is_in_the_name_of_a_file(day: Day) -> None:
    telling = [
        path.name for path in day.place.rglob("*") for name in day.names if name.casefold() in path.name.casefold()
    ]
    assert telling == []


def test_everything_written_is_for_its_owner_alone(day: Day) -> None:
    if os.name != "posix":
        pytest.skip("rights of files are told so on POSIX systems alone")
    wide = [
        (str(path.relative_to(day.place)), oct(stat.S_IMODE(path.stat().st_mode)))
        for path in day.place.rglob("*")
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    ]
    assert wide == []


def test_nothing_in_the_clear_lies_in_temporary_files(day: Day) -> None:
    assert day.seen["temporary"], "the watch saw files"
    assert [name for name in day.seen["in_the_clear"] if not name.startswith("otklik-view-")] == []
    assert day.seen["while_locked"] == []
    assert list((day.place / "tmp").rglob("*")) == [], "the folder for the viewer went with the program"


def test_titles_and_complaints_name_nobody(day: Day) -> None:
    assert day.seen["titles"] == ["Отклик", "Учебный реестр"], "the program, the register, and nothing of what is in it"
    assert [name for name in day.names if name in day.said] == []
    assert "Traceback" not in day.said


def test_no_socket_was_touched(day: Day) -> None:
    assert day.seen["sockets"] == []
    assert day.seen["network"] == []
