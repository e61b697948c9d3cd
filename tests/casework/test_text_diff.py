"""Differences as a person reads them: by words, with a paragraph around, and never slow."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from otklik.casework.text_diff import DiffLine, Mark, Words, compare

OURS = "О сведениях\n\nВаше обращение рассмотрено.\n\nСведения предоставлены бесплатно.\n\nОтвет дан.\n\nКонец.\n"


def test_changed_words_stand_beside_the_words_they_replace() -> None:
    lines = compare(OURS, OURS.replace("бесплатно", "даром и сразу"))
    assert [line.skipped for line in lines] == [1, 0, 0, 0, 1]
    assert lines[2].words == (
        Words("Сведения предоставлены "),
        Words("бесплатно. ", Mark.REMOVED),
        Words("даром и сразу. ", Mark.ADDED),
    )
    assert [line.changed for line in lines] == [False, False, True, False, False]


def test_paragraphs_put_in_and_taken_out_stand_whole() -> None:
    lines = compare(OURS, OURS.replace("Ответ дан.\n", "") + "\nСовсем новый абзац.\n")
    changed = [line.words for line in lines if line.changed]
    assert changed == [(Words("Ответ дан.", Mark.REMOVED),), (Words("Совсем новый абзац.", Mark.ADDED),)]


def test_a_field_is_one_word() -> None:
    (line,) = (line for line in compare("Адрес: {{ оператор.адрес }}.", "Адрес: {{ оператор.сайт }}.") if line.changed)
    assert line.words[1:] == (
        Words("{{ оператор.адрес }}. ", Mark.REMOVED),
        Words("{{ оператор.сайт }}. ", Mark.ADDED),
    )


def test_the_same_words_have_no_difference() -> None:
    assert compare(OURS, OURS.replace("\n\n", "\n\n\n") + "\n") == ()
    assert compare("", "") == ()


def test_long_texts_are_compared_in_a_short_time() -> None:
    started = time.monotonic()
    assert compare(OURS, "слово " * 10_000)[-1].changed
    assert compare(OURS, "слово\n" * 10_000)
    assert compare("слово дело\n" * 300, "дело слово\n" * 5000)
    assert time.monotonic() - started < 4


@given(st.text("аб \n.{}%", max_size=60), st.text("аб \n.{}%", max_size=60))
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    def side(lines: tuple[DiffLine, ...], out: Mark) -> list[str]:
        told = ["".join(one.text for one in line.words if one.mark is not out) for line in lines if line.changed]
        return " ".join(told).split()

    lines = compare(old, new)
    kept = [word for line in lines if not line.changed for one in line.words for word in one.text.split()]
    assert not [word for word in kept if word not in old.split()]
    assert set(side(lines, Mark.ADDED)) <= set(old.split())
    assert set(side(lines, Mark.REMOVED)) <= set(new.split())
    assert bool(lines) == (old.split("\n") != new.split("\n") and _words(old) != _words(new))


def _words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]
