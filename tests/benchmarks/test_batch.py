"""How much memory issuing many letters takes: `pytest tests/benchmarks/test_batch.py -s`.

Each run is a process of its own, so that its peak of resident memory is that of the letters and of nothing before. The
page cache of a register fills up to its 32 MB with whatever is written; it is held at 2 MB here, or it would hide what
the letters themselves leave behind.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FEW, MANY = 100, 500
BUDGET = 1.1
ROOT = Path(__file__).parents[2]
WORK = """
import json, resource, sys, time
from pathlib import Path
from otklik.casework import answering, batch, opening, profiles, registering
from otklik.casework.registering import NewCase
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system.clock import FixedClock
from tests.invented import NOON, SOLE_PROPRIETOR

place, count = Path(sys.argv[1]), int(sys.argv[2])
register = Register.create(place, new_key())
register.journal._database.execute("PRAGMA cache_size = -2048")
desk = opening.begin(register, FixedClock(NOON))
operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
drafts = []
with register.atomic():
    for number in range(count):
        address = f"180000, г. Псков, ул. Садовая, д. {number}"
        subject = Subject(full_name="Калинина Ирина Олеговна", address=address, email=f"p{number}@example.org")
        new = NewCase(operator_id, (Kind.ACCESS,), Channel.EMAIL, NOON.date(), subject)
        case_id = registering.register_case(desk, new).case_id
        drafts.append(answering.draft_letter(desk, case_id, "access_answer").letter_id)
started = time.perf_counter()
done = batch.issue_letters(desk, drafts, leaving=batch.Leaving("электронной почтой"))
taken = time.perf_counter() - started
register.close()
issued = sum(bool(one.number) for one in done.outcomes)
print(json.dumps([issued, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def issued_with(letters: int, place: Path) -> tuple[float, float]:
    """Issue and send so many letters; return seconds and the peak of resident memory in MB."""
    ran = subprocess.run(
        [sys.executable, "-c", WORK, place, str(letters)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    issued, taken, peak = json.loads(ran.stdout)
    assert issued == letters
    return taken, peak


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the peak by another door")
def test_five_hundred_letters_need_the_memory_of_one_hundred(tmp_path: Path) -> None:
    few_taken, few_peak = issued_with(FEW, tmp_path / "few.otklik")
    taken, peak = issued_with(MANY, tmp_path / "many.otklik")
    print(f"\n{FEW} letters: {few_taken:.1f} s, peak {few_peak:.1f} MB")
    print(f"{MANY} letters: {taken:.1f} s, peak {peak:.1f} MB")
    assert peak <= BUDGET * few_peak
