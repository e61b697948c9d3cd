"""How fast a large register is backed up, and how long the desk waits: `pytest tests/benchmarks/test_backup.py -s`.

A register of 1 GB of random attachments, beside `cp` and fsync of the same file in the same run, by turns. While a copy
is made, another thread reads and acts at the desk without a pause; the longest wait of each is told. The ratio hangs on
the disk: the faster it is, the more the checks weigh, which cost the same everywhere: each page is read twice and its
seal computed. `OTKLIK_BENCHMARK_MB` makes the register smaller.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from otklik.law.kinds import Kind
from otklik.register.records import Case, Operator, Subject
from otklik.register.store import Register
from otklik.safety.backup import back_up, copy_snapshot, take, verify
from tests.invented import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTES = int(os.environ.get("OTKLIK_BENCHMARK_MB", "1024"))
ROUNDS = 3
FILE = 4 << 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("large") / "a.otklik"
    with Register.create(path, bytes(range(32))) as register:
        operator = register.operators.add(Operator(name="Ветров"))
        subject = register.subjects.add(Subject(full_name="Зотов Пётр"))
        day = NOON.date()
        register.cases.add(
            Case(
                operator_id=operator.id,
                subject_id=subject.id,
                kinds=(Kind.ERASURE,),
                received_on=day,
                noticed_on=day,
                registered_on=day,
                title="Удалить",
            )
        )
        register.journal.append(NOON, "case_registered", case_id=1)
        for place in range(max(1, (MEGABYTES << 20) // FILE)):
            register.attachments.add(1, f"{place}.bin", "application/octet-stream", os.urandom(FILE))
        yield register
    shutil.rmtree(path.parent)


class Clerk(Thread):
    """Somebody who reads and acts at the desk without a pause; for SQLite he is the register's thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        self._path, self._key = path, key
        self.is_done, self.wanted, self.snapshot = Flag(), Flag(), None
        self.is_kept = Flag()
        self.reads: list[float] = []
        self.acts: list[float] = []
        self.keeping = 0.0

    def run(self) -> None:
        with Register.open(self._path, self._key) as register:
            while not self.is_done.is_set():
                if self.wanted.is_set():
                    self.wanted.clear()
                    begun = time.perf_counter()
                    self.snapshot = take(register)
                    self.keeping = time.perf_counter() - begun
                    self.is_kept.set()
                begun = time.perf_counter()
                register.journal.page(limit=50)
                register.cases.count()
                self.reads.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                with register.atomic():
                    register.journal.append(NOON, "setting_changed")
                    register.settings.set("turn", len(self.acts))
                self.acts.append(time.perf_counter() - begun)
                time.sleep(0.002)


def copied(source: Path, target: Path) -> float:
    begun = time.perf_counter()
    with source.open("rb") as read, target.open("wb") as write:
        done, size = 0, source.stat().st_size
        while done < size:
            if hasattr(os, "copy_file_range"):
                done += os.copy_file_range(read.fileno(), write.fileno(), size - done)
            else:
                done += write.write(read.read(8 << 20))
        write.flush()
        os.fsync(write.fileno())
    needed = time.perf_counter() - begun
    target.unlink()
    return needed


def test_a_large_register(large: Register, tmp_path: Path) -> None:
    path, key = large.path, large.key
    size = path.stat().st_size
    folder = tmp_path / "copies"
    folder.mkdir()
    plain, ours = [], []
    for _ in range(ROUNDS):
        plain.append(copied(path, folder / "plain"))
        begun = time.perf_counter()
        made = back_up(large, folder, NOON)
        ours.append(time.perf_counter() - begun)
        assert made.size >= size
        made.path.unlink()
    large.close()
    clerk = Clerk(path, key)
    clerk.start()
    clerk.wanted.set()
    assert clerk.is_kept.wait(10)
    clerk.reads.clear()
    clerk.acts.clear()
    begun = time.perf_counter()
    assert clerk.snapshot is not None
    was_still = clerk.snapshot.is_still
    made = copy_snapshot(clerk.snapshot, folder, NOON)
    beside = time.perf_counter() - begun
    clerk.is_done.set()
    clerk.join()
    begun = time.perf_counter()
    assert verify(made.path, key).whole
    thorough = time.perf_counter() - begun
    one, two = statistics.median(plain), statistics.median(ours)
    print(f"\n{size / 1e6:.0f} MB, each figure the median of {ROUNDS} rounds")
    print(f"copy and fsync                {one:6.2f} s ({', '.join(f'{found:.2f}' for found in plain)})")
    print(f"backup, checked               {two:6.2f} s ({', '.join(f'{found:.2f}' for found in ours)})")
    print(f"                            × {two / one:6.2f}; × 2 of a disk of {2 * size / 1e6 / two:.0f} MB a second")
    print(f"backup while somebody works   {beside:6.2f} s; snapshot {clerk.keeping * 1e3:.0f} ms; bytes: {was_still}")
    for name, waits in (("reads", clerk.reads), ("acts", clerk.acts)):
        ordered = sorted(waits)
        print(
            f"{name:6} {len(waits):5}: median {statistics.median(waits) * 1e3:.1f} ms, "
            f"99 % below {ordered[int(len(ordered) * 0.99)] * 1e3:.1f} ms, longest {ordered[-1] * 1e3:.1f} ms"
        )
    print(f"thorough check, files too     {thorough:6.2f} s")
