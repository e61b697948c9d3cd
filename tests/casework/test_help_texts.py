"""The help: whole in both languages, in the words of the screen, with no term the rules of the law do not know."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache

import pytest

from otklik.casework import help_texts
from otklik.casework.asking import read
from otklik.casework.help_texts import HelpPage
from otklik.law.calendar import WorkCalendar
from otklik.law.rules import RuleSet
from otklik.letters import fonts
from otklik.system.paths import resource
from otklik.system.words import LANGUAGES
from otklik.ui.help.help_browser import ROOMS
from otklik.ui.help.help_topics import places
from tests.source_tree import expect_none

CALENDAR = WorkCalendar.load()
PAGES = [page for lang in LANGUAGES for page in help_texts.pages(lang)]
QUOTED = {"ru": re.compile(r"«([А-ЯЁA-Z][^«»]*)»"), "en": re.compile(r"“([A-Z][^“”]*)”")}
# What is quoted and stands on no screen: words of letters, names of laws, what people say.
SPOKEN = {
    "ru": {"О рекламе", "Нам неудобно", "Письмах", "Заблокировать", "Нерабочие дни", "Просрочено"},
    "en": {"It does not suit us.", "The"},
}
TERM = re.compile(
    r"\d+\s+(?:рабоч|календарн|час(?:а|ов)?\b|месяц|working day|calendar day|hours?\b|months?\b)", re.IGNORECASE
)


def raw(lang: str, topic: str) -> str:
    return resource(f"help/{lang}/{topic}.md").read_text("utf-8")


@cache
def on_screen(lang: str) -> frozenset[str]:
    """Return what the window says in a language, without access keys and dots at its end."""
    said: set[str] = set()
    for file in resource("i18n/ru").glob("*.toml"):
        for english, russian in tomllib.loads(file.read_text("utf-8")).items():
            said |= {english} if lang == "en" else {russian} if isinstance(russian, str) else set(russian)
    rules = RuleSet.load().rules
    said |= {rule.title if lang == "ru" else rule.title_en for rule in rules}
    return frozenset(bare(text) for text in said)


def bare(text: str) -> str:
    """Return words without access keys, dots at the end and the case of their first letter."""
    words = text.replace("&", "").replace("\u00a0", " ").rstrip("…:. ")
    return words[:1].lower() + words[1:]


def links(page: HelpPage) -> list[str]:
    return re.findall(r"\]\(([^()]+)\)", page.body)


def test_every_topic_stands_in_both_languages_and_in_the_contents() -> None:
    known = [page.topic for page in help_texts.pages("ru")]
    assert len(known) == len(set(known)) >= 45
    for lang in LANGUAGES:
        assert [page.topic for page in help_texts.pages(lang)] == known
        assert {file.stem for file in resource(f"help/{lang}").glob("*.md")} == set(known)


def test_both_languages_are_built_alike() -> None:
    def shape(page: HelpPage) -> tuple[object, ...]:
        body = page.body
        fields = re.findall(r"\{[a-z]+:[a-z_]+\}", raw("ru" if page in help_texts.pages("ru") else "en", page.topic))
        marks = (r"^## ", r"^\d+\. ", r"^- ", r"^\|")
        return (*(len(re.findall(mark, body, re.MULTILINE)) for mark in marks), sorted(links(page)), sorted(fields))

    expect_none(
        f"{russian.topic}: {shape(russian)} != {shape(english)}"
        for russian, english in zip(help_texts.pages("ru"), help_texts.pages("en"), strict=True)
        if shape(russian) != shape(english)
    )


def test_pages_are_short() -> None:
    counted = {f"{page.topic} {page.title}": len(page.body.split()) for page in PAGES}
    expect_none(f"{name}: {count} words" for name, count in counted.items() if not 80 <= count <= 350)


def test_links_lead_somewhere() -> None:
    topics = {page.topic for page in PAGES}
    rooms = {f"{ROOMS}{name}" for name in places()}
    expect_none(f"{page.topic}: {link}" for page in PAGES for link in links(page) if link not in topics | rooms)
    used = {link for page in PAGES for link in links(page) if link.startswith(ROOMS)}
    assert len(used) >= 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quoted_words_stand_on_the_screen(lang: str) -> None:
    expect_none(
        f"{page.topic}: {words}"
        for page in help_texts.pages(lang)
        for words in QUOTED[lang].findall(page.body)
        if bare(words) not in on_screen(lang) and words not in SPOKEN[lang]
    )


def test_terms_come_from_the_rules_and_nowhere_else() -> None:
    """Other numbers of days stand where the law's own rules have none: a policy's promise, reminders, examples."""
    promised = {("policy", "30 рабоч"), ("policy", "30 working day"), ("reminders", "1 рабоч"), ("keys", "2 месяц")}
    promised |= {("search", "5 рабоч"), ("search", "5 working day")}
    written = {
        (page.topic, found[0])
        for lang in LANGUAGES
        for page in help_texts.pages(lang)
        for found in TERM.finditer(raw(lang, page.topic).split(help_texts.FENCE, 2)[2])
    }
    expect_none(f"{topic}: {words}" for topic, words in written - promised - {("reminders", "1 working day")})


def test_a_field_says_what_the_program_counts_by() -> None:
    access = help_texts.page("law-access", "ru")
    assert access is not None
    rule = next(one for one in RuleSet.load().rules if one.duty == "answer_access" and one.valid_to is None)
    assert rule.extension is not None
    assert f"{rule.term.number}\u00a0рабочих дней" in access.body
    assert f"{rule.extension.number}\u00a0рабочих дней" in access.body
    expect_none(f"{page.topic}: a field is left" for page in PAGES if re.search(r"\{\w+:", page.body))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_of_the_search_are_understood(lang: str) -> None:
    page = help_texts.page("search", lang)
    assert page is not None
    examples = re.findall(r"-?[а-яa-z]+:[а-яa-z0-9]+(?: [а-яa-z]+:[а-яa-z0-9]+)?", page.body)
    assert len(examples) >= 9
    now = datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001 - the clock on the wall
    expect_none(f"{text}: {asked.problems}" for text in examples if (asked := read(text, now, CALENDAR)).problems)


def test_a_page_asked_for_by_another_name_is_not_there() -> None:
    assert help_texts.page("no-such-page", "ru") is None
    assert help_texts.title_of("no-such-page", "ru") == ""
    assert [help_texts.title_of(page.topic, "en") for page in help_texts.pages("en")] == [
        page.title for page in help_texts.pages("en")
    ]


def test_words_are_calm_and_can_be_printed() -> None:
    expect_none(f"{page.topic}: an exclamation mark" for page in PAGES if "!" in page.title + page.body)
    expect_none(f"{page.topic}: успешно" for page in PAGES if "успешно" in page.body.lower())
    expect_none(f"{page.topic}: {fonts.unprintable(page.title + page.body)}" for page in PAGES if lacking(page))


def lacking(page: HelpPage) -> tuple[str, ...]:
    return fonts.unprintable(page.title + page.body)
