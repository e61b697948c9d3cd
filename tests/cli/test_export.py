"""`otklik export`: the dates as a file for a calendar."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from otklik.register.store import Register
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock

from .conftest import Said

Run = Callable[..., Said]


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with one operator, reached by a key file."""
    place = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *place).code == 0
    assert otklik("operator", "new", *place, "form=ИП", "name=Ветров Арсений Павлович").code == 0
    return lambda *arguments: otklik(*arguments, *place)


def add(desk: Run) -> None:
    received = (SystemClock().today() - timedelta(days=1)).isoformat()
    assert desk("add", "--kind", "access", "--name", "Громов Пётр Ильич", "--received", received).code == 0


def events(file: Path) -> list[str]:
    return sorted(str(event["UID"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT"))


def test_a_calendar_is_written_and_brought_up_to_date(desk: Run, tmp_path: Path) -> None:
    add(desk)
    file = tmp_path / "сроки.ics"
    said = desk("export", "--format", "ics", "--to", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Напоминания записаны: {file}. Открытых обязанностей: 2, ближайшая дата — ")
    assert len(events(file)) == 2
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    add(desk)
    answer = desk("export", "--format", "ics", "--to", file, "--json").json()
    assert set(answer) == {"file", "duties", "next_on"}
    assert (answer["file"], answer["duties"]) == (str(file), 4)
    assert date.fromisoformat(answer["next_on"]) > SystemClock().today()
    assert len(events(file)) == 4
    assert "Громов" not in file.read_text("utf-8")


def test_an_empty_register_says_so(desk: Run, tmp_path: Path) -> None:
    said = desk("export", "--format", "ics", "--to", tmp_path / "сроки.ics")
    assert "Открытых обязанностей нет" in said.out


def test_a_file_that_is_none_of_ours_is_left_alone(desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "чужой.ics"
    file.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    said = desk("export", "--format", "ics", "--to", file)
    assert (said.code, said.out) == (2, "")
    assert "чужой.ics — не файл напоминаний этого реестра" in said.err
    assert file.read_bytes() == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert desk("export", "--format", "ics", "--to", tmp_path / "нет" / "сроки.ics").code == 1


def test_only_what_works_is_offered(desk: Run, tmp_path: Path) -> None:
    said = desk("export", "--format", "docx", "--to", tmp_path / "x.docx")
    assert said.code == 2
    assert "--format" in said.err


def test_it_works_beside_the_open_window(desk: Run, tmp_path: Path) -> None:
    add(desk)
    window = Register.open(tmp_path / "r.otklik", read_key_file(tmp_path / "r.key"))
    try:
        assert desk("export", "--format", "ics", "--to", tmp_path / "сроки.ics").code == 0
    finally:
        window.close()
