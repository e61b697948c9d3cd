"""HTML to text: what a person would read, for any input, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.documents.markup import html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Один</p><p>Два</p>", "Один\n\nДва"),
        ("Один<br>два<BR/>три", "Один\nдва\nтри"),
        ("<ul><li>раз</li>\n<li>два</li></ul>", "- раз\n- два"),
        ("<table><tr><td>а</td><td>б</td></tr><tr><td>в</td></tr></table>", "а\tб\nв"),
        ("<div>раз</div><div>два<br></div><div><br></div><div>три</div>", "раз\nдва\n\nтри"),
        ("до<script>alert(1 < 2)</script>после", "допосле"),
        ("<style>p{color:red}</style>текст", "текст"),
        ("<head><title>имя</title></head><body>тело</body>", "тело"),
        ("&laquo;да&raquo;&nbsp;&mdash;&nbsp;5 &lt; 6 &amp; 7", "«да» — 5 < 6 & 7"),
        ("a<!-- <p>не видно</p> -->b", "ab"),
        ("<![if !mso]>видно<![endif]>", "видно"),
        ("<!DOCTYPE html><?xml version='1.0'?>да", "да"),
        ("5 < 6 и 7 > 3", "5 < 6 и 7 > 3"),
        ("<p>не закрыт", "не закрыт"),
        ("<head><meta><p>голова не закрыта", "голова не закрыта"),
        ("текст <обрыв", "текст <обрыв"),
        ("текст<a href='x", "текст<a href='x"),
        ("пере\n   нос  строк", "пере нос строк"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


@given(st.text(alphabet="<>/!-a p\"'=&;script\n", max_size=200))
def test_any_markup_gives_some_text(markup: str) -> None:
    assert isinstance(html_to_text(markup), str)


@given(st.text(alphabet="абвгд ежз", min_size=1, max_size=80))
def test_words_without_markup_stay(text: str) -> None:
    assert html_to_text(text).split() == text.split()


@pytest.mark.parametrize("bad", ["<!--", "<a ", "<", "<script>", "<p><", "&", "<!", "</"])
def test_broken_markup_costs_no_more_than_its_length(bad: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        html_to_text(bad * count)
        return time.process_time() - start

    seconds(1_000)
    # Ten times the length by a square would be a hundred times the time.
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.001)
