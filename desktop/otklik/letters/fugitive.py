"""The vowel of surnames on -ец: it leaves in «Кравец» – «Кравцу» and stays in «Кузнец» – «Кузнецу».

They decline as the nouns they come from. Before -ец the vowel

- stays where nothing else could be spoken: no other vowel in the word («Жнец», «Швец», «Лжец»), or two consonants of
  which the last is a sonant («Кузнец», «Чернец», «Мудрец», «Беглец», «Мертвец»);
- leaves after a vowel («Боец» – «Бойцу») and after one consonant («Горобец» – «Горобцу», «Коновалец» – «Коновальцу»).

Two places are no matter of rule: two consonants of other kinds («Гордецу», but «Столбцу»), and short surnames after
one consonant, whose bearers often keep the vowel against the noun («Малец», «Перец»). There the lists of `names.toml`
decide, and what they do not name is a guess.
"""

from __future__ import annotations

import re

from otklik.letters import names

ENDING = "ец"
_VOWELS = "аеиоуыэюя"
_SONANTS = "нлрвм"


def oblique_stem(word: str) -> tuple[str, bool]:
    """Return what a man's surname on -ец is before its case endings, and whether that is settled.

    Args:
        word: the surname in the nominative, «Кузнец».
    """
    plain = names.plain(word)
    stays, settled = _stays(plain)
    if stays:
        return word, settled
    stem = word[: -len(ENDING)]
    glide = "й" if plain[-3:-2] in _VOWELS else "ь" if plain[-3:-2] == "л" else ""
    return f"{stem}{glide}ц", settled


def is_settled(surname: str) -> bool:
    """Tell whether every half of a man's surname that ends in -ец has one usual declension."""
    halves = re.split(r"[\s-]+", surname)
    return all(oblique_stem(half)[1] for half in halves if names.plain(half).endswith(ENDING))


def _stays(plain: str) -> tuple[bool, bool]:
    """Return whether the vowel stays and whether that is settled."""
    stem = plain[: -len(ENDING)]
    if plain in names.ec_staying() or not any(letter in _VOWELS for letter in stem):
        return True, True
    if plain in names.ec_leaving() or stem[-1] in _VOWELS:
        return False, True
    before, last = stem[-2], stem[-1]
    if before in _VOWELS:
        return False, sum(letter in _VOWELS for letter in stem) > 1
    return True, last in _SONANTS and before not in {last, "й", "ь"}
