"""The demonstration: five operators, sixty cases, worked through by the clerk's own acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from otklik.casework import demonstration, journal_papers, lists, mailing, opening
from otklik.casework.demonstration import Demonstration, build_demo
from otklik.casework.destroying import acts_of_operator
from otklik.casework.views import Urgency
from otklik.law.kinds import DEMANDS
from otklik.letters.data_fields import third_parties
from otklik.letters.wording import long_date
from otklik.register.case_query import CaseQuery
from otklik.register.records import LetterState
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests.finished_pdf import expect_archive

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the demonstration."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def made(folder: Path) -> Demonstration:
    """The demonstration, built once."""
    return build_demo(folder)


def test_it_has_sixty_cases_of_every_kind_and_thirty_letters(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        rows = lists.case_rows(desk, CaseQuery(limit=1000))
        assert len(rows) == made.cases == 60
        assert {kind for row in rows for kind in row.kinds} == set(DEMANDS)
        assert len({row.operator for row in rows}) == 5
        assert len(made.letters) >= 30
        assert desk.register.journal.verify().whole
    finally:
        desk.register.close()


def test_its_letters_name_acts_that_are_kept(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        acts = [act for one in desk.register.operators.all() for act in acts_of_operator(desk, one.id)]
        assert sum(act.void_on is not None for act in acts) == 1
        assert len(acts) >= 10
        for act in acts:
            if act.void_on is None:
                bodies = [letter.body for letter in desk.register.letters.of_case(act.case_id)]
                assert any(f"акт № {act.number} от {long_date(act.made_on)}" in body for body in bodies), act
    finally:
        desk.register.close()


def test_what_left_by_registered_mail_has_a_whole_address(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        letters = desk.register.letters.page(0, 1000)
        posted = [letter.id for letter in letters if letter.dispatch_way.startswith("заказным письмом")]
        assert len(posted) >= 12
        for letter_id in posted:
            assert mailing.gaps_of(desk, letter_id) == ()
        drafts = [letter.id for letter in letters if letter.state is LetterState.DRAFT]
        assert [mailing.lacks_address(desk, letter_id) for letter_id in drafts] == [""] * len(drafts)
    finally:
        desk.register.close()


def test_no_letter_denies_what_profile_or_act_says(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        for letter in desk.register.letters.page(0, 1000):
            operator = desk.register.operators.get(letter.operator_id)
            named = third_parties(operator, ()) != ()
            assert not (named and "Третьим лицам эти данные не передавались" in letter.body), letter.case_id
    finally:
        desk.register.close()


def test_a_journal_is_on_paper_and_has_gone_on_since(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        state = journal_papers.state(desk, 1)
        assert [(one.made_on.isoformat(), one.is_last_sheet) for one in state.prints] == [
            *(("2026-10-30", True), ("2026-10-30", False)),
            ("2026-09-30", False),
        ]
        assert state.prints[1].first_sheet == state.prints[2].last_sheet + 1
        assert state.new > 0
    finally:
        desk.register.close()


def test_it_stands_on_its_own_day_with_few_cases_due(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        today = lists.today_view(desk)
        assert today.today.isoformat() == "2026-11-21"
        assert today.overdue_count <= 1
        assert today.last_backup is not None
        due = {
            row.due_on.isoformat()
            for row in today.next_cases
            if row.due_on and row.remaining.urgency is not Urgency.DONE
        }
        assert {"2026-11-26", "2026-11-30", "2026-12-02"} <= due
    finally:
        desk.register.close()


def test_register_and_backup_are_whole(made: Demonstration) -> None:
    key = read_key_file(made.key_file)
    assert verify(made.register, key).whole
    assert verify(made.backup, key).whole


def test_no_word_of_the_cases_can_be_read_in_register_or_backup(made: Demonstration) -> None:
    texts = [file.read_text("utf-8") for file in (ROOT / "resources/demo").glob("*.toml")]
    words = {word for text in texts for word in re.findall(r"[А-Яа-яЁёA-Za-z]{6,}", text)}
    assert len(words) > 1000
    encoded = re.compile(b"|".join(re.escape(word.encode()) for word in sorted(words)))
    for file in (made.register, made.backup):
        assert encoded.search(file.read_bytes()) is None


def test_names_of_files_carry_no_names_of_people(made: Demonstration, folder: Path) -> None:
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    expected = r"demo\.(otklik(-wal|-shm|\.lock|\.owner)?|key)|\d-2026-\d{3}\.pdf|otklik-[\d-]+\.otklik-backup"
    assert {name for name in names if not re.fullmatch(expected, name)} == set()


def test_a_second_demonstration_does_not_overwrite_the_first(made: Demonstration, folder: Path) -> None:
    before = made.register.read_bytes()
    with pytest.raises(UserError, match="уже есть"):
        build_demo(folder)
    assert made.register.read_bytes() == before


def test_every_letter_is_valid_pdf_a(made: Demonstration, tmp_path: Path) -> None:
    expect_archive(tmp_path, *(letter.read_bytes() for letter in made.letters))


def test_a_demonstration_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "record_copy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path / "half")
    assert not (tmp_path / "half").exists()


def test_a_demonstration_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(demonstration, "_build", full)
    with pytest.raises(EnvironmentProblem, match="нет места"):
        build_demo(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    (tmp_path / "kept").mkdir()
    with pytest.raises(EnvironmentProblem):
        build_demo(tmp_path / "kept")
    assert (tmp_path / "kept").is_dir(), "a folder that was there stays"


def test_a_file_is_no_folder_for_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="это файл"):
        build_demo(tmp_path / "file")


def test_its_clock_runs_on_its_own_day(made: Demonstration) -> None:
    desk = opening.open_for_work(made.register, made.key_file, SystemClock())
    try:
        assert desk.clock.today().isoformat() == "2026-11-21"
        assert desk.clock.now().timetz() >= SystemClock().now().timetz().replace(second=0, minute=0)
        assert opening.name_of(desk) == "Учебный реестр"
    finally:
        desk.register.close()
