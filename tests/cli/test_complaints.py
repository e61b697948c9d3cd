"""Whatever is typed wrongly on the command line is said in Russian, in one line, without a word of click's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from otklik.cli.complaints import in_words
from otklik.cli.main import otklik as commands
from otklik.system import words

from .conftest import Said

Run = Callable[..., Said]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nonsense",), "Нет такой команды: 'nonsense'"),
        (("opreator",), "Нет такой команды: 'opreator'"),
        (("list", "--nonsense"), "Нет ключа --nonsense"),
        (("list", "--jsn"), "Нет ключа --jsn"),
        (("due", "access"), "Не хватает"),
        (("show",), "Не хватает: NUMBER"),
        (("issue",), "Не хватает: NUMBER…"),
        (("envelope",), "Нет такой команды"),
        (("calendar", "x"), "«x» не подходит для YEAR: нужно целое число."),
        (("issue", "abc"), "«abc» не подходит для NUMBER…: нужно целое число."),
        (("show", "1", "2", "a b"), "Названо лишнее: 2 a b."),
        (("extend", "1", "--days", "9"), "«9» не подходит для --days: нужно целое число от 1 до 5."),
        (("extend", "1", "--days", "x"), "«x» не подходит для --days: нужно целое число от 1 до 5."),
        (("export", "--format", "doc"), "«doc» не подходит для --format: нужно одно из: "),
        (("export", "--format", "ics", "--to", "/"), "«/» не подходит для --to: нужен файл"),
        (("list", "--register"), "После ключа --register нужно значение."),
        (("list", "--json=5"), "Ключ --json пишут без значения."),
        (("operator",), "Скажите, что сделать: otklik operator "),
        (("key", "nonsense"), "Нет такой команды: 'nonsense'"),
    ],
)
def test_the_command_line_complains_in_russian(otklik: Run, arguments: tuple[str, ...], sentence: str) -> None:
    said = otklik(*arguments)
    assert (said.code, said.err.count("\n"), said.out) == (2, 1, "")
    assert sentence in said.err
    assert not re.search(r"\b(is|not|valid|argument|requires|unexpected|Missing|such|Did|mean)\b", said.err)


@pytest.fixture
def context() -> Iterator[click.Context]:
    words.set_language("ru")
    with click.Context(commands, info_name="otklik") as one:
        yield one


def kinds(of: type[click.ClickException]) -> Iterator[type[click.ClickException]]:
    """Return a class of complaints and all below it, as far as they are click's own."""
    yield of
    for one in of.__subclasses__():
        if one.__module__.startswith("click"):
            yield from kinds(one)


@pytest.mark.parametrize("kind", sorted(set(kinds(click.ClickException)), key=lambda one: one.__name__))
def test_every_kind_of_complaint_has_a_sentence(kind: type[click.ClickException], context: click.Context) -> None:
    parameter = click.Argument(["number"], type=click.FLOAT)
    leaf = click.Context(click.Command("leaf"), info_name="leaf", parent=context)
    match kind.__name__:
        case "NoArgsIsHelpError":
            error = kind(context)  # type: ignore[arg-type]  # each kind is made in its own way
        case "MissingParameter" | "BadParameter":
            error = kind("Some English words", leaf, parameter)  # type: ignore[call-arg]  # as above
        case "BadOptionUsage" | "NoSuchOption" | "NoSuchCommand":
            error = kind("--words", "No such command 'x'. Did you mean 'y'?", ctx=leaf)  # type: ignore[call-arg]  # as above
        case "FileError":
            error = kind("words.txt", "Some English words")  # type: ignore[call-arg]  # as above
        case _:
            error = kind("Some English words")
    said = in_words(error)
    assert re.search("[а-яё]", said)
    assert not re.search("English|Did you|Usage|Error", said)
    assert said.endswith(".")


def test_a_kind_of_value_nobody_thought_of_is_said_too(tmp_path: Path) -> None:
    words.set_language("ru")
    for kind in (click.IntRange(1), click.FLOAT, click.UUID, click.DateTime(), click.File()):
        option = click.Option(["-x", "--extent"], type=kind)
        said = in_words(click.BadParameter("Some English words", None, option))
        assert said.startswith("Не подходит для --extent: "), said
        assert "English" not in said
