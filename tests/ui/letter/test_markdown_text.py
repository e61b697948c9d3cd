"""Letter text goes into blocks and back without losing a letter or a style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from otklik.ui.letter.markdown_text import LINE_BREAK, Block, NotPlainError, Piece, normalise, parse, write

TRICKY = "аяZ9 .,;:!?()«»—-–+#>=*_`~[]<>&{}|\\/\"'№\u00a0\u202f" + LINE_BREAK

texts = st.text(alphabet=TRICKY, max_size=12).filter(lambda text: "{{" not in text)
names = st.sampled_from(("цели_обработки", "заявитель.дательный", "срок_хранения"))
pieces = st.one_of(
    st.builds(Piece, texts, st.booleans(), st.booleans()),
    st.builds(Piece, names, st.booleans(), st.booleans(), st.just(True)),
)
blocks = st.builds(
    lambda runs, shape, start: Block(tuple(runs), *shape, start),
    st.lists(pieces, max_size=5),
    st.one_of(
        st.just((0, 0, False)),
        st.tuples(st.integers(1, 6), st.just(0), st.just(False)),
        st.tuples(st.just(0), st.integers(1, 3), st.booleans()),
    ),
    st.integers(0, 12),
)


def joined(items: tuple[Block, ...]) -> list[Block]:
    return list(items)


@given(st.lists(blocks, max_size=6))
def test_whatever_is_written_is_read_back_as_it_was(document: list[Block]) -> None:
    plain = normalise(document)
    # Two neighbouring runs of braces would spell a field that nobody put there; the editor makes it one as well.
    if any("{{" in "".join(p.text for p in b.pieces if not p.field) for b in plain):
        return
    assert parse(write(plain)) == plain


@given(st.lists(blocks, max_size=6))
def test_there_is_one_spelling_for_one_text(document: list[Block]) -> None:
    once = write(document)
    assert write(parse(once)) == once if "{{" not in once else True


LETTER = """\
На Ваш запрос от 12.11.2026, зарегистрированный за №\u00a031, сообщаю.

## Обрабатываются ли Ваши данные

Да. Основание: **договор**, стороной которого Вы являетесь.

1. фамилия, имя, отчество;
2. номер телефона;
   - рабочий;
   - домашний.

Цели: {{ цели_обработки }}.
"""


def test_a_letter_keeps_its_spelling() -> None:
    assert write(parse(LETTER)) == LETTER


def test_a_letter_is_read_as_the_page_reads_it() -> None:
    first, heading, bold, one, _two, nested, _home, last = parse(LETTER)
    assert first.pieces == (Piece("На Ваш запрос от 12.11.2026, зарегистрированный за №\u00a031, сообщаю."),)
    assert (heading.heading, heading.pieces[0].text) == (2, "Обрабатываются ли Ваши данные")
    assert Piece("договор", bold=True) in bold.pieces
    assert (one.depth, one.ordered, nested.depth, nested.ordered) == (1, True, 2, False)
    assert last.pieces == (Piece("Цели: "), Piece("цели_обработки", field=True), Piece("."))


@pytest.mark.parametrize(
    "typed",
    [
        "1. не список",
        "# не заголовок",
        "- не пункт",
        "*не курсив*",
        "[не](ссылка)",
        "&amp;",
        "<b>",
        "5 * 3 * 2",
        "a_b_c",
    ],
)
def test_typed_text_is_never_read_as_markup(typed: str) -> None:
    source = write((Block((Piece(typed),)),))
    html = MarkdownIt("commonmark", {"html": False}).render(source)
    assert parse(source) == (Block((Piece(typed),)),)
    assert html.startswith("<p>")
    assert html.count("<") == 2


@pytest.mark.parametrize(
    "source",
    ["> цитата", "    код", "```\nкод\n```", "![](картинка.png)", "[текст](сайт)", "`код`", "---", "- раз\n\n  два"],
)
def test_what_the_formatted_view_cannot_hold_is_refused(source: str) -> None:
    with pytest.raises(NotPlainError):
        parse(source)


def test_a_field_typed_by_hand_becomes_a_field() -> None:
    assert parse(write((Block((Piece("Срок: {{ срок_хранения }}."),)),)))[0].pieces[1] == Piece(
        "срок_хранения", field=True
    )
