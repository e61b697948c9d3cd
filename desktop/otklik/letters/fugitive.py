"""Vowels that leave: «Кравец» – «Кравцу», «Ковалёнок» – «Ковалёнку», where «Кузнец» and «Пророк» keep theirs.

Surnames on -ец decline as the nouns they come from. Before -ец the vowel

- stays where nothing else could be spoken: no other vowel in the word («Жнец», «Швец», «Лжец»), or two consonants of
  which the last is a sonant («Кузнец», «Чернец», «Мудрец», «Беглец», «Мертвец»);
- leaves after a vowel («Боец» – «Бойцу») and after one consonant («Горобец» – «Горобцу», «Коновалец» – «Коновальцу»).

Two places are no matter of rule: two consonants of other kinds («Гордецу», but «Столбцу»), and short surnames after
one consonant, whose bearers often keep the vowel against the noun («Малец», «Перец»). There the lists of `names.toml`
decide, and what they do not name is a guess.

Surnames on -ок lose the vowel as diminutives do («Волчок», «Ковалёнок»); those on -ек, -ень and -ел go each its own
way, and only the lists tell.
"""

from __future__ import annotations

from otklik.letters import names

ENDING = "ец"
_VOWELS = "аеиоуыэюя"
_SONANTS = "нлрвм"
_HUSHING = "жчш"
_IN_DOUBT = ("ек", "ень", "ел")


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


def leaves_in_ok(plain: str) -> tuple[bool, bool]:
    """Return whether a man's surname on -ок loses the vowel, and whether that is settled.

    Args:
        plain: the surname in small letters without ё.
    """
    stem = plain[:-2]
    if plain in names.staying() or not any(letter in _VOWELS for letter in stem):
        return False, True
    return True, stem[-1] in _HUSHING or plain.endswith("енок")


def is_settled(plain: str) -> bool:
    """Tell whether a man's surname that may lose a vowel has one usual declension; any other one has.

    Args:
        plain: the surname, or one half of it, in small letters without ё.
    """
    if plain.endswith(ENDING):
        return oblique_stem(plain)[1]
    if plain.endswith("ок"):
        return leaves_in_ok(plain)[1]
    in_doubt = plain.endswith(_IN_DOUBT) and sum(letter in _VOWELS for letter in plain) > 1
    return not in_doubt or plain in names.staying() or plain.endswith("бек")


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
