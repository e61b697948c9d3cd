"""How much memory a folder for inspection takes: `pytest tests/benchmarks/test_folder.py -s`.

Five hundred letters must need no more than one hundred do: what is held is one volume at a time, never the folder.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import inspection, opening, profiles, registering
from otklik.casework.registering import NewCase
from otklik.law.kinds import Kind
from otklik.letters.incoming_text import render_text
from otklik.register.records import Channel, Letter, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system.clock import FixedClock
from tests.invented import NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk

FEW, MANY = 100, 500
BUDGET = 1.3
resource = pytest.importorskip("resource", reason="peak memory is known on POSIX systems only")


def folder_of(letters: int, place: Path) -> tuple[float, float, int]:
    """Make a folder of so many cases with a letter each; return seconds, the peak of the process in MB, volumes."""
    place.mkdir()
    register = Register.create(place / "register.otklik", new_key())
    try:
        desk = opening.begin(register, FixedClock(NOON))
        operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
        with register.atomic():
            for number in range(letters):
                add_letter(desk, operator_id, number)
        started = time.perf_counter()
        made = inspection.folder_of_period(desk, operator_id, date(2026, 11, 16), date(2026, 11, 16), place / "folder")
        taken = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return taken, peak, len(made.volumes)
    finally:
        register.close()


def add_letter(desk: Desk, operator_id: int, number: int) -> None:
    """Register a case and keep a PDF as its letter, quicker than issuing it: how it was set is not measured here."""
    subject = Subject(full_name="Калинина Ирина Олеговна", address="г. Псков")
    new = NewCase(operator_id, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 16), subject, late_reason="спам")
    case_id = registering.register_case(desk, new).case_id
    draft = desk.register.letters.add(
        Letter(case_id=case_id, operator_id=operator_id, template="access_answer", body="x")
    )
    pdf = render_text(f"Письмо {number}", "", f"Ответ на обращение {number}.\n" * 30, "", date(2026, 11, 20)).pdf
    desk.register.letters.issue(
        replace(draft, issued_on=date(2026, 11, 20)), f"{number + 1}/ПДн", pdf, hashlib.sha256(pdf).hexdigest()
    )


def test_five_hundred_letters_need_the_memory_of_one_hundred(tmp_path: Path) -> None:
    folder_of(2, tmp_path / "warm")
    few_taken, few_peak, few_volumes = folder_of(FEW, tmp_path / "few")
    taken, peak, volumes = folder_of(MANY, tmp_path / "many")
    print(f"\n{FEW} letters: {few_taken:.1f} s, {few_peak:.1f} MB, volumes {few_volumes}")
    print(f"{MANY} letters: {taken:.1f} s, {peak:.1f} MB, volumes {volumes}")
    assert peak <= BUDGET * few_peak
