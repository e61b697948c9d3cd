"""A postal address typed in one line, read into the order the Post asks for.

Street, house and flat come first, then the settlement, the district, the region, the country, and the index last (rules
of the Post, Приказ Минцифры от 17.04.2023 № 382). People type it both ways round. Nothing is ever left out: what is not
understood stays where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_INDEX = re.compile(r"(?<![\d/.-])(?<!а/я )(?:индекс\s*)?(\d{3}\s?\d{3})(?![\d/-])", re.IGNORECASE)
_LOWEST, _HIGHEST = 101000, 694999
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:россия|рф|российская федерация)", re.IGNORECASE)
_CITY_ALONE = re.compile(r"(?:москва|санкт-петербург|севастополь)", re.IGNORECASE)
# A region, a district or a settlement: «Тверская обл.», «р-н Пеновский», «г. Тверь», «д. Ивановка»; «д. 5» is a house.
_AREA = re.compile(
    r"""(?:
        (?:г|гор|обл|респ|р-н|м\.\s?р-н|м\.\s?о|г\.\s?о|пос|п|с|ст-ца|х|хут|аул|пгт|рп|р\.\s?п|п\.\s?г\.\s?т|сл|снт|тер|вн\.\s?тер
          |с/с|край|а\.\s?о|ао)\.?\s+(?=[А-ЯЁ«])
      | (?:город|область|республика|район|посёлок|поселок|село|деревня|станица|хутор|городской|муниципальный|рабочий
          |сельсовет|дер|(?:сельское|городское)\sпоселение)\b
      | д\.\s+(?=[А-ЯЁ])
      | .*\s(?:область|обл\.?|край|район|р-н|республика|округ|АО|с/с|сельсовет
          |(?:сельское|городское)\sпоселение)(?:\s—\s.*)?$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_HOUSE = re.compile(r"д\.\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as an envelope has it.

    Attributes:
        lines: street, house and flat; then each larger place on a line of its own; the index is not among them.
        index: six digits; empty where there is none or none of Russia.
        foreign: whether it lies abroad: then no Russian index is missing.
    """

    lines: tuple[str, ...] = ()
    index: str = ""
    foreign: bool = False

    @property
    def line(self) -> str:
        """The address in one line, the index last."""
        return ", ".join(filter(None, (*self.lines, self.index)))


def read_address(text: str) -> PostalAddress:
    """Read an address typed in one line.

    Args:
        text: as the profile or the details of a person have it: parts divided by commas or line ends.
    """
    bare = " ".join(text.replace("\n", ", ").split()).strip(" ,;")
    if bare and not _CYRILLIC.search(bare):
        return PostalAddress(_parts(bare), foreign=True)
    found = next((one for one in _INDEX.finditer(bare) if _is_russian(one[1])), None)
    if found is None:
        return PostalAddress(_in_order(_parts(bare)))
    parts = _parts(bare[: found.start()] + "," + bare[found.end() :])
    return PostalAddress(_in_order(parts), "".join(found[1].split()))


def _is_russian(index: str) -> bool:
    return _LOWEST <= int("".join(index.split())) <= _HIGHEST


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip(" ;") for part in text.split(","))))


def _in_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the street first and the larger places after it, in whichever order they were typed."""
    before = next((place for place, part in enumerate(parts) if not _is_area(part)), len(parts))
    after = next((place for place, part in enumerate(reversed(parts)) if not _is_area(part)), len(parts))
    if before and (not after or before == len(parts)):
        street, areas = parts[before:], parts[:before][::-1]
    elif after and not before:
        street, areas = parts[: len(parts) - after], parts[len(parts) - after :]
    else:
        street, areas = parts, ()
    return tuple(filter(None, (", ".join(street), *areas)))


def _is_area(part: str) -> bool:
    if _COUNTRY.fullmatch(part) or _CITY_ALONE.fullmatch(part):
        return True
    return _AREA.match(part) is not None and not _HOUSE.match(part)
