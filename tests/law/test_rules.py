"""The rules as shipped: every entry whole; damaged files refused."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from otklik.law.kinds import OCCASIONS, Kind, Proof, Reading, Regime, Trigger
from otklik.law.rules import FILES, QUESTIONS, Rule, RuleSet
from otklik.law.terms import Unit
from otklik.system.errors import EnvironmentProblem
from otklik.system.paths import resource

RULES = RuleSet.load()
ACTS = {"answer", "refusal", "block", "change", "stop", "destroy", "notify", "publish"}
ACTS |= {"rkn_report", "rkn_investigation"}


def test_edition_is_named() -> None:
    assert RULES.edition == "152-ФЗ в ред. 26.07.2026, правила 2026.2"
    assert RuleSet.load() is RULES


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OTHER])
@pytest.mark.parametrize("regime", Regime)
def test_every_kind_but_other_has_rules(kind: Kind, regime: Regime) -> None:
    assert any(rule.is_valid(date(2026, 11, 20)) for rule in RULES.of(kind, regime))


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.duty}-{rule.kinds[0]}-{rule.valid_to}")
def test_every_rule_is_whole(rule: Rule) -> None:
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.title_en.isascii()
    assert rule.basis
    assert rule.reading is not Reading.POLICY
    assert set(rule.closed_by) <= ACTS
    assert rule.closed_by
    assert (rule.term.number == 0) == (rule.term.unit is Unit.AT_ONCE)
    in_doubt = bool({question for question, _answers in rule.when} & QUESTIONS)
    assert in_doubt == bool(rule.condition) == bool(rule.condition_en)
    assert bool(rule.to) == (rule.proof in {Proof.LETTER, Proof.RKN_FORM, Proof.PUBLICATION})
    assert rule.condition is None or rule.condition.startswith("если ")


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.duty}-{rule.kinds[0]}-{rule.valid_to}")
def test_occasions_and_only_they_run_from_an_event(rule: Rule) -> None:
    assert (rule.trigger is Trigger.EVENT) == OCCASIONS.issuperset(rule.kinds)
    assert (rule.trigger is Trigger.EVENT) or not OCCASIONS.intersection(rule.kinds)


def test_no_two_rules_give_one_duty_for_one_case() -> None:
    for one, other in combinations(RULES.rules, 2):
        if one.duty != other.duty or not set(one.kinds) & set(other.kinds) or not one.regimes & other.regimes:
            continue
        apart_in_time = any(
            a.valid_to is not None and b.valid_from is not None and a.valid_to < b.valid_from
            for a, b in ((one, other), (other, one))
        )
        apart_by_answer = any(not answers & dict(other.when).get(question, answers) for question, answers in one.when)
        assert apart_in_time or apart_by_answer, one.duty


def test_extension_stands_only_where_the_norm_has_it() -> None:
    extended = {rule.duty for rule in RULES.rules if rule.extension and Regime.RUSSIAN in rule.regimes}
    assert extended == {"answer_access", "give_copy", "answer_erasure", "answer_rkn", "stop_processing"}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('reading = "text"', 'reading = "guess"'),
        ('kinds = ["access", "portability"]', 'kinds = ["acess"]'),
        ('unit = "working_days"', 'unit = "weeks"'),
        ("when = { erasure_ground", "when = { weather"),
        ('extension = { number = 5, unit = "working_days" }', 'extension = { number = 1, unit = "months" }'),
        ('edition = "', "edition "),
        ('basis = "152-ФЗ ст. 21 ч. 1"\n', ""),
    ],
)
def test_damaged_rules_are_refused(tmp_path: Path, was: str, becomes: str) -> None:
    text = resource(FILES[0]).read_text("utf-8")
    assert was in text
    damaged = tmp_path / "rules.toml"
    damaged.write_text(text.replace(was, becomes), "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"rules\.toml"):
        RuleSet.read((damaged,))


def test_missing_rules_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        RuleSet.read((tmp_path / "rules.toml",))
