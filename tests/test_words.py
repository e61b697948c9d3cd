"""Every sentence a person can meet is said in Russian, with the same places and the right number of forms."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from .source_tree import ROOT, called, calls, expect_none, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = {"OtklikError", "UserError", "EnvironmentProblem"}
SPEAKERS = {"tr", "say", "translated"}
FORMS = {"ru": 3, "en": 2}
MIXED_LETTERS = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")


@cache
def catalogues(language: str) -> dict[str, dict[str, str | list[str]]]:
    """Return the catalogue files of a language by their name."""
    folder = ROOT / "resources/i18n" / language
    return {file.name: tomllib.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))}


def sentences(language: str) -> dict[str, str | list[str]]:
    return {text: said for file in catalogues(language).values() for text, said in file.items()}


@cache
def error_classes() -> frozenset[str]:
    """Return the names of the errors that carry a sentence: the three families and their subclasses."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = set(ERRORS)
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return frozenset(found)


def speaks(call: ast.Call) -> bool:
    """Tell whether a call translates; a method `say` of a widget shows what is translated already."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr == "tr"
    return called(call) in SPEAKERS | error_classes()


@cache
def constants() -> dict[tuple[str, str], str]:
    """Return the sentences that have a name, by module and name; a name imported elsewhere is the same name there."""
    return {
        (path, target.id): statement.value.value
        for path, tree in modules().items()
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def literals(path: str, argument: ast.expr) -> Iterator[str]:
    """Yield the sentences an argument may be: a literal, a named one, or either side of a choice."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.Name) and (path, argument.id) in constants():
        yield constants()[path, argument.id]
    elif isinstance(argument, ast.IfExp):
        yield from literals(path, argument.body)
        yield from literals(path, argument.orelse)


def spoken() -> Iterator[tuple[str, ast.Call, str]]:
    """Yield every sentence said in the package: where, by which call, and the sentence."""
    for path, tree in modules().items():
        for call in calls(tree):
            if speaks(call) and call.args:
                for text in literals(path, call.args[0]):
                    yield f"{path}:{call.lineno}", call, text


def places(text: str) -> Counter[str]:
    """Return the places of a sentence: `{name}`, and Qt's `%n` and `%1`."""
    named = Counter(f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return named + Counter(re.findall(r"%(?:L?\d|n)", text))


def forms(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


def test_sentences_are_found_at_all() -> None:
    assert len({text for _, _, text in spoken()}) > 100


def test_every_sentence_is_said_in_russian() -> None:
    russian = sentences("ru")
    missing = {f"{at}: {text}" for at, _, text in spoken() if re.search(r"[A-Za-z]", text) and text not in russian}
    expect_none(missing)


def test_every_sentence_with_a_number_has_english_forms() -> None:
    english = sentences("en")
    missing = {f"{at}: {text}" for at, _, text in spoken() if "%n" in text and text not in english}
    expect_none(missing)


def test_translations_keep_the_places() -> None:
    wrong = [
        f"{language}: {text} -> {form}"
        for language in FORMS
        for text, said in sentences(language).items()
        for form in forms(said)
        if places(form) != places(text)
    ]
    expect_none(wrong)


def test_a_number_goes_with_all_plural_forms() -> None:
    wrong = [
        f"{language}: {text}"
        for language, count in FORMS.items()
        for text, said in sentences(language).items()
        if isinstance(said, list) != ("%n" in text) or (isinstance(said, list) and len(said) != count)
    ]
    expect_none(wrong)


def test_what_fills_a_sentence_is_what_it_asks_for() -> None:
    """`say("No {thing}.", think=…)` would break only when somebody meets the sentence."""
    wrong = []
    for at, call, text in spoken():
        if isinstance(call.func, ast.Attribute) or any(keyword.arg is None for keyword in call.keywords):
            continue  # `tr` is filled by a `format` of its own, below; `**values` are not known here
        asked = {name.strip("{}") for name in places(text) if name.startswith("{")}
        given = {keyword.arg for keyword in call.keywords if keyword.arg != "n"}
        if given and not asked <= given:  # more is given where one call says either of two sentences
            wrong.append(f"{at}: {text}: {sorted(map(str, given))}")
    expect_none(wrong)


def test_what_fills_a_translated_sentence_is_what_it_asks_for() -> None:
    wrong = []
    for path, tree in modules().items():
        for call in calls(tree):
            filled = call.func.value if isinstance(call.func, ast.Attribute) and called(call) == "format" else None
            if isinstance(filled, ast.Call) and speaks(filled) and filled.args:
                for text in literals(path, filled.args[0]):
                    asked = {name.strip("{}") for name in places(text) if name.startswith("{")}
                    if asked != {keyword.arg for keyword in call.keywords} and not call.args:
                        wrong.append(f"{path}:{call.lineno}: {text}")
    expect_none(wrong)


def test_no_sentence_is_translated_twice() -> None:
    """Two files with one key would let the order of their names decide."""
    for language in FORMS:
        counted = Counter(text for file in catalogues(language).values() for text in file)
        expect_none(text for text, count in counted.items() if count > 1)


def test_no_translation_outlives_its_sentence() -> None:
    written = {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # Keys made of a kind and a name, `field:{name}`: the kind has to be there.
    prefixes = tuple(text for text in written if re.fullmatch(r"[a-z_]+:", text))
    unused = {
        f"{language}/{name}: {text}"
        for language in FORMS
        for name, file in catalogues(language).items()
        for text in file
        if text not in written and not (prefixes and text.startswith(prefixes))
    }
    expect_none(unused)


def test_russian_is_calm_and_well_set() -> None:
    wrong = []
    for text, said in sentences("ru").items():
        for form in forms(said):
            faults = {
                "an exclamation mark": "!" in form,
                "«успешно»": "успешно" in form.lower(),
                "straight quotes": '"' in form,
                "Latin and Cyrillic letters in one word": MIXED_LETTERS.search(re.sub(r"\{.*?\}|%[nL1-9]", " ", form)),
                "three dots": "..." in form,
                "space at an end": form != form.strip(),
            }
            wrong += [f"{text} -> {form}: {fault}" for fault, found in faults.items() if found]
    expect_none(wrong)
