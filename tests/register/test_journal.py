"""The journal only grows, and its chain shows whatever was done to it behind the program's back."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.register.cipher import IntegrityError
from otklik.register.journal import BEGINNING, ChainReport
from otklik.register.records import Case, Change
from otklik.register.store import Register
from otklik.safety.backup import verify

MOMENT = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=10)))
TEXT = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
CHANGES = st.lists(st.builds(Change, st.sampled_from(["title", "text", "имя"]), TEXT, TEXT), max_size=3)
LINES = st.lists(st.tuples(st.sampled_from(["case_registered", "case_closed"]), CHANGES), min_size=3, max_size=6)


def _fill(register: Register, lines: list[tuple[str, list[Change]]]) -> None:
    for at, (act, changes) in enumerate(lines):
        register.journal.append(MOMENT + timedelta(minutes=at), act, letter_id=at or None, changes=changes)


def _unlock(register: Register) -> None:
    """Do what somebody with the key and another program could do: take the guards away."""
    triggers = register.database.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers:
        register.database.execute(f'DROP TRIGGER "{name}"')
    register.database.execute("PRAGMA foreign_keys = OFF")


def _set_cell(register: Register, table: str, seq: int, column: str, value: object) -> None:
    register.database.execute(f'UPDATE {table} SET "{column}" = ? WHERE seq = ?', (value, seq))  # noqa: S608 - test


TABLES = ("events", "event_changes", "event_values")


def _change_act(register: Register, seq: int) -> None:
    _set_cell(register, "events", seq, "act", "nothing_happened")


def _change_time(register: Register, seq: int) -> None:
    _set_cell(register, "events", seq, "at", (MOMENT - timedelta(days=1)).isoformat())


def _change_letter(register: Register, seq: int) -> None:
    _set_cell(register, "events", seq, "letter_id", 99)


def _change_digest(register: Register, seq: int) -> None:
    _set_cell(register, "events", seq, "digest", "0" * 64)


def _remove(register: Register, seq: int) -> None:
    for table in TABLES:
        register.database.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608 - test


def _remove_and_close_up(register: Register, seq: int) -> None:
    _remove(register, seq)
    for table in TABLES:
        register.database.execute(f"UPDATE {table} SET seq = seq + 999 WHERE seq > ?", (seq,))  # noqa: S608 - test
        register.database.execute(f"UPDATE {table} SET seq = seq - 1000 WHERE seq > 999")  # noqa: S608 - test


def _swap(register: Register, seq: int) -> None:
    other = seq % register.journal.count() + 1
    for table in TABLES:
        for old, new in ((seq, 999), (other, seq), (999, other)):
            register.database.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))  # noqa: S608 - test


def _insert(register: Register, seq: int) -> None:
    for table in TABLES:
        register.database.execute(f"UPDATE {table} SET seq = seq + 1000 WHERE seq >= ?", (seq,))  # noqa: S608 - test
        register.database.execute(f"UPDATE {table} SET seq = seq - 999 WHERE seq > 999")  # noqa: S608 - test
    register.database.execute(
        "INSERT INTO events VALUES (?, ?, 'forged', NULL, NULL, ?)", (seq, MOMENT.isoformat(), "1" * 64)
    )


def _append_copy(register: Register, seq: int) -> None:
    register.database.execute(
        "INSERT INTO events SELECT (SELECT max(seq) + 1 FROM events), at, act, case_id, letter_id, digest "
        "FROM events WHERE seq = ?",
        (seq,),
    )


def _cut_the_end(register: Register, seq: int) -> None:
    for table in TABLES:
        register.database.execute(f"DELETE FROM {table} WHERE seq >= ?", (seq,))  # noqa: S608 - test


def _add_a_change(register: Register, seq: int) -> None:
    register.database.execute("INSERT INTO event_changes VALUES (?, 99, 'title', NULL, ?)", (seq, "2" * 64))


def _change_case(register: Register, seq: int) -> None:
    _set_cell(register, "events", seq, "case_id", 7)


def _move_the_head(register: Register, seq: int) -> None:
    register.database.execute("UPDATE chain_head SET seq = seq + ?", (seq,))


def _change_the_head(register: Register, seq: int) -> None:
    register.database.execute("UPDATE chain_head SET digest = ?", (f"{seq:064x}",))


def _lose_the_head(register: Register, _seq: int) -> None:
    register.database.execute("DELETE FROM chain_head")


def _head_of_an_earlier_line(register: Register, seq: int) -> None:
    register.database.execute(
        "UPDATE chain_head SET (seq, digest) = (SELECT seq, digest FROM events WHERE seq = ?)", (seq,)
    )
    register.database.execute("INSERT INTO events SELECT 1000, at, act, case_id, letter_id, digest FROM events LIMIT 1")


ASSAULTS = [
    _change_case, _move_the_head, _change_the_head, _lose_the_head, _head_of_an_earlier_line,
    _change_act, _change_time, _change_letter, _change_digest, _remove, _remove_and_close_up, _swap, _insert,
    _append_copy, _cut_the_end, _add_a_change,
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lines=LINES, assault=st.sampled_from(ASSAULTS), data=st.data())
def test_any_changed_removed_moved_or_inserted_line_is_found(
    lines: list[tuple[str, list[Change]]], assault: Callable[[Register, int], None], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        _fill(register, lines)
        assert register.journal.verify() == ChainReport(True, len(lines), register.journal.head())
        _unlock(register)
        seq = data.draw(st.integers(1, len(lines)))
        assault(register, seq)
        report = register.journal.verify()
        assert not report.whole
        assert report.broken_at is not None
        assert report.broken_at <= len(lines) + 1


@settings(max_examples=40, deadline=None)
@given(lines=LINES, data=st.data())
def test_any_changed_value_salt_or_digest_of_a_value_is_found(
    lines: list[tuple[str, list[Change]]], data: st.DataObject
) -> None:
    lines = [("case_registered", [Change("title", "старое", "новое")]), *lines]
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        _fill(register, lines)
        _unlock(register)
        table, column, value = data.draw(
            st.sampled_from(
                [
                    ("event_values", "old", "иное"),
                    ("event_values", "new", "иное"),
                    ("event_values", "new", None),
                    ("event_values", "salt_new", bytes(16)),
                    ("event_changes", "field", "text"),
                    ("event_changes", "digest_old", None),
                    ("event_changes", "digest_new", "3" * 64),
                ]
            )
        )
        _set_cell(register, table, 1, column, value)
        assert register.journal.verify().broken_at == 1


VALUED = st.lists(st.builds(Change, st.sampled_from(["title", "text"]), st.just("было"), TEXT), min_size=1, max_size=3)


def _swap_values(register: Register, one: int, other: int) -> None:
    """Let two lines change the values they keep, salts and all."""
    for old, new in ((one, 999), (other, one), (999, other)):
        register.database.execute("UPDATE event_values SET seq = ? WHERE seq = ?", (new, old))


def _swap_changes(register: Register, one: int, other: int) -> None:
    for table in ("event_changes", "event_values"):
        for old, new in ((one, 999), (other, one), (999, other)):
            register.database.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))  # noqa: S608 - test


def _drop_the_salts(register: Register, one: int, _other: int) -> None:
    register.database.execute("UPDATE event_values SET salt_old = NULL, salt_new = NULL WHERE seq = ?", (one,))


def _drop_the_values_and_keep_the_salts(register: Register, one: int, _other: int) -> None:
    register.database.execute("UPDATE event_values SET old = NULL, new = NULL WHERE seq = ?", (one,))


def _remove_a_change(register: Register, one: int, _other: int) -> None:
    for table in ("event_values", "event_changes"):
        register.database.execute(f"DELETE FROM {table} WHERE seq = ? AND position = 0", (one,))  # noqa: S608 - test


def _say_it_was_nothing(register: Register, one: int, _other: int) -> None:
    """Take value, salt and digest away together, as if there had been no value."""
    register.database.execute("UPDATE event_values SET old = NULL, salt_old = NULL WHERE seq = ?", (one,))
    register.database.execute("UPDATE event_changes SET digest_old = NULL WHERE seq = ?", (one,))


def _retype_with_the_same_salt(register: Register, one: int, _other: int) -> None:
    register.database.execute("UPDATE event_values SET old = old || ' ' WHERE seq = ?", (one,))


VALUE_ASSAULTS = [
    _swap_values, _swap_changes, _drop_the_salts, _drop_the_values_and_keep_the_salts, _remove_a_change,
    _say_it_was_nothing, _retype_with_the_same_salt,
]  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(
    lines=st.lists(st.tuples(st.just("case_amended"), VALUED), min_size=2, max_size=5),
    assault=st.sampled_from(VALUE_ASSAULTS),
    data=st.data(),
)
def test_values_cannot_be_swapped_halved_or_said_to_be_others(
    lines: list[tuple[str, list[Change]]], assault: Callable[[Register, int, int], None], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        _fill(register, lines)
        _unlock(register)
        one, other = data.draw(st.permutations(range(1, len(lines) + 1)))[:2]
        assault(register, one, other)
        report = register.journal.verify()
        assert not report.whole
        assert report.broken_at in {one, min(one, other)}


@settings(max_examples=12, deadline=None)
@given(lines=LINES, assault=st.sampled_from(ASSAULTS), data=st.data())
def test_the_check_of_a_file_finds_it_too(
    lines: list[tuple[str, list[Change]]], assault: Callable[[Register, int], None], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.otklik"
        with Register.create(path, bytes(32)) as register:
            _fill(register, lines)
            register.close()
            assert verify(path, bytes(32)).whole
        with Register.open(path, bytes(32)) as register:
            _unlock(register)
            assault(register, data.draw(st.integers(1, len(lines))))
        assert not verify(path, bytes(32)).whole


def test_a_chain_made_anew_by_whoever_has_the_key_is_found_by_paper_alone(register: Register) -> None:
    """He can count every digest again; the head that was printed meanwhile is not to be had again."""
    for _ in range(4):
        register.journal.append(MOMENT, "case_amended", changes=(Change("title", "было", "стало"),))
    printed = register.journal.head()[:16]
    _unlock(register)
    for table in reversed(TABLES):
        register.database.execute(f"DELETE FROM {table} WHERE seq > 2")  # noqa: S608 - test
    seq, digest = register.database.one("SELECT seq, digest FROM events WHERE seq = 2") or (0, "")
    register.database.execute("UPDATE chain_head SET seq = ?, digest = ?", (seq, digest))
    register.journal.append(MOMENT, "case_amended", changes=(Change("title", "было", "иное"),))
    assert register.journal.verify().whole
    assert register.journal.place_of(printed) is None
    assert register.journal.place_of(digest[:16]) is not None


@settings(max_examples=40, deadline=None)
@given(lines=LINES, data=st.data())
def test_dropping_values_with_their_salts_keeps_the_chain_whole(
    lines: list[tuple[str, list[Change]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        _fill(register, lines)
        head = register.journal.head()
        seq = data.draw(st.integers(1, len(lines)))
        register.database.execute("DELETE FROM event_values WHERE seq = ?", (seq,))
        assert register.journal.verify() == ChainReport(True, len(lines), head)
        dropped = next(event for event in register.journal.page() if event.seq == seq)
        assert all(change.old is None and change.new is None for change in dropped.changes)
        assert [change.field for change in dropped.changes] == [change.field for change in lines[seq - 1][1]]


@settings(max_examples=40, deadline=None)
@given(lines=LINES)
def test_what_is_written_is_read_back(lines: list[tuple[str, list[Change]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        _fill(register, lines)
        events = register.journal.page(0, 100)
        assert [(event.act, list(event.changes)) for event in reversed(events)] == lines
        assert [event.seq for event in events] == list(range(len(lines), 0, -1))
        assert register.journal.page(1, 1) == events[1:2]
        assert register.journal.page(len(lines), 10) == ()
        assert events[0].digest == register.journal.head()
        assert events[-1].at == MOMENT


def test_the_chain_is_as_the_format_describes(register: Register) -> None:
    """A second implementation of docs/schema.md, from the raw tables."""
    register.journal.append(MOMENT, "case_registered", changes=(Change("title", None, "Запрос «№ 1»"),))
    register.journal.append(MOMENT, "case_closed", letter_id=3)
    previous = BEGINNING
    for seq, at, act, case, letter, digest in register.database.all("SELECT * FROM events ORDER BY seq"):
        changes = []
        rows = register.database.all(
            "SELECT field, digest_old, digest_new, salt_new, new FROM event_changes JOIN event_values "
            "USING (seq, position) WHERE seq = ? ORDER BY position",
            (seq,),
        )
        for field, old, new, salt, value in rows:
            assert len(salt) == 16
            assert hashlib.sha256(salt + value.encode()).hexdigest() == new
            changes.append([field, old, new])
        line = {"act": act, "at": at, "case": case, "changes": changes, "letter": letter, "seq": seq}
        canonical = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        previous = hashlib.sha256(bytes.fromhex(previous) + canonical).hexdigest()
        assert previous == digest
    assert previous == register.journal.head()


def test_the_same_value_never_has_the_same_digest(register: Register) -> None:
    for _ in range(2):
        register.journal.append(MOMENT, "subject_changed", changes=(Change("phone", None, "+7 900 000-00-00"),))
    digests = register.database.all("SELECT digest_new FROM event_changes")
    assert len(set(digests)) == 2


def test_an_empty_journal_is_whole(register: Register) -> None:
    assert register.journal.verify() == ChainReport(True, 0, BEGINNING)
    assert register.journal.page() == ()


def test_lines_of_a_case_are_told_from_the_others(register: Register, new_case: Callable[..., Case]) -> None:
    one, two = new_case(), new_case()
    register.journal.append(MOMENT, "case_registered", case_id=one.id)
    register.journal.append(MOMENT, "case_registered", case_id=two.id)
    register.journal.append(MOMENT, "case_closed", case_id=one.id)
    assert [event.act for event in register.journal.of_case(one.id)] == ["case_registered", "case_closed"]


def test_an_act_that_fails_leaves_no_line(register: Register) -> None:
    def act() -> None:
        with register.atomic():
            register.journal.append(MOMENT, "case_closed", changes=(Change("status", "open", "closed"),))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert register.journal.append(MOMENT, "case_registered").seq == 1
    assert register.journal.verify().whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET act = 'x'",
        "DELETE FROM events",
        "UPDATE event_changes SET field = 'x'",
        "DELETE FROM event_changes",
        "UPDATE event_values SET new = 'x'",
        "UPDATE event_values SET new = NULL, salt_new = NULL",
        "DELETE FROM chain_head",
        "INSERT INTO events VALUES (1, '', 'x', NULL, NULL, '')",
        "INSERT INTO events VALUES (9, '', 'x', NULL, NULL, '')",
        "INSERT OR REPLACE INTO events VALUES (1, '', 'x', NULL, NULL, '')",
        "INSERT INTO event_changes VALUES (1, 5, 'x', NULL, NULL)",
        "INSERT INTO event_values VALUES (1, 0, NULL, NULL, NULL, 'x')",
        "INSERT OR REPLACE INTO event_values VALUES (2, 0, NULL, NULL, NULL, 'x')",
    ],
)
def test_the_file_itself_refuses_to_rewrite_the_journal(register: Register, statement: str) -> None:
    for _ in range(2):
        register.journal.append(MOMENT, "case_registered", changes=(Change("title", "a", "b"),))
    with pytest.raises(IntegrityError):
        register.database.execute(statement)
    assert register.journal.verify().whole
