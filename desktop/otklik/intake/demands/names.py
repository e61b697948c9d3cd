"""Names of people in a letter, in the nominative: from «Я, …», the signature, «От: …» or the sender.

Only what is surely a name counts: three words with a patronymic, or two with a known first name; in doubt nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_CAPITALS = r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?"
NAME = (
    rf"(?:{_WORD}(?:[ \t]+{_WORD}){{1,2}}(?:[ \t]+(?:оглы|кызы|Оглы|Кызы))?"
    rf"|{_CAPITALS}(?:[ \t]+{_CAPITALS}){{1,2}})(?![\w-])"
)
"""A pattern of two to four words that may be a name, without groups."""

_LATIN = (
    r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?(?:[ \t]+(?:[A-Z]\.|(?:de|van|von|der|al"
    r"|bin)(?=[ \t]))){0,2}(?:[ \t]+[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?){1,2}"
)

_I_AM = re.compile(
    rf"(?<!\w)(?:Я,?|Это|[Вв]ам пишет|[Вв]ас беспокоит|[Мм]еня зовут|[Мм]оё имя)\s{{1,3}}({NAME})[ \t]{{0,3}}[,.;(—–-]"
)
_FOREIGN_I_AM = re.compile(r"(?<!\w)Я,[ \t]{1,3}([А-ЯЁA-Z][\w'-]{1,40}(?:[ \t]{1,3}[А-ЯЁA-Z][\w'-]{1,40}){1,2}),")
_LATIN_I_AM = re.compile(
    rf"(?:\b(?:[Mm]y name is|[Tt]his is|I am|I, |I,|name:)\s{{0,3}}({_LATIN})(?=\s{{0,3}}[,.;(\n]|$| and\b| I\b)"
    rf"|(?i:regards|sincerely|faithfully|truly|best|thanks|thank you|cheers"
    rf"|yours)[ \t]{{0,3}}[,.!]?\s{{1,6}}({_LATIN})[ \t]*+(?:\n|$|,))"
)
_RELATION = (
    r"(?:[Сс]ын|[Дд]очь|[Мм]ать|[Мм]ама|[Оо]тец|[Пп]апа|[Мм]уж|[Жж]ена|[Вв]нук|[Вв]нучка|[Бб]абушка|[Дд]едушка"
    r"|[Оо]пекун|[Пп]опечитель|[Пп]редставитель|[Сс]естра|[Бб]рат|[Тт]ётя|[Рр]одитель)"
)
"""What somebody calls himself beside his name, in a signature."""

_NO_PERSON = re.compile(
    r"\b(?:team|support|service|info|sales|office|company|shop|admin\w*|department|news\w*|mail\w*"
    r"|marketing|ltd|llc|inc|group|store"
    r"|no-?reply|robot|bot|delivery|system|daemon|security|customer|client|help|desk|center|centre|online"
    r"|dear|sir|madam)\b",
    re.IGNORECASE,
)
_REGARDS = re.compile(
    r"(?:[Сс] уважением|[Сс] ув\.|[Сс] наилучшими пожеланиями|[Зз]аранее благодар\w+|[Пп]одпись|Искренне ваш\w?)"
    rf"[ \t]{{0,4}}[,.:;!—–_-]{{0,40}}\s{{0,6}}(?:/[ \t]{{0,3}})?(?:\([а-я ]{{3,30}}\)\s{{0,4}})?({NAME})"
)
_FROM = re.compile(
    rf"^[ \t]{{0,80}}(?:[Оо]т кого|[Оо]т|ОТ|[Зз]аявител\w{{1,3}}|[Сс]убъект\w{{0,3}}(?:[ \t]{{1,3}}[Пп]Дн)?|ФИО"
    rf"|Ф\. ?И\. ?О\.|[Фф]амилия, имя, отчество)(?!\w)[ \t]{{0,3}}:?[ \t]{{0,3}}"
    rf"(?:[а-яё][^\n:А-ЯЁ]{{1,60}}:?[ \t]{{0,3}})?\n?[ \t]{{0,80}}({NAME})",
    re.MULTILINE,
)
_LATIN_FROM = re.compile(
    rf"^[ \t]{{0,20}}(?:From|Name|Full name)[ \t]?:[ \t]{{0,3}}(?:M(?:s|r|rs|iss)\.?"
    rf"|Dr\.?)?[ \t]{{0,2}}({_LATIN})(?=[ \t]*+(?:[,(<]|$))",
    re.MULTILINE,
)
_LATIN_LINE = re.compile(rf"^[ \t]*+({_LATIN})[ \t]*+$", re.MULTILINE)
_ANY = re.compile(rf"(?<![\w-])({NAME})")
_AGENT = re.compile(
    rf"(?:[Аа]двокат[а]?|[Юю]рист[а]?|[Пп]редставитель:?|[Оо]пекуна?|[Пп]опечител[ья]|[Оо]т (?:отца|матери"
    rf"|родителя)(?: реб[её]нка)?)[ \t\n,—–-]{{1,4}}({NAME})"
)
_HE_WRITES = re.compile(
    rf"(?:[Пп]ишет|[Зз]вать|[Зз]овут|[Ии]мя[^\n:]{{0,20}}:|ФИО[^\n:]{{0,15}}:"
    rf"|[Пп]ользовател\w{{1,2}}:?|[Пп]окупател\w{{1,2}}:?"
    rf"|[Кк]лиент\w{{0,2}}:)[ \t]{{1,3}}(?:[а-яё]{{3,20}}[ \t])?({NAME})"
)
_FOR_WHOM = re.compile(rf"(?:\bза|[Пп]редставляю)[ \t\n]{{1,2}}({NAME})")
_LINE = re.compile(
    rf"^[ \t_/]*+(?:{_RELATION}[,:]?[ \t]{{1,3}})?({NAME})[ \t_/.,]*+(?:\([^()\n]{{0,40}}\))?"
    rf"(?:(?<=,[ \t])[а-яё№+\d][^\n]{{0,60}})?[ \t]*+$",
    re.MULTILINE,
)
_FROM_LINE = re.compile(r"^[ \t]{0,80}(?:[Оо]т|ОТ|[Зз]аявитель:?)[ \t]{1,3}([^\n]{6,160})$", re.MULTILINE)
_SHORT_LINE = re.compile(
    r"^[ \t_/]*+(?:(?:[Сс] уважением|[Сс] ув\.|[Сс]пасибо|[Зз]аранее спасибо|[Зз]аранее благодар\w{2,5})[,.! \t]{1,4})?"
    r"([А-ЯЁа-яё][а-яё]+)(?:[ \t]+([А-ЯЁа-яё][а-яё-]*\.?))?[ \t]*+[.,!)]*+[ \t]*+(?:[+\d(][\d() -]{5,20})?$"
)
"""A signature of one or two words, in any letters: «ваня», «Есения Тарасовна», «кристина ш. +7 …»."""

_LAST = re.compile(
    rf"[.!?…][)»]?\s{{1,6}}(?:[Сс] уважением,?\s{{1,3}})?({NAME})[ \t]*+"
    r"(?=[.,;(/\s]{0,5}(?:$|[+\d]|тел|моб|почта|e-?mail|[\w.+-]{1,64}@))",
)
"""A signature that goes on in the last line of the text: «… Жду ответа. Петрова Анна Ильинична, anna@example.com»."""

_TRADER = re.compile(
    rf"^[ \t]*+(?:ИП|[Ии]ндивидуальный предприниматель)[ \t]{{1,3}}({NAME})[ \t]*+[.,;]?[ \t]*+$", re.MULTILINE
)

_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|ск|цк|[оеё]ва|[иы]на|ская|цкая|ский|цкий|ко|ук|юк|ич|ян|дзе|швили|ых|их)а?$")
_DATED_LINE = re.compile(
    rf"^[ \t]*+(?:«?\d[\d»./ ]{{0,10}}[а-я. \d]{{0,20}}|[Пп]одпись"
    rf"|_+)[ \t_/:—–-]{{1,40}}+({NAME})[ \t_/.]*+$",
    re.MULTILINE,
)
_FOR_ANOTHER = re.compile(
    r"\bя,?\s(?:мама|мать|папа|отец|опекун|попечитель|бабушка|дедушка|сын|дочь|муж|жена|внук|внучка|сестра|брат)\b"
    r"|\bот опекуна\b|\bпишу\s(?:вам\s)?за\s\w{3,12}\b|\bв интересах\b"
    r"|\bот имени (?!себя|своего брата|компании|организации|фирмы)|\bпо доверенности\b"
    r"|законн\w{2,3} представител\w{1,3}"
    r"|представител\w{1,3} по доверенности"
    r"|представляю интересы|по просьбе|действующ\w{2,3} за\b|мо(?:й|его|ему|им) (?:доверител|клиент"
    r"|подзащитн)\w{1,4}|(?:мать|отец|мама|папа|опекун|попечитель)[ \n](?:несовершеннолетн|малолетн|реб[её]нка)"
    r"|\bмо(?:й|его|ему|я|ей|ю)\s(?:(?:несовершеннолетн|малолетн|старш|младш)\w{2,3}\s)?(?:сын|дочь|дочер"
    r"|доч[ук]|реб[её]н|внук|внучк|муж|жен|супруг|бабушк|дедушк|отц|матер|мам)\w{0,3}\b"
    r"|\bon behalf of (?:my|Mr|Ms|Mrs|[A-Z])|\bmy (?:son|daughter|child|client|wife|husband|mother|father)\b",
    re.IGNORECASE,
)
_RELATIVE = (
    r"(?:в интересах|от имени|интересы|\b[Яя],? (?:мама|мать|папа|отец|опекун|бабушка|дедушка|сын|дочь|муж|жена)"
    r"|[Пп]ишу за (?:отца|маму|мать|мужа|жену|сына|дочь|бабушку|дедушку)"
    r"|(?<!от законного )представител\w{1,3}|доверител\w{1,3}|подзащитн\w{2,3}|клиент[ауе]?"
    r"|знаком(?:ой|ого)|соседк?[иа]|сына?|дочери|дочь|дочка|(?<!отца )(?<!матери )реб[её]нка|реб[её]нок|внука?|внучки"
    r"|супруг[аи]?|матери|отца|мамы|мужа?|жен[ыа]|бабушки|пациентк[аи]|пациента|клиентки|подопечн\w{2,3}|сестры|брата|т[её]щи|свекрови|несовершеннолетн\w{2,3}|малолетн\w{2,3})"
)
_PRINCIPAL = re.compile(
    rf"(?P<cue>{_RELATIVE})[ \t\n,:—–(-]{{1,4}}(?:гражданина[ \n]|гражданки[ \n]|гр\. ?|зовут )?({NAME})"
)
_APPLICANT = re.compile(
    rf"(?:обращени|жалоб|заявлени|заявител)\w{{1,4}}[ \n](?:гражданина |гражданки "
    rf"|гр\. ?|субъекта |от )?({NAME})"
)
_LATIN_PRINCIPAL = re.compile(
    r"\b(?:my (?:\w{3,10} )?(?:son|daughter|child|mother|father|wife|husband|brother|sister|client|grandmother"
    r"|grandfather)"
    rf"|on behalf of(?: Mr\.?| Mrs\.?| Ms\.?)?)(?:,|:)?[ \t\n]{{1,3}}({_LATIN})"
)
_IN_PERSON = re.compile(rf"({NAME})[^\n.А-ЯЁ]{{0,60}}\bв лице\s(?:[а-яё()-]{{2,25}}[\s,]{{1,3}}){{0,5}}({NAME})")
"""«от Котова Захара Ильича в лице законного представителя Котовой Полины Вадимовны»."""

_CHILD = re.compile(
    r"\b[Мм]о(?:й|его|ему|им|я|ей|ю)\s(?:[а-яё]{4,20}\s)?(?:сын|доч|реб[её]н|внук|внуч)[а-яё]{0,4}[ ,:(—–-]{1,3}"
    r"([А-ЯЁ][а-яё]{2,20})\b(?![ \t]+[А-ЯЁ])"
)
"""A child of whom the letter tells the first name alone."""

_NOMINATIVE = frozenset(("сын", "дочь", "дочка", "ребенок", "ребёнок", "внук", "муж", "клиент"))
_MOST_NAMES = 200
_SIGNATURE_LINE = 60
_END = 240
"""Characters at the end of a letter among which it is signed."""

_LONGEST_WORD = 40
"""Letters of a word that can be a name."""

_HIS_PATRONYMIC = re.compile(r"\w+(?:вич|ьич|кич|мич|фич|тич|нич)(?:-оглы)?$|^(?:оглы)$", re.IGNORECASE)
_HER_PATRONYMIC = re.compile(r"\w+(?:вна|ична|инична)(?:-кызы)?$|^(?:кызы)$", re.IGNORECASE)


class NameFinder:
    """Finds names with the help of a list of first names.

    Args:
        men: first names of men in the nominative.
        women: first names of women in the nominative.
    """

    def __init__(self, men: Sequence[str], women: Sequence[str]) -> None:
        self._first_names = {_plain(name) for name in (*men, *women)}
        self._his_genitive = {_plain(form): name for name in men for form in _genitives(name)}
        self._her_genitive = {_plain(form): name for name in women for form in _genitives(name)}

    def principal(self, text: str) -> str:
        """Return the name of him for whom somebody else writes («в интересах моего сына …»); empty where in doubt.

        Args:
            text: the letter's own text, without quoted mails.
        """
        if (in_person := _IN_PERSON.search(text)) and (name := self.in_any_case(in_person[1])):
            return name
        found = [(pair[0].lower() in _NOMINATIVE, pair[1]) for pair in _PRINCIPAL.findall(text)]
        names = (
            self._nominative(name) or self._genitive(name)
            if straight
            else self._genitive(name) or self._nominative(name)
            for straight, name in found
        )
        return next(filter(None, names), "") or self._for_whom(text) or _latin_principal(text) or self._child(text)

    def _child(self, text: str) -> str:
        """Return the first name of the writer's child, where the letter says no more."""
        named = _CHILD.search(text)
        word = _plain(named[1]) if named else ""
        known = self._his_genitive.get(word) or self._her_genitive.get(word)
        return known or (named[1] if named and word in self._first_names else "")

    def in_any_case(self, text: str) -> str:
        """Return a name of a form or a head, in the nominative whether it stands so or in the genitive; else nothing.

        Args:
            text: two to four words; the last may be no part of the name.
        """
        words = text.split()
        for piece in (text, " ".join(words[:2])):
            if name := self._nominative(piece) or self._genitive(piece):
                return name
        return ""

    def applicant(self, text: str) -> str:
        """Return the name of him whose complaint an authority hands on («обращение Ивановой Анны Петровны»).

        Args:
            text: the authority's letter.
        """
        found = (self._genitive(name) for name in _APPLICANT.findall(text))
        return next(filter(None, found), "")

    def trader(self, text: str) -> str:
        """Return the sole trader who signs, «ИП Фамилия Имя Отчество»; empty where none does.

        Args:
            text: the end of a letter.
        """
        names = [name for found in _TRADER.findall(text) if (name := self._nominative(found))]
        return f"ИП {names[-1]}" if names else ""

    def _for_whom(self, text: str) -> str:
        for found in _FOR_WHOM.findall(text):
            words = _words(found)
            straight = " ".join(_from_accusative(word) for word in words)
            if name := self._genitive(found) or (self._nominative(straight) if straight != " ".join(words) else ""):
                return name
        return ""

    def agent(self, text: str, sender_name: str, principal: str = "", headed: str = "") -> str:
        """Return the name of who writes for somebody else; empty where in doubt.

        Args:
            text: the letter's own text, without quoted mails.
            sender_name: the display name of its sender.
            principal: the name of him for whom he writes, which is not sought.
            headed: the name the head of the letter gives.
        """
        if (in_person := _IN_PERSON.search(text)) and (name := self.in_any_case(in_person[2])):
            return name
        found = (self._genitive(name) or self._nominative(name) for name in _AGENT.findall(text))
        named = next((name for name in found if name not in {"", principal}), "")
        return named or self.writer(text, sender_name, principal, headed)

    def writer(self, text: str, sender_name: str, principal: str = "", headed: str = "") -> str:
        """Return the name of who writes, «Фамилия Имя Отчество», a foreign one as written; empty where in doubt.

        Args:
            text: the letter's own text, without quoted mails.
            sender_name: the display name of its sender.
            principal: the name of another, which is not sought.
            headed: the name the head of the letter gives.
        """
        found = [name for name in self._candidates(text, sender_name, headed) if name not in {"", principal}]
        whole = [name for name in found if len(name.split()) > 2]
        if whole or found:
            return (whole or found)[0]
        foreign = _FOREIGN_I_AM.search(text)
        return foreign.group(1) if foreign else _latin(text, sender_name) or self._short(text)

    def _candidates(self, text: str, sender_name: str, headed: str) -> Iterator[str]:
        """Yield names by how surely they are the writer's, the surest first; empty ones are no names."""
        for pattern in (_I_AM, _REGARDS):
            for found in pattern.findall(text):
                yield self._nominative(found)
        yield headed
        for found in _FROM.findall(text):
            yield self._nominative(found) or self._genitive(found)
        for line in _FROM_LINE.findall(text):
            words = re.findall(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?", line)[:12]
            for first in range(len(words) - 2):
                yield self._genitive(" ".join(words[first : first + 3]))
        yield self._confirmed(text, sender_name)
        for found in _HE_WRITES.findall(text):
            yield self._nominative(found)
        end = "\n".join(text.rstrip().split("\n")[-10:])
        for found in (*_LINE.findall(end), *_DATED_LINE.findall(end)):
            yield self._nominative(found)
        if last := _LAST.search(text.rstrip()[-_END:]):
            yield self._nominative(last[1])
        if re.fullmatch(NAME, sender_name.strip()):
            yield self._nominative(sender_name)

    def _confirmed(self, text: str, sender_name: str) -> str:
        """Return a whole name of the text whose surname or first name signs it or is the sender's."""
        lines = text.rstrip().split("\n")[-8:]
        signed = {_plain(word) for line in lines if len(line) < _SIGNATURE_LINE for word in re.findall(r"\w{3,}", line)}
        signed |= {_plain(word) for word in re.findall(r"\w{3,}", sender_name)}
        for found in _ANY.findall(text)[:_MOST_NAMES]:
            name = self._nominative(found)
            if len(name.split()) == 3 and any(_plain(word) in signed for word in name.split()[:2]):
                return name
        return ""

    def _nominative(self, text: str) -> str:
        """Return the name in the order of the register where the words are one in the nominative, else nothing."""
        words = _words(text)
        if len(words) == 4 or (len(words) == 3 and _is_patronymic(words[2])):
            return "" if _is_patronymic(words[0]) else " ".join(words)
        if (
            len(words) == 3
            and _is_patronymic(words[1])
            and not _is_patronymic(words[2])
            and not _is_patronymic(words[0])
        ):
            return f"{words[2]} {words[0]} {words[1]}"
        if len(words) == 2 and not any(_is_patronymic(word) for word in words):
            first, second = (self._is_first(word) for word in words)
            if second and not first:
                return " ".join(words)
            if first and not second:
                return f"{words[1]} {words[0]}"
        return ""

    def _genitive(self, text: str) -> str:
        """Return the nominative of a name in the genitive («Ивановой Анны Петровны»), nothing where uncertain."""
        words = _words(text)
        if len(words) == 2 and _plain(words[0]) in {**self._his_genitive, **self._her_genitive}:
            words.reverse()
        if len(words) == 3 and not _patronymic_from(words[2]) and _patronymic_from(words[1]):
            words = [words[2], words[0], words[1]]
        if not 2 <= len(words) <= 3:
            return ""
        patronymic = _patronymic_from(words[2]) if len(words) == 3 else ""
        if len(words) == 3 and not patronymic:
            return ""
        for known, is_her in ((self._his_genitive, False), (self._her_genitive, True)):
            first = known.get(_plain(words[1])) or (_first_from(words[1], is_her=is_her) if patronymic else None)
            if first is None or (patronymic and is_her is not patronymic.endswith("на")):
                continue
            surname = "-".join(_surname_from(piece, is_her=is_her) or "?" for piece in words[0].split("-"))
            if "?" not in surname:
                return " ".join(filter(None, (surname, first, patronymic)))
        return ""

    def _short(self, text: str) -> str:
        """Return who signs with a first name, with a patronymic or a letter of the surname, or all in small letters."""
        lines = [line for line in text.split("\n") if line.strip()]
        for line in reversed(lines[1:][-3:]):
            signed = _SHORT_LINE.match(line)
            if not signed or len(line) > 3 * _LONGEST_WORD:
                continue
            first, second = (word.capitalize() for word in (signed[1], signed[2] or ""))
            if not self._is_first(first):
                first, second = second, first
            is_name = not second or _is_patronymic(second) or len(second.rstrip(".")) == 1 or _SURNAME.search(second)
            if self._is_first(first) and is_name:
                return f"{first} {second}".strip()
        return ""

    def _is_first(self, word: str) -> bool:
        return _plain(word) in self._first_names


def is_for_another(text: str) -> bool:
    """Return whether somebody writes for somebody else: a parent, an advocate, a relative."""
    return bool(_FOR_ANOTHER.search(text))


def _from_accusative(word: str) -> str:
    """Return the nominative of a woman's name in the accusative («Журавлёву Пелагею Никитичну»)."""
    return word[:-2] + "ая" if word.endswith("ую") else word[:-1] + {"у": "а", "ю": "я"}.get(word[-1], word[-1])


def _latin_principal(text: str) -> str:
    found = _LATIN_PRINCIPAL.search(text)
    return " ".join(found[1].split()) if found and not _NO_PERSON.search(found[1]) else ""


def _latin(text: str, sender_name: str) -> str:
    """Return a name in Latin letters the writer gives himself, else the sender's where it is surely a person's."""
    for pair in _LATIN_I_AM.findall(text):
        name = " ".join((pair[0] or pair[1]).split())
        if not _NO_PERSON.search(name):
            return name
    end = "\n".join(text.rstrip().split("\n")[-6:])
    for found in (*_LATIN_FROM.findall(text), *_LATIN_LINE.findall(end)):
        if not _NO_PERSON.search(found):
            return " ".join(found.split())
    name = " ".join(sender_name.split())
    return name if re.fullmatch(_LATIN, name) and not _NO_PERSON.search(name) else ""


def _words(text: str) -> list[str]:
    """Return the words of a name, those in capitals in the usual spelling."""
    return [
        "-".join(piece.capitalize() for piece in word.split("-")) if word.isupper() else word for word in text.split()
    ]


def _plain(word: str) -> str:
    """Return the word for comparing."""
    return word.lower().replace("ё", "е")


def _is_patronymic(word: str) -> bool:
    # Looked for from each letter on, so only in what can be a name.
    return len(word) <= _LONGEST_WORD and bool(_HIS_PATRONYMIC.search(word) or _HER_PATRONYMIC.search(word))


def _genitives(name: str) -> tuple[str, ...]:
    """Return the genitive of a first name."""
    special = {"Павел": "Павла", "Лев": "Льва", "Пётр": "Петра", "Любовь": "Любови"}
    if name in special:
        return (special[name],)
    stem, last = name[:-1], name[-1]
    if last == "а":
        return (stem + ("и" if stem[-1] in "гкхжчшщ" else "ы"),)
    if last == "я":
        return (stem + "и",)
    return (stem + "я",) if last in "йь" else (name + "а",)


def _first_from(word: str, *, is_her: bool) -> str | None:
    """Return the likely nominative of a rare first name in the genitive, of which the patronymic tells the sex."""
    stem, last = word[:-1], word[-1]
    if is_her:
        if last == "ы" or (last == "и" and stem.endswith(tuple("гкхжчшщ"))):
            return stem + "а"
        return stem + "я" if last == "и" else None
    if last == "а":
        return stem
    return stem + ("й" if stem.endswith(tuple("иеаоуы")) else "ь") if last == "я" else None


def _patronymic_from(word: str) -> str:
    """Return the nominative of a patronymic in the genitive, empty where it is none."""
    if re.search(r"(?:в|ь|к|м|ф|т|н)ича$", word):
        return word[:-1]
    return word[:-1] + "а" if re.search(r"(?:в|ч)ны$", word) else ""


def _surname_from(word: str, *, is_her: bool) -> str:
    """Return the nominative of a surname in the genitive, empty where it could be of several."""
    if word.endswith(("ых", "их", "ко", "о", "у")) and not word.endswith(("ого", "его")):
        return word
    if is_her:
        if re.search(r"(?:[оеё]в|[иы]н)ой$", word):
            return word[:-2] + "а"
        if re.search(r"(?:ск|цк)ой$", word):
            return word[:-2] + "ая"
        return word if re.search(r"[бвгджзклмнпрстфхцчшщ]$", word) else ""
    if re.search(r"(?:ск|цк)ого$", word):
        return word[:-3] + "ий"
    return word[:-1] if re.search(r"[бвгджзклмнпрстфхцчшщ]а$", word) else ""
