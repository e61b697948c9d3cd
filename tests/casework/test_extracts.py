"""Lines of the journal on paper."""

from __future__ import annotations

from otklik.casework import extracts, registering
from otklik.casework.desk import Desk
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind

from .test_acts import new_case


def test_a_file_is_named_on_screen_and_not_on_paper(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    registering.add_file(desk, case_id, NewFile("паспорт Вымышленной.txt", "text/plain", b"words"))
    assert extracts.log_lines(desk, case_id)[-1].sentence == "Приложен файл"
