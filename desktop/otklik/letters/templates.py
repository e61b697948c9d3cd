"""Letter templates: Markdown with merge fields, one file a letter, a TOML head between `+++` lines; which of them fit.

The head of a template:

    order        place in the list of templates; 100 where it is not said
    title        what the list calls it
    heading      heading of the letter («О …»)
    kinds        demands whose duties it fulfils when it is sent, the most fitting first
    outcome      how the case stands after it: `satisfied`, `partial`, `refused`, `answered`, `not_ours`; `asked` and
                 `offered` where the answer is still owed; empty where it says nothing of the matter
    closes       acts it fulfils (`closed_by` in the rules of law)
    gives_data   whether it hands out personal data: to a stranger that is a leak; not, where it is not said
    regimes      laws it is written by; 152-ФЗ where it is not said
    [[fits]]     where it is offered, the first that matches counts; none at all: to every case of its kinds
        kinds        for these demands; the kinds of the template where it is not said
        when         and for these answers and duties of the case (`Situation`); one not given yet excludes nothing
        rank         0 what comes before it · 1 the answer · 2 another answer · 3 a letter on the way · 4 a refusal
        why, why_en  why it fits, for the clerk
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Regime
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_FENCE = "+++\n"
_LAST = 100


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which letters fit a case.

    Attributes:
        kinds: what is demanded, in the order of the letter: the first weighs most.
        regime: which law counts.
        erasure_ground, claimant, claim_matter, alleges_unlawful: the clerk's answers; `None` while not given.
        unlawful_found: whether a violation was confirmed (152-ФЗ ст. 21 ч. 3).
        blocked: whether the data are blocked for the check.
        extendable: whether a term may still be extended.
        repeated: whether the same person asked the same less than thirty days before (ст. 14 ч. 4).
        identified: whether the clerk checked who wrote.
        destruction_impossible: whether the data cannot be destroyed in the first term (ст. 21 ч. 6).
        shared: whether the profile names somebody who gets the data.
        delegated: whether the profile names somebody who processes them for the operator.
    """

    kinds: tuple[Kind, ...]
    regime: Regime = Regime.RUSSIAN
    erasure_ground: ErasureGround | None = None
    claimant: Claimant | None = None
    claim_matter: ClaimMatter | None = None
    alleges_unlawful: bool | None = None
    unlawful_found: bool = False
    blocked: bool = False
    extendable: bool = False
    repeated: bool = False
    identified: bool = False
    destruction_impossible: bool = False
    shared: bool = False
    delegated: bool = False


_ANSWERS = frozenset(field.name for field in fields(Situation)) - {"kinds", "regime"}


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a template is offered, and why: see the head of a template above."""

    kinds: tuple[Kind, ...]
    when: Mapping[str, Sequence[object]]
    rank: int
    why: str
    why_en: str

    def matches(self, situation: Situation) -> bool:
        """Tell whether the demands and the answers of a case are those meant here."""
        if not set(self.kinds) & set(situation.kinds):
            return False
        answers = ((getattr(situation, name), meant) for name, meant in self.when.items())
        return all(answer is None or answer in meant for answer, meant in answers)


@dataclass(frozen=True, slots=True)
class Template:
    """A letter that can be drafted: see the head of a template above.

    Attributes:
        id: name of the file, e.g. `access_answer`.
        body: Markdown with Jinja2 fields.
    """

    id: str
    title: str
    heading: str
    kinds: tuple[Kind, ...]
    outcome: str
    closes: tuple[str, ...]
    body: str
    regimes: tuple[Regime, ...] = (Regime.RUSSIAN,)
    fits: tuple[Fit, ...] = ()
    order: int = _LAST
    gives_data: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A template that fits a case, and the reason in both languages; empty where the kinds alone are the reason."""

    template: Template
    why: str
    why_en: str


@cache
def load_templates() -> dict[str, Template]:
    """Return the shipped templates by id, in the order the list shows them."""
    read = [read_template(path) for path in resource("letters/ru").glob("*.md")]
    return {one.id: one for one in sorted(read, key=lambda one: (one.order, one.id))}


def read_template(path: Path) -> Template:
    """Read one template file; its name is the id.

    Raises:
        ValueError: the head between the `+++` lines is missing or incomplete, or names what nobody knows.
    """
    _, head, body = path.read_text("utf-8").split(_FENCE, 2)
    facts: dict[str, Any] = tomllib.loads(head)
    kinds = tuple(Kind(kind) for kind in facts["kinds"])
    return Template(
        id=path.stem,
        title=facts["title"],
        heading=facts["heading"],
        kinds=kinds,
        outcome=facts["outcome"],
        closes=tuple(facts["closes"]),
        body=body.strip() + "\n",
        regimes=tuple(Regime(regime) for regime in facts.get("regimes", [Regime.RUSSIAN])),
        fits=tuple(_fit(fit, kinds) for fit in facts.get("fits", [{}])),
        order=facts.get("order", _LAST),
        gives_data=facts.get("gives_data", False),
    )


def _fit(facts: Mapping[str, Any], kinds: tuple[Kind, ...]) -> Fit:
    when = facts.get("when", {})
    if unknown := set(when) - _ANSWERS:
        raise ValueError(f"fits: no such answer: {sorted(unknown)}")
    return Fit(
        kinds=tuple(Kind(kind) for kind in facts["kinds"]) if "kinds" in facts else kinds,
        when=when,
        rank=facts.get("rank", 1),
        why=facts.get("why", ""),
        why_en=facts.get("why_en", ""),
    )


def suited(situation: Situation) -> tuple[Offer, ...]:
    """Return the templates that fit a case, best first.

    Of a demand for which nothing is written by the law that counts, those of another law are returned; of an occasion
    for which there is no letter, none.
    While nobody knows who wrote, what hands out personal data comes last.
    """
    every = load_templates().values()
    return _fitting([one for one in every if situation.regime in one.regimes], situation) or _fitting(every, situation)


def _fitting(templates: Iterable[Template], situation: Situation) -> tuple[Offer, ...]:
    found: list[tuple[tuple[bool, int, int, int], Offer]] = []
    for place, template in enumerate(templates):
        fit = next((fit for fit in template.fits if fit.matches(situation)), None)
        if fit is not None:
            demand = next(index for index, kind in enumerate(situation.kinds) if kind in fit.kinds)
            held = template.gives_data and not situation.identified
            found.append(((held, fit.rank, demand, place), Offer(template, fit.why, fit.why_en)))
    return tuple(offer for _key, offer in sorted(found, key=lambda entry: entry[0]))
