"""The register as JSON, whole: cases with duties, letters and files, the people, the operators. Keys never change.

    {"format": "otklik-register", "version": 1, "register": id, "training": false, "made_on": day,
     "chain_head": hex,
     "cases": [{… fields of the case …, "duties": […], "letters": […], "files": […]}, …],
     "operators": […], "subjects": […], "representatives": […]}

Fields are those of the records (`register/records.py`): days and hours ISO 8601, kinds and states by their ids, a term
as `{"number", "unit"}`, sums in kopecks. A case names its people by `subject_id` and `representative_id`. Bodies of
letters and contents of files stay in the register: a letter or a file is known here by its SHA-256.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from otklik.casework.opening import STANDS_ON
from otklik.system.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk

FORMAT, VERSION = "otklik-register", 1


def write_json(target: BinaryIO, desk: Desk, case_ids: Iterable[int]) -> None:
    """Write cases and everybody they name, case by case.

    Args:
        target: a binary file.
        desk: the desk.
        case_ids: row ids, in the order they are written.
    """
    register = desk.register
    head = {
        "format": FORMAT,
        "version": VERSION,
        "register": register.id,
        "training": bool(register.settings.get(STANDS_ON)),
        "made_on": desk.clock.today(),
        "chain_head": register.journal.head(),
    }
    target.write(_dump(head)[:-1] + b',\n"cases": [')
    operators, subjects, representatives = set[int](), set[int](), set[int]()
    for place, case_id in enumerate(case_ids):
        case = case_object(desk, case_id)
        target.write((b",\n" if place else b"\n") + _dump(case))
        operators.add(case["operator_id"])
        subjects.add(case["subject_id"])
        representatives |= {case["representative_id"]} - {None}
    target.write(b"\n]")
    _write_list(target, "operators", (register.operators.get(one) for one in sorted(operators)))
    _write_list(target, "subjects", (register.subjects.get(one) for one in sorted(subjects)))
    _write_list(target, "representatives", (register.representatives.get(one) for one in sorted(representatives)))
    target.write(b"}\n")


def case_object(desk: Desk, case_id: int) -> dict[str, Any]:
    """Return a case as JSON knows it, with its duties and what is known of its letters and files."""
    register = desk.register
    letters = [plain(letter) for letter in register.letters.of_case(case_id)]
    for letter in letters:
        del letter["body"]
    case: dict[str, Any] = plain(register.cases.get(case_id))
    return case | {
        "duties": [plain(duty) for duty in register.duties.of_case(case_id)],
        "letters": letters,
        "files": [plain(file) for file in register.attachments.of_case(case_id)],
    }


def _write_list(target: BinaryIO, name: str, records: Iterable[object]) -> None:
    target.write(f',\n"{name}": ['.encode())
    target.writelines((b",\n" if place else b"\n") + _dump(record) for place, record in enumerate(records))
    target.write(b"\n]")


def _dump(value: object) -> bytes:
    return json.dumps(plain(value), ensure_ascii=False).encode("utf-8", "replace")
