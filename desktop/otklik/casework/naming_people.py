"""Names of people: how they are declined in this register, and what the clerk puts right is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import MAX_NAME
from otklik.casework.desk import Changes
from otklik.register.paper_records import NameForm
from otklik.register.search import fold
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.declension import Declined
    from otklik.register.records import Case, Gender
    from otklik.register.store import Register


@dataclass(frozen=True, slots=True)
class NameView:
    """How the name of a person is declined in letters, and who said so.

    Attributes:
        full_name: the name as it is entered.
        subject_id: row id of the person; `None` of a representative, whose name is put right for everybody of it.
        declined: the forms letters use; where `sure` is False the clerk should look.
        by_rules: the forms without anybody's correction, to compare and to begin a correction with.
        corrected: whether something was put right for this person.
        remembered: what was put right for everybody of that name, or `None`.
    """

    full_name: str
    subject_id: int | None
    declined: Declined
    by_rules: Declined
    corrected: bool
    remembered: NameForm | None


def name_view(desk: Desk, subject_id: int) -> NameView | None:
    """Return how the name of a person is declined in letters; `None` for an organisation, whose name is not."""
    from otklik.letters.corrected import decline_subject  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.declension import decline  # noqa: PLC0415 - the same

    subject = desk.register.subjects.get(subject_id)
    if subject.organisation or subject.anonymised_on is not None:
        return None
    form = remembered(desk.register, subject.full_name)
    return NameView(
        full_name=subject.full_name,
        subject_id=subject_id,
        declined=decline_subject(subject, lambda _name: form),
        by_rules=decline(subject.full_name),
        corrected=bool(subject.dative or subject.genitive or subject.gender),
        remembered=form,
    )


def names_of_case(desk: Desk, case: Case) -> tuple[NameView, ...]:
    """Return the names letters of a case decline: the person's, and before it that of who writes for him."""
    from otklik.letters.declension import decline  # noqa: PLC0415 - letters are loaded when one is written

    views = [name_view(desk, case.subject_id)]
    if case.representative_id is not None and case.anonymised_on is None:
        name = desk.register.representatives.get(case.representative_id).full_name
        views.insert(
            0,
            NameView(
                full_name=name,
                subject_id=None,
                declined=decline_in(desk.register, name),
                by_rules=decline(name),
                corrected=False,
                remembered=remembered(desk.register, name),
            ),
        )
    return tuple(view for view in views if view is not None)


def decline_as(full_name: str, *, dative: str = "", genitive: str = "", gender: Gender | None = None) -> Declined:
    """Return a name in the forms of a letter as it would be with these corrections; needs no register."""
    from otklik.letters.corrected import decline_corrected  # noqa: PLC0415 - letters are loaded when one is written

    return decline_corrected(full_name, NameForm(0, full_name, dative, genitive, gender))


def decline_in(register: Register, full_name: str, gender: Gender | None = None) -> Declined:
    """Return a name in the forms of a letter, by what this register remembers for it and else by the rules.

    Args:
        register: the open register.
        full_name: the name in the nominative.
        gender: what the clerk knows; it goes before what is remembered.
    """
    from otklik.letters.corrected import decline_name  # noqa: PLC0415 - letters are loaded when one is written

    return decline_name(full_name, gender, lambda name: remembered(register, name))


def remembered(register: Register, full_name: str) -> NameForm | None:
    """Return how a name was put right for everybody, whatever order it is written in, or `None`."""
    from otklik.letters.declension import decline  # noqa: PLC0415 - letters are loaded when one is written

    return register.name_forms.of(full_name) or register.name_forms.of(decline(full_name).nominative)


def correct_name(
    desk: Desk,
    subject_id: int,
    *,
    full_name: str = "",
    dative: str = "",
    genitive: str = "",
    gender: Gender | None = None,
    for_everybody: bool = False,
) -> Changes:
    """Keep how the name of a person is declined; what is empty is declined by what is remembered, else by the rules.

    Args:
        desk: the clerk's desk.
        subject_id: whose name it is.
        full_name: the name put right itself; empty where it stays.
        dative: «Перецу Льву Ильичу», or the addressee with initials, «Перецу Л. И.».
        genitive: «Переца Льва Ильича».
        gender: with which the forms and the greeting agree.
        for_everybody: whether it holds for everybody of that name as well.

    Raises:
        UserError: it is an organisation, or a form is too long.
    """
    full_name, dative, genitive = _checked(full_name), _checked(dative), _checked(genitive)
    register = desk.register
    with register.atomic():
        old = register.subjects.get(subject_id)
        if old.organisation or old.anonymised_on is not None:
            raise UserError("The name of an organisation is not declined.")
        new = replace(old, full_name=full_name or old.full_name, dative=dative, genitive=genitive, gender=gender)
        if changes := journal.differences(old, new):
            register.subjects.save(new)
            journal.write(desk, "subject_changed", changes=changes)
        others = _remember(desk, NameForm(0, new.full_name, dative, genitive, gender)) if for_everybody else frozenset()
        return _changes(register, others | {subject_id} if changes else others)


def remember_name(
    desk: Desk, full_name: str, *, dative: str = "", genitive: str = "", gender: Gender | None = None
) -> Changes:
    """Keep how a name is declined, for everybody of that name; a form not given stays as it was remembered.

    Args:
        desk: the clerk's desk.
        full_name: the name in the nominative.
        dative: «Перецу Льву Ильичу».
        genitive: «Переца Льва Ильича».
        gender: with which the forms and the greeting agree.

    Raises:
        UserError: the name is empty, nothing is given to remember, or a text is too long.
    """
    full_name, dative, genitive = _checked(full_name), _checked(dative), _checked(genitive)
    if not full_name:
        raise UserError("The name is empty.")
    if not (dative or genitive or gender):
        raise UserError("Say what to remember: the dative, the genitive or the gender.")
    with desk.register.atomic():
        old = remembered(desk.register, full_name) or NameForm()
        form = NameForm(0, full_name, dative or old.dative, genitive or old.genitive, gender or old.gender)
        return _changes(desk.register, _remember(desk, form))


def forget_name(desk: Desk, form_id: int) -> Changes:
    """Forget how a name was put right for everybody; what was put right for one person stays with him."""
    register = desk.register
    with register.atomic():
        found = [form for form in register.name_forms.all() if form.id == form_id]
        if not found:
            return Changes()
        register.name_forms.forget(form_id)
        journal.write(desk, "name_forgotten", changes=journal.facts(form=form_id))
        return _changes(register, _bearers(register, found[0].full_name))


def _changes(register: Register, subjects: frozenset[int]) -> Changes:
    """Return the people whose name is declined otherwise now, with their cases: letters show the name."""
    cases = frozenset(case.id for subject_id in subjects for case in register.cases.of_subject(subject_id))
    return Changes(cases=cases, subjects=subjects)


def _remember(desk: Desk, form: NameForm) -> frozenset[int]:
    """Remember a form under the usual order of the name, and return who bears it.

    The journal names no names here: the line belongs to no person, with whom it could be anonymised.
    """
    from otklik.letters.declension import decline  # noqa: PLC0415 - letters are loaded when one is written

    register = desk.register
    usual = decline(form.full_name).nominative
    old = remembered(register, form.full_name)
    if old is not None and fold(old.full_name) != fold(usual):
        register.name_forms.forget(old.id)
    if not (form.dative or form.genitive or form.gender):
        return _forget(desk, old) if old is not None else frozenset()
    stored = register.name_forms.remember(replace(form, full_name=usual))
    if old is None or replace(old, id=stored.id) != stored:
        journal.write(desk, "name_remembered", changes=journal.facts(form=stored.id))
    return _bearers(register, usual)


def _forget(desk: Desk, form: NameForm) -> frozenset[int]:
    return forget_name(desk, form.id).subjects


def _bearers(register: Register, full_name: str) -> frozenset[int]:
    """Return the people of a name; most have one bearer."""
    found = register.subjects.page(full_name)
    return frozenset(subject.id for subject, _number, _last in found if fold(subject.full_name) == fold(full_name))


def _checked(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > MAX_NAME:
        raise UserError(
            "A name of {length} characters cannot be meant: at most {limit}.", length=len(text), limit=MAX_NAME
        )
    return text
