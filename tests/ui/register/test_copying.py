"""Cases on the clipboard: one line a case, nothing that a spreadsheet would calculate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.system.spreadsheets import harmless
from otklik.ui.register.copying import as_lines, as_table, for_clipboard


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1, max_size=5))
def test_rows_stay_rows_and_cells_stay_cells(rows: list[list[str]]) -> None:
    lines = as_lines(rows).split("\r\n")[:-1]
    assert len(lines) == len(rows)
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == 3
        assert not any(cell[:1] in set("=+-@") for cell in cells)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+7", "-1", "@SUM", "\t=1", "＝1"])
def test_what_begins_like_a_formula_is_made_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("Ивлев А.") == "Ивлев А."


def test_the_table_is_escaped_and_knows_dates() -> None:
    table = as_table([["Кто", "Получено"], ["ООО <Верх> & =Низ", "12.11.2026"]], [False, True])
    assert "ООО &lt;Верх&gt; &amp; =Низ" in table
    assert "dd" in table.split("12.11.2026")[0].rsplit("<td", 1)[1]


def test_the_clipboard_gets_both_forms() -> None:
    data = for_clipboard([["Кто"], ["=1"]], [False])
    assert data.text() == "Кто\r\n'=1\r\n"
    assert "'=1" in data.html().replace("&#x27;", "'")
