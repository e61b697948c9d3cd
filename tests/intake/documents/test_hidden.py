"""What a page's own styles hide is no text of the document; what opens at a click or hides on paper is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.documents.hidden import mark_hidden
from otklik.intake.documents.reading import read_document


def shown(styles: str, body: str) -> str:
    page = f"<html><head><style>{styles}</style></head><body><p>Политика</p>{body}</body></html>"
    return read_document("a.html", page.encode()).text


@pytest.mark.parametrize(
    ("styles", "body"),
    [
        (".old{display:none}", '<div class="box old">тайна</div>'),
        ("#demo { DISPLAY : none }", "<p id=demo>тайна</p>"),
        ("div.old, p.old{display:none!important}", "<p class='old'>тайна</p>"),
        ("/* a */ .a{color:red} .old{visibility:hidden}", '<div class="old">тайна <div>и ещё тайна</div></div>'),
        ("@media print{.x{color:red}} .old{display:none}", '<div class="old">тайна</div>'),
    ],
)
def test_what_a_rule_hides_is_no_text(styles: str, body: str) -> None:
    assert "тайна" not in shown(styles, body)


@pytest.mark.parametrize(
    ("styles", "body"),
    [
        (".fold{display:none} .open .fold{display:block}", '<div class="fold">явно</div>'),
        ("@media print{.menu{display:none}}", '<div class="menu">явно</div>'),
        (".old{display:none}", '<div class="older">явно</div>'),
        (".a .old{display:none}", '<div class="old">явно</div>'),
        ("/* .old{display:none} */", '<div class="old">явно</div>'),
    ],
)
def test_what_is_seen_stays(styles: str, body: str) -> None:
    assert "явно" in shown(styles, body)


@given(st.text(alphabet='<style>/{}@.#a:; display:none"=class', max_size=200))
def test_any_page_is_taken(markup: str) -> None:
    assert len(mark_hidden(markup)) >= len(markup)


@pytest.mark.parametrize("piece", ["<style>", "@a{", ".a{display:none}", '<p class="', "<p ", "/*", "{", "@;", "a,"])
def test_long_pages_take_linear_time(piece: str) -> None:
    body = piece * (200_000 // len(piece))
    started = time.process_time()
    mark_hidden(f"<style>.a{{display:none}}{body}</style>{body}")
    assert time.process_time() - started < 3
