"""A damaged register gives back everything that stands on its undamaged pages, and says what is lost."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from otklik.law.kinds import Kind
from otklik.register.case_query import CaseQuery
from otklik.register.cipher import PAGE_BYTES
from otklik.register.records import CaseStatus, LetterState, Operator, Subject
from otklik.register.schema import VERSION
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file
from otklik.safety.salvage.carving import Carver
from otklik.safety.salvage.pages import Pages
from otklik.safety.salvage.salvage import salvage
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests.invented import NOON
from tests.safety.damaged_register import CASES, DAY, KEY, Sound, damage, expect_rows, fill, pages_of, rebuilt

SAMPLES = Path(__file__).parents[1] / "data" / "registers"
HARMS = ("zero", "noise", "bit")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = tmp_path_factory.mktemp("sound") / "a.otklik"
    with Register.create(path, KEY) as register, register.atomic():
        fill(register)
    assert verify(path, KEY).whole
    return Sound(path)


def test_a_whole_register_comes_out_as_it_is(sound: Sound, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound.path, tmp_path / "a.otklik"))
    seen: list[tuple[int, int]] = []
    made, target = rebuilt(path, progress=lambda done, total: seen.append((done, total)))
    assert (made.lost, made.damaged, made.pages) == ({}, 0, sound.pages)
    assert made.read["cases"] == CASES
    assert seen[-1][0] <= seen[-1][1] == sound.pages
    assert seen == sorted(seen)
    expect_rows(sound, target, set())
    with Register.open(path, KEY, writable=False) as old, Register.open(target, KEY) as new:
        assert new.id == old.id
        lines = old.journal.count()
        assert new.journal.count() == lines + 1
        assert new.journal.page(1, lines) == old.journal.page(0, lines), "every line has the digest it had"
        newest = new.journal.page(0, 1)[0]
        assert newest.act == "register_salvaged"
        assert not any(change.field == "from_line" for change in newest.changes)
        found = new.cases.page(CaseQuery(text="зотов петр 17"))
        assert [case.number for case in found] == [17]
        assert new.cases.add(replace(new.cases.get(1), id=0, number=0)).number == CASES + 1
    assert "Ничего не потеряно" in made.sentence("a.otklik")


PLACES = st.floats(0, 1, exclude_max=True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.sets(PLACES, min_size=1, max_size=40), left=st.none() | PLACES, how=st.sampled_from(HARMS))
@example(places={0.75, 0.134765625}, left=None, how="zero")  # the last lines of the journal, not what they changed
@example(places={0.134765625}, left=0.0, how="zero")  # the same, with everything behind
def test_every_row_on_an_undamaged_page_is_given_back(
    sound: Sound, tmp_path_factory: pytest.TempPathFactory, places: set[float], left: float | None, how: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    pages = {int(place * sound.pages) + 1 for place in places}
    content, noise = bytearray(sound.content), random.Random(1)  # noqa: S311 - not a secret
    for page in pages:
        start = (page - 1) * PAGE_BYTES + (16 if page == 1 else 0)  # the id of a register can be told, see below
        end = page * PAGE_BYTES
        match how:
            case "zero":
                content[start:end] = bytes(end - start)
            case "noise":
                content[start:end] = noise.randbytes(end - start)
            case _:
                content[noise.randrange(start, end)] ^= 4
    if left is not None:
        cut = int((0.3 + left * 0.7) * sound.pages)
        del content[cut * PAGE_BYTES + noise.randrange(PAGE_BYTES) :]
        pages |= set(range(cut + 1, sound.pages + 1))
    path = folder / "a.otklik"
    path.write_bytes(content)
    made, target = rebuilt(path)
    expect_rows(sound, target, pages)
    assert made.damaged <= len(pages)
    shutil.rmtree(folder)


def test_without_any_inner_page_every_row_is_given_back(sound: Sound, tmp_path: Path) -> None:
    rows = {page for pages in sound.rows.values() for page in pages}
    path, pages = damage(sound, tmp_path, lambda number: number not in rows)
    assert 1 in pages, "the list of tables is gone too"
    made, target = rebuilt(path)
    expect_rows(sound, target, pages)
    assert made.read["cases"] == CASES
    assert "cases" not in made.lost


def test_lost_cases_keep_their_numbers_and_say_so(sound: Sound, tmp_path: Path) -> None:
    some = sorted(pages_of(sound, "cases"))[::3]
    path, pages = damage(sound, tmp_path, lambda number: number in some)
    made, target = rebuilt(path)
    expect_rows(sound, target, pages)
    assert 0 < made.lost["cases"] == CASES - made.read["cases"]
    with Register.open(target, KEY) as register:
        gone = [case for number in range(1, CASES + 1) if (case := register.cases.by_number(number)).reason]  # type: ignore[union-attr]  # numbers have no gaps
        assert len(gone) == made.lost["cases"]
        assert {case.status for case in gone} == {CaseStatus.ANNULLED}
        assert {case.received_on for case in gone} == {DAY}, "the journal tells when it came"
        assert gone[0].title.startswith("Запрос "), "and what it was called"
        assert gone[0].kinds == (Kind.ERASURE, Kind.ACCESS)
        assert register.cases.add(replace(register.cases.get(gone[0].id), id=0, number=0)).number == CASES + 1
    said = made.sentence("a.otklik")
    assert f"обращений: {made.lost['cases']}" in said
    assert "lost:" not in said


def test_lost_letters_are_told_by_the_journal(sound: Sound, tmp_path: Path) -> None:
    path, _ = damage(sound, tmp_path, lambda number: number in pages_of(sound, "letters"))
    made, target = rebuilt(path)
    assert made.lost["letters"] == CASES // 9
    with Register.open(target, KEY) as register:
        letters = [letter for case_id in range(1, CASES + 1) for letter in register.letters.of_case(case_id)]
        assert [letter.number for letter in letters] == [f"{number}/ПДн" for number in range(1, CASES // 9 + 1)]
        for letter in letters:  # the PDF is there, and the journal vouches for it
            assert letter.state is LetterState.ISSUED
            assert hashlib.sha256(register.letters.pdf(letter.id)).hexdigest() == letter.sha256


def test_a_lost_pdf_is_said_and_keeps_nobody_from_copies(sound: Sound, tmp_path: Path) -> None:
    path, _ = damage(sound, tmp_path, lambda number: number in pages_of(sound, "letter_files"))
    made, target = rebuilt(path)
    assert made.lost["letter_files"] == CASES // 9
    with Register.open(target, KEY) as register:
        (letter,) = register.letters.of_case(9)
        assert letter.state is LetterState.ISSUED
        with pytest.raises(UserError) as caught:
            register.letters.pdf(letter.id)
        assert "утрачен" in str(caught.value)


def test_the_journal_is_chained_anew_behind_a_lost_line(sound: Sound, tmp_path: Path) -> None:
    some = sorted(pages_of(sound, "events"))[1]
    path, _ = damage(sound, tmp_path, lambda number: number == some)
    made, target = rebuilt(path)
    with Register.open(sound.path, KEY, writable=False) as old, Register.open(target, KEY) as new:
        total = old.journal.count()
        told = {change.field: change.new for change in new.journal.page(0, 1)[0].changes}
        broken = int(told["from_line"] or 0)
        assert told["lost_events"] == str(made.lost["events"])
        before, after = old.journal.page(0, total)[::-1], new.journal.page(1, total)[::-1]
        assert before[: broken - 1] == after[: broken - 1]
        assert {event.act for event in after if event.act == "line_lost"} == {"line_lost"}
        kept = [(was, now) for was, now in zip(before, after, strict=True) if now.act != "line_lost"]
        assert len(kept) == total - made.lost["events"]
        for was, now in kept[broken:]:
            former = next(change.new for change in now.changes if change.field == "former_digest")
            assert former == was.digest
            place = new.journal.place_of(was.digest[:16])
            assert place is not None
            assert (place.line, place.former) == (was.seq, True)
            assert (now.seq, now.at, now.act, now.case_id) == (was.seq, was.at, was.act, was.case_id)


def test_lists_of_erased_cases_know_the_cases_of_a_rebuilt_register(sound: Sound, tmp_path: Path) -> None:
    target = sound.path
    for folder in (tmp_path / "once", tmp_path / "twice"):
        folder.mkdir()
        now = Sound(target)
        first_lines = min(pages_of(now, "event_changes"))
        path, _ = damage(now, folder, lambda number, lost=first_lines: number == lost)
        _, target = rebuilt(path)
    with Register.open(sound.path, KEY, writable=False) as old, Register.open(target, KEY) as new:
        assert new.journal.head() != old.journal.head()
        assert new.erasing.first_digests() == old.erasing.first_digests()
        case = new.cases.get(CASES)
        new.cases.save(replace(case, status=CaseStatus.CLOSED, closed_on=DAY))
        new.erasing.anonymise_case(CASES, DAY)
        assert new.erasing.first_digest(CASES) == old.erasing.first_digest(CASES)
        assert new.journal.verify().whole
        told = {change.field: change.new for event in new.journal.of_case(CASES) for change in event.changes}
        assert {field for field, value in told.items() if value} == {"former_digest"}


def test_the_id_can_be_told_where_the_head_is_gone(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.otklik"
    path.write_bytes(bytes(PAGE_BYTES) + sound.content[PAGE_BYTES:])
    with pytest.raises(EnvironmentProblem) as caught:
        salvage(path, KEY, tmp_path / "new.otklik")
    assert "a.otklik" in str(caught.value)
    made, target = rebuilt(path, register_id=sound.content[:16].hex())
    assert made.read["cases"] == CASES
    assert target.read_bytes()[:16] == sound.content[:16]


def test_what_lies_in_the_wal_is_read(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "live.otklik", KEY)
    with register.atomic():
        fill(register)
    register.subjects.add(Subject(full_name="Последняя Вера Ильинична"))
    for suffix in ("", "-wal"):
        shutil.copy(f"{register.path}{suffix}", tmp_path / f"a.otklik{suffix}")
    register.close()
    path = tmp_path / "a.otklik"
    assert path.stat().st_size < Path(f"{path}-wal").stat().st_size
    made, target = rebuilt(path)
    assert (made.read["cases"], made.lost) == (CASES, {})
    with Register.open(target, KEY, writable=False) as again:
        assert again.subjects.get(CASES + 1).full_name == "Последняя Вера Ильинична"
    target.unlink()
    wal = bytearray(Path(f"{path}-wal").read_bytes())
    wal[len(wal) // 2] ^= 1
    Path(f"{path}-wal").write_bytes(wal)
    made, _ = rebuilt(path)
    assert made.read["cases"] > CASES // 2


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_register_is_rebuilt_in_the_tables_of_today(version: int, tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / f"v{version}.otklik", tmp_path))
    key = read_key_file(SAMPLES / f"v{version}.key")
    made = salvage(path, key, tmp_path / "new.otklik")
    assert made.lost == {}
    with Register.open(path, key) as migrated, Register.open(tmp_path / "new.otklik", key) as new:
        for table in made.read:
            if table not in {"events", "event_changes", "event_values"}:
                query = f"SELECT * FROM {table}"  # noqa: S608 - names of our own tables
                assert new.database.all(query) == migrated.database.all(query)
        assert new.journal.count() == migrated.journal.count() + 1


def test_a_newer_register_is_left_alone(tmp_path: Path) -> None:
    with Register.create(tmp_path / "a.otklik", KEY) as register:
        register.operators.add(Operator(name="Орехова"))
        register.database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('otklik', 'm0999_next', '')"
        )
    with pytest.raises(EnvironmentProblem) as caught:
        salvage(tmp_path / "a.otklik", KEY, tmp_path / "new.otklik")
    assert "новым" in str(caught.value)
    assert not (tmp_path / "new.otklik").exists()


def test_what_cannot_be_read_at_all_is_said(sound: Sound, tmp_path: Path) -> None:
    path, target = tmp_path / "a.otklik", tmp_path / "new.otklik"
    for content, key in ((sound.content, bytes(32)), (os.urandom(9 * PAGE_BYTES), KEY), (b"", KEY), (b"x" * 99, KEY)):
        path.write_bytes(content)
        with pytest.raises(EnvironmentProblem) as caught:
            salvage(path, key, target)
        assert "a.otklik" in str(caught.value)
    with pytest.raises(EnvironmentProblem):
        salvage(tmp_path / "none.otklik", KEY, target)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.otklik"]


def test_nothing_is_written_over_and_a_stop_leaves_nothing(sound: Sound, tmp_path: Path) -> None:
    (tmp_path / "taken.otklik").write_bytes(b"somebody's")
    with pytest.raises(UserError):
        salvage(sound.path, KEY, tmp_path / "taken.otklik")
    stop = Flag()
    with pytest.raises(UserError):
        salvage(sound.path, KEY, tmp_path / "new.otklik", progress=lambda *_: stop.set(), cancelled=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["taken.otklik"]


CUT = """
import resource, sys
from pathlib import Path
from otklik.safety.salvage.salvage import salvage
from otklik.system.errors import EnvironmentProblem
path, target = map(Path, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    salvage(path, bytes(range(32)), target)
except EnvironmentProblem as error:
    print(error.text)
"""


@pytest.mark.skipif(os.name != "posix", reason="a size limit for files can be set on POSIX systems only")
def test_a_full_disk_leaves_nothing(sound: Sound, tmp_path: Path) -> None:
    command = [sys.executable, "-B", "-c", CUT, sound.path, tmp_path / "new.otklik"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "disk" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_rebuilt_register_is_worked_in(sound: Sound, tmp_path: Path) -> None:
    from otklik.casework import lists, opening

    path, _ = damage(sound, tmp_path, lambda number: number % 7 == 0)
    _, target = rebuilt(path)
    with Register.open(target, KEY) as register:
        desk = opening.desk_of(register, FixedClock(NOON))
        assert lists.today_view(desk)
        for number in range(1, CASES + 1):
            assert lists.case_view(desk, lists.case_id_of(desk, number))
        assert lists.journal_lines(desk, 0, 500)
    assert verify(target, KEY).whole


def test_pages_are_looked_at_once(sound: Sound) -> None:
    told: list[int] = []
    with Pages(sound.path, KEY) as pages:
        carver = Carver(pages, told.append)
        list(carver.tree(1))
        list(carver.strays())
    assert told == list(range(1, sound.pages + 1))
