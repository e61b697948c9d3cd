"""The demonstration data: complete, invented, in order, and its letters readable by the intake."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import pytest

from otklik.intake.reading import read_letter
from otklik.law.kinds import DEMANDS, Claimant, ClaimMatter, ErasureGround, Kind, Regime
from otklik.letters.fields import optional
from otklik.register import requisites
from otklik.register.records import Channel, Operator, OperatorForm, Representative, Subject
from otklik.system.paths import resource

STATES = {"answered", "closed", "open", "extended", "draft", "annulled"}
ACTS = {
    "identify": {"note"},
    "look": {"places"},
    "facts": {"detected_on"},
    "fulfil": {"duties"},
    "destroy": {"systems", "categories", "way", "reason", "media", "annulled"},
    "extend": {"reason"},
    "answer": {"template", "fields", "way", "sent_on", "tracking"},
    "draft": {"template", "fields"},
    "close": {"outcome"},
    "annul": {"reason"},
}

OF_AN_ACT = {"акт", "дата_уничтожения", "уничтоженные_данные"}  # letters take these from the act by themselves


@cache
def demo() -> dict[str, Any]:
    return tomllib.loads(resource("demo/demo.toml").read_text("utf-8"))


@cache
def cases() -> list[dict[str, Any]]:
    return [
        case for name in demo()["cases"] for case in tomllib.loads(resource(f"demo/{name}").read_text("utf-8"))["case"]
    ]


def people() -> list[dict[str, Any]]:
    return [case[role] for case in cases() for role in ("subject", "representative") if role in case]


def test_there_are_five_operators_and_sixty_cases() -> None:
    operators = demo()["operator"]
    assert Counter(operator["form"] for operator in operators) == {"ООО": 3, "ИП": 2}
    assert len(cases()) == 60
    assert {case["operator"] for case in cases()} == {operator["key"] for operator in operators}


def test_every_kind_and_channel_is_shown() -> None:
    kinds = Counter(kind for case in cases() for kind in case["kinds"])
    assert set(kinds) == set(DEMANDS)
    assert min(kinds.values()) >= 2
    assert {case["channel"] for case in cases()} == set(Channel) - {Channel.OWN}
    assert sum("representative" in case for case in cases()) >= 3


def test_cases_stand_in_the_order_of_registration() -> None:
    days = [case.get("noticed_on", case["received_on"]) for case in cases()]
    received = [case["received_on"] for case in cases()]
    assert received == sorted(received)
    assert received[0] >= date(2026, 8, 3)
    assert max(days) <= date(2026, 11, 20) < demo()["today"]


def test_most_cases_are_answered_and_some_are_open() -> None:
    states = Counter(case["state"] for case in cases())
    assert set(states) == STATES
    issued = sum(step["act"] in {"answer", "extend"} for case in cases() for step in case.get("step", ()))
    assert issued >= 35


@pytest.mark.parametrize("number", range(60))
def test_a_case_is_well_formed(number: int) -> None:
    case = cases()[number]
    Regime(case.get("regime", "152-fz"))
    for name, values in (("erasure_ground", ErasureGround), ("claimant", Claimant), ("claim_matter", ClaimMatter)):
        if name in case:
            values(case[name])
    assert ("claim" in case["kinds"]) == ("claimant" in case and "claim_matter" in case)
    assert ("erasure" in case["kinds"]) == ("erasure_ground" in case)
    assert ("text" in case) != ("letter_file" in case)
    assert set(case["subject"]) <= {field.name for field in fields(Subject)}
    assert set(case.get("representative", {})) <= {field.name for field in fields(Representative)}
    writer = case.get("representative", case["subject"])
    if "letter_file" not in case:
        assert {"email": "email", "letter": "address"}.get(case["channel"], "full_name") in writer


@pytest.mark.parametrize("number", range(60))
def test_the_steps_of_a_case_lead_to_its_state(number: int) -> None:
    case = cases()[number]
    steps = case.get("step", [])
    days = [step["on"] for step in steps]
    assert days == sorted(days)
    assert all(case.get("noticed_on", case["received_on"]) <= day <= demo()["today"] for day in days)
    for step in steps:
        assert set(step) - {"on", "act"} <= ACTS[step["act"]]
        assert step["on"] <= step.get("sent_on", step["on"])
        if step["act"] in {"answer", "draft"}:
            assert resource(f"letters/ru/{step['template']}.md").is_file()
        for value in step.get("fields", {}).values():
            assert value.strip()
    acts = [step["act"] for step in steps if step["act"] != "look"]  # to search leaves a case as it stands
    last = acts[-1] if acts else ""
    expected = {
        "answered": last == "close" and "answer" in acts,
        "closed": last == "close" and "answer" not in acts,
        "annulled": last == "annul",
        "draft": last == "draft",
        "extended": last == "extend",
        "open": not {"close", "annul", "answer", "draft", "extend"} & set(acts),
    }
    assert expected[case["state"]]


def test_an_issued_letter_fills_the_fields_its_template_asks_of_the_clerk() -> None:
    asked = {
        path.stem: set(re.findall(r"письмо\.(\w+)", path.read_text("utf-8")))
        for path in resource("letters/ru").glob("*.md")
    }
    always = {  # what stands under a condition is proven by the building of the demonstration itself
        path.stem: set(re.findall(r"письмо\.(\w+)", re.sub(r"(?s){% if .*?{% endif %}", "", path.read_text("utf-8"))))
        for path in resource("letters/ru").glob("*.md")
    }
    for case in cases():
        for step in case.get("step", ()):
            if step["act"] == "answer":
                needed = {name for name in always[step["template"]] if f"письмо.{name}" not in optional()}
                if any(one["act"] == "destroy" for one in case["step"]):
                    needed -= OF_AN_ACT
                assert needed <= set(step.get("fields", {})) <= asked[step["template"]]
            elif step["act"] == "draft":
                assert set(step["fields"]) < asked[step["template"]]


def test_requisites_are_right_and_clearly_invented() -> None:
    for operator in demo()["operator"]:
        given = {name: value for name, value in operator.items() if name not in {"key", "places"}}
        assert set(given) <= {field.name for field in fields(Operator)} - {"id"}
        form = OperatorForm(operator["form"])
        assert requisites.check_inn(operator.get("inn", ""), form) is None
        assert requisites.check_ogrn(operator.get("ogrn", ""), form) is None
        assert requisites.check_kpp(operator.get("kpp", "")) is None
        assert requisites.check_address(operator["address"]) is None
        assert operator.get("inn", "9999").startswith("9999")
        assert {Kind(right) for right in operator["rights"]}
        assert {Channel(channel) for channel in operator["channels"]}


def test_nobody_can_be_reached_under_these_addresses() -> None:
    owners = [*people(), *demo()["operator"]]
    phones = [phone for owner in owners for phone in (owner.get("phone"), *owner.get("phones", ())) if phone]
    emails = [email for owner in owners for email in (owner.get("email"), *owner.get("emails", ())) if email]
    assert phones
    assert emails
    for phone in phones:
        assert re.fullmatch(r"\+7 (?:900|495) 000-00-\d\d", phone)
        assert requisites.check_phone(phone) is None
    for email in emails:
        assert email.rpartition("@")[2] in {"example.ru", "example.com"}
        assert requisites.check_email(email) is None
    for person in people():
        assert requisites.check_address(person.get("address", "")) is None


def test_letters_that_came_as_files_say_what_the_case_says() -> None:
    with_file = [case for case in cases() if "letter_file" in case]
    assert len(with_file) == 5
    assert {case["letter_file"] for case in with_file} == {
        f"letters/{p.name}" for p in resource("demo/letters").iterdir()
    }
    for case in with_file:
        path = resource(f"demo/{case['letter_file']}")
        letter = read_letter(path.name, path.read_bytes())
        assert letter.date == case["received_on"]
        assert {guessed.kind for guessed in letter.kinds} == set(case["kinds"])
        assert letter.subject_name == case["subject"]["full_name"]
        assert letter.sender_address.endswith(("@example.ru", "@example.com"))
        assert letter.problems == ()
        assert "\ufffd" not in letter.text + letter.subject + letter.sender_name
        assert all(file.name.endswith(".png") and file.content.startswith(b"\x89PNG") for file in letter.attachments)


def test_the_words_of_typed_letters_are_understood_or_left_alone() -> None:
    """Precision over recall: a guess is hardly ever a demand the case does not have."""
    wrong, right = [], 0
    for case in cases():
        if "text" not in case:
            continue
        guessed = {guess.kind.value for guess in read_letter("a.txt", case["text"].encode()).kinds}
        right += len(guessed & set(case["kinds"]))
        wrong += [(case["subject"]["full_name"], kind) for kind in guessed - set(case["kinds"])]
    assert right >= 40
    assert len(wrong) <= 10, wrong
