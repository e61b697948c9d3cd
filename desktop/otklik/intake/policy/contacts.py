"""How the operator is reached: e-mails, phones in E.164, sites. Those of anybody else are none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from otklik.intake.policy.facts import Found
from otklik.intake.policy.parties import Owner
from otklik.intake.policy.places import stems
from otklik.intake.policy.standing import stands
from otklik.intake.policy.structure import Policy
from otklik.system.paths import resource

_EMAIL = re.compile(
    r"(?<![\w.+\-@/])[a-z0-9_][\w.+\-]{0,63}@\n?(?:[a-zа-я0-9](?:[a-zа-я0-9\-]{0,61}[a-zа-я0-9])?\.){1,4}"
    r"(?:[a-z]{2,12}|рф|рус|xn--[a-z0-9]{2,20})(?![\w@])"
)
_HOST = re.compile(
    r"(?<![\w.@\-/=])(?<!@\n)(?<!собака\))(?<!собака\])(?:(?P<scheme>https?://)|(?<=//))?(?P<host>(?:[a-zа-я0-9](?:[a-zа-я0-9\-]{0,61}[a-zа-я0-9])?\.){1,4}"
    r"(?:[a-z]{2,12}|рф|рус|москва|онлайн|сайт|дети|xn--[a-z0-9]{2,20}))(?![\w@\-]|\.[a-zа-я])(?P<path>/[^\s<>()\"]{0,200})?"
)
_CODE_LIKE = re.compile(r"[а-я]\.(?!рф$|рус$)[а-я]{1,3}$|^\d+(?:\.\d+)*$")
_PHONE = re.compile(
    r"(?<![\w+.,/№\-])(?:\+\s?\d|8|\(\d{3,5}\)|7(?=[\s(\-]))(?:[\d ()\-.]|\n(?!\d{1,2}[.)])){7,20}\d(?![\d])"
)
_SHORT_PHONE = re.compile(r"[,;]?\s{0,2}(?:и\s)?(?P<short>\d{2,3}-\d{2}-\d{2})(?![\d\-])")
_PHONE_LABEL = re.compile(
    r"(?:тел|телефон\w*|моб\w*|phone|звон\w+|позвон\w+|номер\w*|т|whatsapp|горяч\w+ лини\w+|связ\w+|контакт\w*)[.:]*"
    r"[^\d\n@]{0,40}$"
)
_FAX = re.compile(r"(?<!тел\./)(?<!тел/)(?<!телефон/)факс\w*[.:\s]*$")
_LINK = re.compile(
    r"ссылк[иуа]\s+на\s|переход\w*\s+(?:\w+\s+)?на\s|сторонн|партнер|сайт\w*\s+(?:групп|холдинг|учредител|франшиз)"
)
_NUMBER_OF_SOMETHING = re.compile(
    r"(?<!\w)(?:инн|огрн\w*|кпп|р/с|к/с|бик|окпо|оквэд|счет\w*|№|n|паспорт\w*|снилс|лицензи\w*|договор\w*)[^\d\n]{0,25}$"
)
_NOBODY_READS = re.compile(r"(?:no-?reply|do-?not-?reply|robot|mailer|webmaster|postmaster|hostmaster|abuse)\b")
_HEADS = 60
_FREE_MAIL = frozenset(
    {
        "gmail.com",
        "mail.ru",
        "yandex.ru",
        "ya.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "rambler.ru",
        "outlook.com",
        "hotmail.com",
        "icloud.com",
        "yandex.com",
        "vk.com",
    }
)


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(resource("intake/policy_contacts.toml").read_text("utf-8"))


@cache
def _stems(name: str) -> re.Pattern[str]:
    return stems(_rules()[name])


def find(policy: Policy) -> Iterator[tuple[str, Found[str]]]:
    """Yield e-mails, phones and sites of the operator."""
    if policy.is_template:
        return
    own = {found.value.removeprefix("www.") for found in _sites(policy, frozenset())}
    emails = list(_emails(policy, own))
    yield from (("emails", found) for found in emails)
    yield from (("sites", found) for found in _sites(policy, {one.value.rpartition("@")[2] for one in emails}))
    yield from (("phones", found) for found in _phones(policy))


def _is_meant(policy: Policy, start: int, end: int) -> bool:
    return policy.is_stated(start, end) and stands(policy, start, end)


def _emails(policy: Policy, own: AbstractSet[str]) -> Iterator[Found[str]]:
    """Yield e-mail addresses people are to write to; those at a site of the operator are his whatever stands beside."""
    for found in _EMAIL.finditer(policy.plain):
        host = found.group().rpartition("@")[2].strip()
        if (_is_of_others(host) and host not in _FREE_MAIL) or not _is_meant(policy, *found.span()):
            continue
        if _NOBODY_READS.match(found.group()):
            continue
        owner = policy.parties.owner_at(*found.span())
        if host in own or owner is Owner.OPERATOR or (owner is Owner.UNKNOWN and _invites(policy, found)):
            value = "".join(policy.words[found.start() : found.end()].lower().split())
            yield Found(value, (policy.quote(*found.span()),))


def _invites(policy: Policy, found: re.Match[str]) -> bool:
    """Return whether the words around an e-mail, or its heading, invite to write to it."""
    sentence = policy.sentence_at(found.start())
    start, end = max(sentence.start, found.start() - 200), min(sentence.end, found.end() + 80)
    if _stems("invites").search(policy.plain, start, end):
        return True
    paragraph = policy.paragraph_at(found.start())
    return paragraph.end - paragraph.start - len(found.group()) < 25


def _phones(policy: Policy) -> Iterator[Found[str]]:
    """Yield phone numbers of the operator in E.164."""
    import phonenumbers  # noqa: PLC0415 - numbering plans of all countries; only policies and forms need them

    for found in _PHONE.finditer(policy.plain):
        number = found.group()
        if len(number) - len(number.lstrip("+0123456789")) == 0 and not number.startswith("("):
            continue
        if not _is_phone(policy, found) or not _is_meant(policy, *found.span()):
            continue
        try:
            parsed = phonenumbers.parse(" ".join(number.split()), "RU")
        except phonenumbers.NumberParseException:
            continue
        digits = str(parsed.national_number)
        if not phonenumbers.is_possible_number(parsed) or len(set(digits)) < 3 or digits[3:] == "0000000":
            continue
        if policy.parties.owner_at(*found.span()) is not Owner.OTHER:
            value = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            yield Found(value, (policy.quote(*found.span()),))
            yield from _with_the_same_code(policy, found.end(), value)


def _with_the_same_code(policy: Policy, end: int, value: str) -> Iterator[Found[str]]:
    """Yield the short numbers behind a phone: «(812) 000-00-16, 000-00-17»."""
    while found := _SHORT_PHONE.match(policy.plain, end):
        digits = re.sub(r"\D", "", found.group("short"))
        yield Found(value[: -len(digits)] + digits, (policy.quote(*found.span("short")),))
        end = found.end()


def _is_phone(policy: Policy, found: re.Match[str]) -> bool:
    """Return whether figures are a phone: written as one, or called one; and no fax and no other number."""
    line = policy.plain.rfind("\n", 0, found.start()) + 1
    before = policy.plain[max(line, found.start() - _HEADS) : found.start()]
    if _FAX.search(before):
        return False
    if _NUMBER_OF_SOMETHING.search(before) and not _PHONE_LABEL.search(before):
        return False
    return (
        found.group().lstrip().startswith("+")
        or "(" in found.group()
        or _PHONE_LABEL.search(before) is not None
        or (
            found.group().startswith(("8", "7"))
            and "-" in found.group()
            and len(re.sub(r"\D", "", found.group())) == 11
        )
    )


def _sites(policy: Policy, mail_hosts: AbstractSet[str]) -> Iterator[Found[str]]:
    """Yield the operator's sites; what lies below one of them is left out, and so is «www.» of one already there."""
    hosts: dict[str, Found[str]] = {}
    for found in _HOST.finditer(policy.plain):
        host = found.group("host")
        if not _is_host(found, host) or _is_of_others(host) or not _is_meant(policy, *found.span("host")):
            continue
        if host in hosts or not _is_own_site(policy, found, mail_hosts):
            continue
        hosts[host] = Found(
            policy.words[found.start("host") : found.end("host")].lower(), (policy.quote(*found.span("host")),)
        )
    for host, one in hosts.items():
        bare = host.removeprefix("www.")
        above = (other for other in hosts if other != host)
        if not any(
            bare.endswith("." + other.removeprefix("www.")) or (bare == other and host != bare) for other in above
        ):
            yield one


def _is_host(found: re.Match[str], host: str) -> bool:
    """Return whether a word with a dot is a host, and no abbreviation, file or sentence end without a blank."""
    ending = host.rpartition(".")[2]
    if found.group("scheme") or host.startswith("www."):
        return True
    if ending in _rules()["no_hosts"] or _CODE_LIKE.search(host):
        return False
    return ending.isascii() or ending in {"рф", "рус"}


def _is_of_others(host: str) -> bool:
    return any(host == other or host.endswith("." + other) for other in _rules()["others"])


def _is_own_site(policy: Policy, found: re.Match[str], mail_hosts: AbstractSet[str]) -> bool:
    """Return whether the words around a host say that it is the operator's."""
    start = found.start("host")
    owner = policy.parties.owner_at(*found.span("host"))
    if owner is Owner.OTHER:
        return False
    sentence = policy.sentence_at(start)
    if _LINK.search(policy.plain, max(sentence.start, start - 60), start):
        return False
    before = _stems("own_site").search(policy.plain, max(sentence.start, start - 90), start)
    after = _stems("own_site").search(policy.plain, found.end(), min(sentence.end, found.end() + 50))
    if before or after or found.group("host").removeprefix("www.") in mail_hosts:
        return True
    paragraph = policy.paragraph_at(start)
    is_line_of_its_own = paragraph.end - paragraph.start < 80 and not found.group("path")
    return is_line_of_its_own or start < 400 or (owner is Owner.OPERATOR and not found.group("path"))
