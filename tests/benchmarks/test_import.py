"""How long an old journal of 5,000 rows takes to come in: `pytest tests/benchmarks/test_import.py -s`.

Seconds are those of the machine; what is held is the ratio to storing the same cases one by one, as the clerk does.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from otklik.casework import profiles, registering
from otklik.casework.importing import bring_in, look_over
from otklik.casework.registering import NewCase
from otklik.intake.old_journal.columns import propose
from otklik.intake.old_journal.sheets import read_sheet
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from tests.intake.old_journal.tables import TITLES, journal, workbook
from tests.invented import NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

ROWS, PLAIN = 5000, 500
BUDGET = 1.3
"""Reading, looking over and storing a row may take so many times what storing one plain case takes."""


def test_a_journal_of_five_thousand_rows(desk: Desk) -> None:
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    begun = time.process_time()
    for number in range(PLAIN):
        subject = Subject(full_name="Калинина Ирина Олеговна", address=f"180000, г. Псков, ул. Садовая, д. {number}")
        new = NewCase(operator_id, (Kind.ACCESS,), Channel.LETTER, NOON.date(), subject, text="Прошу сведений. " * 15)
        registering.register_case(desk, new)
    plain = (time.process_time() - begun) / PLAIN
    content = workbook({"Журнал": [TITLES, *journal(ROWS)]})
    told: list[int] = []
    begun, wall = time.process_time(), time.perf_counter()
    sheet = read_sheet("журнал.xlsx", content)
    mapping = propose(sheet)
    read = time.perf_counter() - wall
    report = look_over(desk, sheet, mapping, operator_id)
    looked = time.perf_counter() - wall - read
    brought = bring_in(desk, sheet, mapping, operator_id, lambda done, _total: told.append(done))
    taken, work = time.perf_counter() - wall, time.process_time() - begun
    ratio = work / ROWS / plain
    parts = f"read {read:.1f} s, looked over {looked:.1f} s, all {taken:.1f} s, of the processor {work:.1f} s"
    print(f"\n{ROWS} rows: {parts}; plain × {ratio:.2f}")
    assert (brought.added, len(report.lines)) == (ROWS, ROWS)
    assert len(told) > ROWS // 50
    assert ratio < BUDGET
