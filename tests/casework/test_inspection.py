"""The folder for inspection: everything is in it, its hashes hold, it is whole or not there, and names nobody."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.casework import answering, closing, destroying, dispatching, inspection
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind
from otklik.register.records import AttachmentRole
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem, UserError
from tests.finished_pdf import expect_archive, text_of

from .paper_cases import PERSON, issue_letter, open_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

EML = NewFile("Калинина отзыв.eml", "message/rfc822", b"From: a@example.ru\r\n\r\nhello", AttachmentRole.ORIGINAL)


def scan(pages: int = 1, **facts: object) -> bytes:
    """Return a PDF as a scanner makes it, with whatever a stranger put into it."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if facts.get("script"):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = action
        pdf.pages[0].AA = pikepdf.Dictionary(O=action)
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    target = io.BytesIO()
    locked = pikepdf.Encryption(owner="a", user="b") if facts.get("locked") else False
    pdf.save(target, encryption=locked)
    return target.getvalue()


@pytest.fixture
def full_case(desk: Desk, operator_id: int) -> int:
    """A case with everything a case can have."""
    envelope = NewFile("Конверт Калининой.PDF", "application/pdf", scan(2, script=True))
    case_id = open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL, files=(EML, envelope))
    void = issue_letter(desk, case_id, "withdrawal_done")
    answering.annul_letter(desk, void, "опечатка")
    letter = issue_letter(desk, case_id, "withdrawal_done")
    dispatching.dispatch(desk, letter, "заказным письмом")
    with desk.register.atomic():
        desk.register.attachments.add(
            case_id, "чек Калинина.jpg", "image/jpeg", b"\xff\xd8jpg", AttachmentRole.PROOF, letter
        )
    form = replace(destroying.destruction_form(desk, case_id), systems=("1С",), way="удалено")
    destroying.destroy(desk, case_id, form)
    return case_id


def listed(folder: Path) -> dict[str, str]:
    """Return the list of a folder: names with their SHA-256."""
    lines = (folder / inspection.LIST).read_text("utf-8").splitlines()
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}


def expect_hashes(folder: Path) -> None:
    """Fail where a file is not the one listed, is listed and missing, or lies there without being listed."""
    found = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != inspection.LIST
    }
    assert found == listed(folder)


def test_a_case_is_there_whole_and_its_letters_as_stored(desk: Desk, full_case: int, tmp_path: Path) -> None:
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show")
    names = [name.rpartition("/")[2] for name in made.files]
    assert names == [
        *("01-входящее.eml", "02-текст.pdf", "03-конверт.pdf", "04-срок.pdf"),
        *("05-исходящее-1-ПДн-аннулировано.pdf", "06-исходящее-2-ПДн.pdf", "07-конверт-2-ПДн.pdf"),
        *("08-акт-1.pdf", "09-подтверждение.jpg", "10-журнал.pdf", "папка.pdf"),
    ]
    assert made.files == listed(made.path)
    expect_hashes(made.path)
    case = made.path / "обращение-0001"
    for letter, name in zip(desk.register.letters.of_case(full_case), names[4:6], strict=True):
        assert (case / name).read_bytes() == desk.register.letters.pdf(letter.id)
    act = desk.register.papers.of_case(full_case)[0]
    assert (case / "08-акт-1.pdf").read_bytes() == desk.register.papers.content(act.id)
    assert (case / "01-входящее.eml").read_bytes() == EML.content
    assert (case / "09-подтверждение.jpg").read_bytes() == b"\xff\xd8jpg"
    assert "Данные уничтожены" in text_of((case / "10-журнал.pdf").read_bytes())
    assert "Отзываю согласие." in text_of((case / "02-текст.pdf").read_bytes())
    assert "Справка о расчёте срока" in text_of((case / "04-срок.pdf").read_bytes())


def test_no_name_of_a_file_names_anybody(desk: Desk, full_case: int, tmp_path: Path) -> None:
    with desk.register.atomic():
        files = desk.register.attachments
        files.add(full_case, "kvitantsiya.Kalinina", "image/png", b"png", AttachmentRole.PROOF)
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show")
    names = " ".join(str(file) for file in made.path.rglob("*"))
    assert "10-подтверждение.bin" in names
    for word in (*PERSON.full_name.split(), "kalinina"):
        assert word[:-1] not in names
        assert word not in text_of((made.path / "папка.pdf").read_bytes(), "-l", "1")


def test_one_pdf_joins_them_behind_contents_with_hashes_and_bookmarks(
    desk: Desk, full_case: int, tmp_path: Path
) -> None:
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show")
    joined = (made.path / "папка.pdf").read_bytes()
    contents = text_of(joined, "-l", "1").replace(" ", "")
    for name, sha256 in made.files.items():
        if name != "папка.pdf":
            assert name in contents
            assert sha256 in contents
    with pikepdf.open(io.BytesIO(joined)) as pdf, pdf.open_outline() as outline:
        assert next(item.title for item in outline.root) == "Содержание"
        group = outline.root[1]
        assert group.title.startswith("Обращение № 1")
        pages = {item.title: _page(pdf, item) for item in group.children}
        assert list(pages) == [
            *("Текст обращения", "Конверт обращения", "Справки о расчёте сроков"),
            *("Письмо исх. № 1/ПДн от 21.11.2026 (аннулировано)", "Письмо исх. № 2/ПДн от 21.11.2026"),
            "Конверт письма исх. № 2/ПДн: адресная сторона, напечатана для папки",
            *("Акт об уничтожении персональных данных № 1 от 21.11.2026", "Выписка из журнала"),
        ]
        count = len(pdf.pages)
    act = pages["Акт об уничтожении персональных данных № 1 от 21.11.2026"]
    assert "АКТ № 1" in text_of(joined, "-f", str(act), "-l", str(act)).replace("\u00a0", " ")
    assert f"{act}обращение-0001/08-акт-1.pdf" in contents
    for title, page in pages.items():
        said = text_of(joined, "-f", str(page), "-l", str(page)).replace("\u00a0", " ")
        assert f"с. {page}" in said
        assert ("АННУЛИРОВАНО" in said) == ("аннулировано" in title)
    assert count == 1 + sum(
        len(pikepdf.open(made.path / name).pages) for name in made.files if name.endswith(".pdf") and "/" in name
    )


def _page(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination = item.destination if item.destination is not None else item.action.D
    return pikepdf.Page(destination[0]).index + 1


def test_papers_of_our_own_alone_are_archive_pdf(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    issue_letter(desk, case_id)
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    expect_archive(tmp_path, *((made.path / name).read_bytes() for name in made.files))


def test_foreign_files_bring_nothing_that_runs_and_claim_nothing(desk: Desk, full_case: int, tmp_path: Path) -> None:
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show")
    joined = (made.path / "папка.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert "pdfaid" not in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.get("/OpenAction") is None
        texts = [repr(pikepdf.Object.unparse(one)) for one in pdf.objects]
    assert not any("JavaScript" in text for text in texts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a pdf",
        b"%PDF-1.7\nbroken",
        scan()[:200],
        scan(locked=True),
        scan(201),
        scan().replace(b"/Kids", b"/Kidz"),
        scan().replace(b"/Count 1", b"/Count 9"),
    ],
    ids=["empty", "text", "broken", "cut", "locked", "thick", "no-pages", "wrong-count"],
)
def test_a_foreign_file_that_cannot_be_joined_lies_beside(
    desk: Desk, operator_id: int, tmp_path: Path, content: bytes
) -> None:
    file = NewFile("scan.pdf", "application/pdf", content)
    case_id = open_case(desk, operator_id, Kind.ACCESS, files=(file,))
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    (name,) = (name for name in made.files if "приложение" in name)
    assert (made.path / name).read_bytes() == content
    contents = text_of((made.path / "папка.pdf").read_bytes(), "-l", "1").replace(" ", "")
    assert f"файл{name}" in contents or f"4{name}" in contents or f"3{name}" in contents
    with pikepdf.open(made.path / "папка.pdf") as pdf:
        assert len(pdf.pages) >= 4


def test_a_period_takes_both_its_ends_and_no_other_operator(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    from otklik.casework import profiles
    from tests.invented import SOLE_PROPRIETOR

    for day in (1, 2, 5, 6):
        open_case(desk, operator_id, Kind.ACCESS, received=date(2026, 11, day))
    other = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    open_case(desk, other, Kind.ACCESS, received=date(2026, 11, 3))
    span = (date(2026, 11, 2), date(2026, 11, 5))
    made = inspection.folder_of_period(desk, operator_id, *span, tmp_path / "show")
    assert made.cases == 2
    assert {name.partition("/")[0] for name in made.files} == {"обращение-0002", "обращение-0003", "папка.pdf"}
    with pytest.raises(UserError, match="не поступало"):
        inspection.folder_of_period(desk, operator_id, date(2025, 1, 1), date(2025, 12, 31), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_zip_holds_the_same_files(desk: Desk, full_case: int, tmp_path: Path) -> None:
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show.zip")
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(tmp_path / "open")
    expect_hashes(tmp_path / "open")
    assert listed(tmp_path / "open") == made.files
    assert made.path.stat().st_mode & 0o077 == 0


def test_volumes_are_no_thicker_than_a_sewn_file(
    desk: Desk, operator_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "VOLUME_PAGES", 6)
    for _ in range(4):
        open_case(desk, operator_id, Kind.ACCESS)
    made = inspection.folder_of_period(desk, operator_id, date(2026, 11, 1), date(2026, 11, 30), tmp_path / "show")
    assert len(made.volumes) > 1
    assert made.volumes[0] == "папка-том-1.pdf"
    titles: list[str] = []
    for name in made.volumes:
        pdf = (made.path / name).read_bytes()
        assert len(pikepdf.open(io.BytesIO(pdf)).pages) <= 6 + 1
        assert f"из {len(made.volumes)}" in text_of(pdf, "-l", "1")
        titles += [file for file in made.files if file in text_of(pdf, "-l", "1").replace(" ", "")]
    assert titles == [name for name in made.files if "/" in name]
    expect_hashes(made.path)


def test_stopping_leaves_nothing_behind(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    for _ in range(3):
        open_case(desk, operator_id, Kind.ACCESS)
    stop, told = Event(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 1:
            stop.set()

    before, lines = set(tmp_path.iterdir()), desk.register.journal.count()
    with pytest.raises(UserError, match="Прервано"):
        inspection.folder_of_period(
            desk, operator_id, date(2026, 11, 1), date(2026, 11, 30), tmp_path / "show", progress, stop
        )
    assert told == [(0, 3), (1, 3)]
    assert set(tmp_path.iterdir()) == before
    assert desk.register.journal.count() == lines


@pytest.mark.parametrize("target", ["show", "show.zip"])
def test_a_crash_in_the_middle_leaves_nothing_behind(
    desk: Desk, full_case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    def no_room(*_given: object) -> bytes:
        raise OSError(28, "no room")

    before = set(tmp_path.iterdir())
    monkeypatch.setattr(desk.register.letters, "pdf", no_room)
    with pytest.raises(EnvironmentProblem, match="На диске нет места"):
        inspection.folder_of_case(desk, full_case, tmp_path / target)
    assert set(tmp_path.iterdir()) == before


def test_what_lies_there_already_is_never_touched(desk: Desk, full_case: int, tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    with pytest.raises(UserError, match="уже есть"):
        inspection.folder_of_case(desk, full_case, tmp_path / "show")
    with pytest.raises(EnvironmentProblem, match="Нет папки"):
        inspection.folder_of_case(desk, full_case, tmp_path / "nowhere" / "show")
    assert list((tmp_path / "show").iterdir()) == []


def test_handing_out_is_put_on_record_where_the_register_is_open_for_writing(
    desk: Desk, full_case: int, tmp_path: Path
) -> None:
    inspection.folder_of_case(desk, full_case, tmp_path / "show")
    assert desk.register.journal.page(0, 1)[0].act == "folder_made"
    reader = Register.open(desk.register.path, desk.register.key, writable=False)
    try:
        made = inspection.folder_of_case(replace_register(desk, reader), full_case, tmp_path / "again")
    finally:
        reader.close()
    expect_hashes(made.path)


def replace_register(desk: Desk, register: Register) -> Desk:
    from otklik.casework.desk import Desk as AnyDesk

    return AnyDesk(register, desk.calendar, desk.clock)


def test_an_annulled_case_without_duties_makes_a_folder(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.OTHER)
    closing.annul_case(desk, case_id, "по ошибке")
    expect_hashes(inspection.folder_of_case(desk, case_id, tmp_path / "show").path)


@pytest.mark.skipif(os.name == "nt", reason="modes of a POSIX system")
def test_the_folder_is_for_its_owner_alone(desk: Desk, full_case: int, tmp_path: Path) -> None:
    made = inspection.folder_of_case(desk, full_case, tmp_path / "show")
    assert all(file.stat().st_mode & 0o077 == 0 for file in (made.path, *made.path.rglob("*")))
