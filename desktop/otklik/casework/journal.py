"""Journal lines: what an act writes, and how a line reads as a sentence."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING, Any

from otklik.law.terms import Term
from otklik.register.journal import FORMER_DIGEST
from otklik.register.records import Change, Event
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk

_SENTENCES = {
    "register_created": "The register is made",
    "operator_saved": "The profile of the operator is saved",
    "policy_taken": "The profile is filled in from the policy: {fields}",
    "policy_kept": "The text of the policy is kept with the profile",
    "logo_set": "A logo is put on letters",
    "logo_removed": "The logo is taken off letters",
    "signature_set": "An image of the signature is put on letters",
    "signature_removed": "The image of the signature is taken off letters",
    "seal_set": "An image of the seal is put on letters",
    "seal_removed": "The image of the seal is taken off letters",
    "case_registered": "Registered: {title}; files: {files}",
    "case_amended": "The circumstances are put on record: {fields}",
    "term_recounted": "Recounted “{duty}”: was {old}, is {new}",
    "rules_changed": "Counted by other rules: {rules_edition}",
    "duty_added": "The rules add “{duty}”, due by {until}",
    "duty_dropped": "The rules no longer ask for “{duty}”, which was due by {until}",
    "rules_adopted": "The open cases are counted by the new rules: {edition}",
    "decree_entered": "A decree on days off of {year} is entered: № {number} of {signed}",
    "decree_removed": "The decree on days off of {year} is taken out again: № {number} of {signed}",
    "day_off_added": "A day off of the region is entered: {day}, {ground}",
    "day_off_removed": "A day off of the region is taken out again: {day}, {ground}",
    "calendar_changed": "The working calendar changed; dates that moved: {moved}",
    "subject_changed": "The details of the person are changed",
    "representative_changed": "The details of the representative are changed",
    "name_remembered": "It is remembered how a name is declined",
    "name_forgotten": "It is no longer remembered how a name is declined",
    "file_added": "A file is added",
    "file_added_named": "A file is added: {name}",
    "identity_confirmed": "Identity confirmed: {note}",
    "duty_done": "Done: {duty}",
    "duty_reopened": "Opened again: {duty}. Reason: {reason}",
    "term_extended": "Extended until {until} once the notice is sent: {reason}",
    "extension_rules": "The notice is sent: “{duty}” is due by {until}",
    "extension_void": "The notice is void: “{duty}” is extended no more",
    "extension_late": "The notice left after the term had ended: “{duty}” is not extended",
    "template_changed": "The text of the template “{title}” is changed",
    "template_returned": "The template “{title}” has the shipped text again",
    "letter_drafted": "A letter is drafted: {heading}",
    "draft_discarded": "The draft is discarded",
    "letter_issued": "Letter № {number} is issued",
    "letter_annulled": "Letter № {number} is annulled: {reason}",
    "letter_dispatched": "Letter № {number} left on {on}: {way}",
    "letter_posted": "Letter № {number} left on {on}: {way}; tracking number {tracking}",
    "receipt_kept": "The receipt of letter № {number} is kept",
    "arrival_proof_kept": "The proof of how letter № {number} arrived is kept",
    "tracking_noted": "The tracking number of letter № {number} is put on record: {tracking}",
    "letter_delivered": "Letter № {number} was delivered on {on}",
    "letter_returned": "Letter № {number} came back undelivered on {on}",
    "duty_in_time": "Done in time by ГК art. 194 p. 2: {duty}",
    "case_split": "Split: “{demands}” goes on as case № {number}",
    "case_split_off": "Split off from case № {number}: {demands}",
    "answers_both": "The letter answers the linked cases too",
    "answers_one": "The letter answers this case alone",
    "destruction_put_off": "Destruction is put off for up to six months: {reason}",
    "destruction_resumed": "Destruction is due in the first term again: {reason}",
    "places_changed": "The list of places to look in is changed; places: {number}",
    "place_added": "A place to look in is added to this case: “{place}”",
    "place_dropped": "A place to look in is taken off: “{place}”",
    "place_looked": "The data were looked for",
    "place_looked_found": "Looked in “{place}” on {on}: found",
    "place_looked_nothing": "Looked in “{place}” on {on}: nothing",
    "place_looked_note": "What was typed of the find in “{place}”; the mark “found” stands as it stood",
    "place_unlooked": "“{place}” is to be looked in again",
    "data_destroyed": "The data were destroyed on {on}. Reason: {reason}",
    "act_made": "Act of destruction № {number} is made",
    "act_annulled": "Act of destruction № {number} is annulled: {reason}",
    "journal_printed": "The journal is printed: {lines}, {sheets}",
    "folder_made": "A folder for inspection is made; cases: {cases}, files: {files}",
    "register_exported": "The whole register is written to a {format} file; cases: {cases}",
    "cases_exported": "A part of the register is written to a {format} file; cases: {cases}",
    "journal_sewn": "The last sheet of the journal is printed, for {sheets}",
    "case_closed": "Closed",
    "journal_brought_in": "An older journal is brought in; cases: {cases}",
    "case_annulled": "Annulled: {reason}",
    "case_held": "Kept until {until}: {reason}",
    "case_released": "Not kept beyond its storage term any more",
    "case_anonymised": "Anonymised: names, texts and files are erased for good",
    "erased_again": "Erased once more: it was anonymised after the copy was made that the register is restored from",
    "file_swept": "The file is written anew: nothing of what was erased is left in it",
    "identity_paper_marked": "A file is marked as a copy of an identity paper",
    "identity_paper_unmarked": "A file is no copy of an identity paper after all",
    "identity_paper_erased": "A copy of an identity paper is erased; that it was checked stays on record",
    "backup_made": "A backup is made and checked",
    "key_saved": "The key is saved to a file",
    "key_changed": "The register has another key: sheet № {number} opens it",
    "password_set": "A password is set: it opens the register from now on",
    "password_removed": "The password is taken off: the password store keeps the key again, or a key file",
    "sheet_checked": "Recovery sheet № {number} is tested",
    "register_restored": "Restored from the copy of {on}",
    "restored_looked_at": "After the restore somebody looked: everything is there",
    "register_salvaged": "The register was rebuilt from a damaged file; cases: {cases}, lines of the journal: {lines}",
    "register_salvaged_anew": (
        "The register was rebuilt from a damaged file; cases: {cases}, lines of the journal: {lines}; chained anew "
        "from line {from_line} on"
    ),
    "register_salvaged_in_part": (
        "The register was rebuilt from a damaged file; cases: {cases}, lines of the journal: {lines}; pages that could "
        "not be read: {pages} of {of_pages}, how much is lost with them is not known"
    ),
    "register_salvaged_in_part_anew": (
        "The register was rebuilt from a damaged file; cases: {cases}, lines of the journal: {lines}; pages that could "
        "not be read: {pages} of {of_pages}, how much is lost with them is not known; chained anew from line "
        "{from_line} on"
    ),
    "line_lost": "This line was lost with the damage of the file",
    "setting_changed": "A setting is changed",
    "absence_planned": "An absence is planned: from {day} until {until}",
    "absence_changed": "The absence is planned anew: from {day} until {until}",
    "absence_removed": "The absence from {day} until {until} is planned no more",
    "undone": "Undone: {what}",
}


_OF_THE_CHAIN = frozenset({FORMER_DIGEST, "unnamed"})
"""Fields a rebuilt journal adds to its lines (`safety.rechaining`); they are no circumstances of a case."""

OF_UNDOING = frozenset({"undone", "undone_lines"})
"""Fields of a line that says what was undone: the act and its lines. The others are those of that act."""


def write(
    desk: Desk,
    act: str,
    *,
    case_id: int | None = None,
    letter_id: int | None = None,
    changes: tuple[Change, ...] = (),
) -> Event:
    """Append one line to the journal, inside the transaction of the act it belongs to."""
    return desk.register.journal.append(desk.clock.now(), act, case_id=case_id, letter_id=letter_id, changes=changes)


def facts(**values: object) -> tuple[Change, ...]:
    """Return plain facts of an act as changes from nothing; empty ones are left out."""
    return tuple(Change(name, None, as_text(value)) for name, value in values.items() if as_text(value) is not None)


def differences(old: Any, new: Any) -> tuple[Change, ...]:
    """Return the fields in which two records of one class differ, with old and new value.

    `old` may be `None` for a new record: then every filled field is a change from nothing.
    """
    changes = []
    for name in (field.name for field in fields(new) if field.name != "id"):
        was = as_text(getattr(old, name)) if old is not None else None
        now = as_text(getattr(new, name))
        if was != now:
            changes.append(Change(name, was, now))
    return tuple(changes)


def as_text(value: object) -> str | None:
    """Return a value as the journal keeps it: ISO dates, enum ids, lists by line; nothing for empty ones."""
    match value:
        case None | "" | ():
            return None
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case date() | datetime():
            return value.isoformat()
        case Term():
            return f"{value.number} {value.unit.value}"
        case tuple():
            return "\n".join(as_text(item) or "" for item in value)
        case _:
            return str(value)


def sentence(event: Event, speak: Callable[..., str] = say) -> str:
    """Return a line of the journal as a sentence; values that were dropped by anonymising read as «…».

    Args:
        event: the line.
        speak: `say` for the language in use, `in_russian` for paper.
    """
    values = {change.field: change.new or "…" for change in event.changes}
    if event.act == "place_looked" and _only_note(event.changes):
        values["outcome"] = "note"
    if event.act == "undone":
        values["what"] = _of_undone(event, values.get("undone", "…"), speak)
    if event.act == "case_amended":
        told = [change for change in event.changes if change.field not in _OF_THE_CHAIN]
        values = {"fields": "; ".join(_circumstance(change, speak) for change in told)}
    if event.act == "policy_taken" and "fields" in values:
        values["fields"] = ", ".join(field_name(name, speak) for name in values["fields"].split("\n"))
    template = _template(event.act, values)
    if event.act == "term_recounted":
        values |= {"old": _day(event.changes, new=False), "new": _day(event.changes, new=True)}
    if event.act in {"journal_printed", "journal_sewn"}:
        values = _spans(values, speak)
    for name in ("until", "on", "signed", "day"):
        if name in values:
            values[name] = _russian_date(values[name])
    # What is missing shows as «…» instead of failing the whole journal.
    return speak(template, **{name: values.get(name, "…") for _, name, _, _ in Formatter().parse(template) if name})


def _only_note(changes: tuple[Change, ...]) -> bool:
    """Return whether no more than the words about a find are new: where it was looked stood there before."""
    before = {change.field: change.old for change in changes}
    after = {change.field: change.new for change in changes}
    same = all(before.get(name) == after.get(name) for name in ("outcome", "on"))
    return same and before.get("note") != after.get("note")


def _of_undone(event: Event, act: str, speak: Callable[..., str]) -> str:
    """Return what was undone, as its own line said it: the fields that go back are those it had set."""
    gone_back = (change for change in event.changes if change.field not in OF_UNDOING)
    forth = tuple(replace(change, old=change.new, new=change.old) for change in gone_back)
    said = sentence(replace(event, act=act, changes=forth), speak)
    return said[:1].lower() + said[1:]


def _template(act: str, values: dict[str, str]) -> str:
    """Return the sentence of an act; some say more where more is known."""
    if act == "letter_dispatched" and "tracking" in values:
        return _SENTENCES["letter_posted"]
    if act == "file_added" and values.get("name", "…") != "…":
        return _SENTENCES["file_added_named"]
    if act == "place_looked":
        return _SENTENCES.get(f"{act}_{values.get('outcome')}", _SENTENCES[act])
    if act == "register_salvaged":
        # Lines of older versions of the program do not tell of how many pages.
        in_part = "_in_part" if "of_pages" in values and values.get("pages") != "0" else ""
        return _SENTENCES[act + in_part + ("_anew" if "from_line" in values else "")]
    return _SENTENCES.get(act, act)


def _spans(values: dict[str, str], speak: Callable[..., str]) -> dict[str, str]:
    """Return the values with lines and sheets in words: «строка 4», «листы 4–6»."""
    lines, sheets = (values.get(name, "…").partition("–") for name in ("lines", "sheets"))
    return values | {
        "lines": lines_in_words(lines[0], lines[2] or lines[0], speak),
        "sheets": sheets_in_words(sheets[0], sheets[2] or sheets[0], speak),
    }


def lines_in_words(first: object, last: object, speak: Callable[..., str] = say) -> str:
    """Return «строка 4» or «строки 4–6»."""
    one = first == last
    return speak("line {first}", first=first) if one else speak("lines {first}–{last}", first=first, last=last)


def sheets_in_words(first: object, last: object, speak: Callable[..., str] = say) -> str:
    """Return «лист 4» or «листы 4–6»."""
    one = first == last
    return speak("sheet {first}", first=first) if one else speak("sheets {first}–{last}", first=first, last=last)


def _circumstance(change: Change, speak: Callable[..., str]) -> str:
    """Return what was put right: a day or an hour with its old and new value, anything else by its name."""
    name = field_name(change.field, speak)
    if not change.field.endswith(("_on", "_at", "_date")):
        return name
    old, new = (_russian_date(value) if value else "" for value in (change.old, change.new))
    if old and new:
        return speak("{name} (was {old}, is {new})", name=name, old=old, new=new)
    return f"{name} ({new or '—'})"


def field_name(field: str, speak: Callable[..., str] = say) -> str:
    """Return what a circumstance is called: «день отправки претензии»; English says it by its own name."""
    said = speak(f"field:{field}")
    return field.replace("_", " ") if said.startswith("field:") else said


def _day(changes: tuple[Change, ...], *, new: bool) -> str:
    for change in changes:
        if change.field in {"latest", "safe"}:
            return _russian_date((change.new if new else change.old) or "…")
    return "…"


def _russian_date(text: str) -> str:
    try:
        return date.fromisoformat(text).strftime("%d.%m.%Y")
    except ValueError:
        return text
