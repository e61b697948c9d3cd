"""Names of kinds."""

from __future__ import annotations

import re

import pytest

from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading, kind_title


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_named_in_both_languages(kind: Kind) -> None:
    assert re.fullmatch("[а-яё ]+", kind_title(kind, "ru").replace("Роскомнадзора", ""))
    assert kind_title(kind, "en").isascii()
    assert re.fullmatch("[А-ЯЁ][а-яё, ]+", kind_heading(kind, "ru").replace("Роскомнадзора", ""))
    assert kind_heading(kind, "en").isascii()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_names_tell_kinds_apart(language: str) -> None:
    assert len({kind_title(kind, language) for kind in Kind}) == len(Kind)
    assert len({kind_heading(kind, language) for kind in Kind}) == len(Kind)


def test_names_are_those_of_the_screens() -> None:
    assert kind_title(Kind.ACCESS, "ru") == "доступ"
    assert kind_title(Kind.CLAIM, "ru") == "претензия"
    assert kind_heading(Kind.ACCESS, "ru") == "Запрос сведений об обработке"
