"""Start-up: the whole process from nothing to a usable window with a large encrypted register, beside a bare window.

Run: python tests/benchmarks/start.py [CASES]. Prints the ratio; nothing here passes or fails.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import otklik
from otklik.casework import counting, opening, profiles
from otklik.law.kinds import Kind
from otklik.law.rules import RuleSet
from otklik.register.records import Case, Channel, Operator, OperatorForm, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key, write_key_file
from otklik.system.clock import FixedClock

RUNS = 5
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication(sys.argv)
window, table = QMainWindow(), QTableView()
table.setModel(QStandardItemModel(0, 7))
window.setCentralWidget(table)
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def build(folder: Path, cases: int) -> tuple[Path, Path]:
    """Make a register of so many cases and return it with its key file."""
    key, path, key_file = new_key(), folder / "large.otklik", folder / "large.key"
    write_key_file(key_file, key)
    today = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=3)))
    desk = opening.begin(Register.create(path, key), FixedClock(today))
    saved = profiles.save_operator(desk, Operator(form=OperatorForm.COMPANY, name="ООО «Пример»"))
    operator = profiles.operators(desk)[0]
    kinds = list(Kind)
    register = desk.register
    with register.atomic():
        for number in range(cases):
            subject = register.subjects.add(
                Subject(full_name=f"Пробный {number} Человек", email=f"p{number}@example.ru")
            )
            received = date(2026, 11, 20) - timedelta(days=number % 900)
            case = register.cases.add(
                Case(
                    operator_id=saved.operator_id,
                    subject_id=subject.id,
                    kinds=(kinds[number % len(kinds)],),
                    channel=Channel.EMAIL,
                    received_on=received,
                    noticed_on=received,
                    registered_on=received,
                    title="Запрос сведений об обработке",
                    text="Прошу сообщить, какие данные обрабатываются.",
                    rules_edition=RuleSet.load().edition,
                )
            )
            duties = counting.duty_records(case, operator, desk.calendar)
            register.duties.replace(case.id, duties)
            register.cases.save(counting.with_dates(case, duties))
    register.close()
    return path, key_file


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Return the median time of the whole process in seconds."""
    times = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        subprocess.run(command, check=True, env=environment, capture_output=True)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])  # the first run fills the disk's cache


def main() -> None:
    """Measure and print."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    compileall.compile_dir(Path(otklik.__file__).parent, quiet=1)  # as installed; a checkout may keep no byte code
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, key_file = build(folder, cases)
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "OTKLIK_QUIT_WHEN_READY": "1",
            "OTKLIK_DATA_DIR": str(folder / "data"),
        }
        bare = measure([sys.executable, "-c", BARE], environment)
        ours = measure(
            [sys.executable, "-m", "otklik", "--register", str(path), "--key-file", str(key_file)], environment
        )
    print(f"start, {cases} cases: {ours / bare:.2f} × a bare window ({ours:.3f} s : {bare:.3f} s, median of {RUNS})")


if __name__ == "__main__":
    main()
