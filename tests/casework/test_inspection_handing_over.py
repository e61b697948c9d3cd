"""The folder for inspection beside the clerk's work: gathered by a reader, handed over at the desk, or gone."""

from __future__ import annotations

import gc
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from otklik.casework import dispatching, inspection, opening
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind
from otklik.register.records import AttachmentRole
from otklik.system.errors import EnvironmentProblem, UserError
from tests.finished_pdf import expect_archive, text_of
from tests.invented import SOLE_PROPRIETOR

from .paper_cases import PERSON, issue_letter, open_case

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk


def photograph(kind: str = "JPEG", size: tuple[int, int] = (900, 600)) -> bytes:
    """Return a photograph as a telephone takes it: lying on its side, with a place of its own in it."""
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned
    exif[0x010E] = "Калинина"
    Image.new("RGB", size, "#d8c8a0").save(target, kind, exif=exif)
    return target.getvalue()


def with_receipt(desk: Desk, operator_id: int, content: bytes, name: str) -> int:
    """Register a case whose letter left, with a file that proves it."""
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    letter = issue_letter(desk, case_id)
    dispatching.dispatch(desk, letter, "заказным письмом с уведомлением", tracking="80080000000014")
    with desk.register.atomic():
        desk.register.attachments.add(case_id, name, "image/jpeg", content, AttachmentRole.PROOF, letter)
    return case_id


def gathered_aside(desk: Desk, case_id: int, target: Path) -> inspection.Gathered:
    """Gather at another desk, on another thread, while the clerk's own is in the middle of something."""
    open_desk = opening.beside(desk)

    def work() -> inspection.Gathered:
        reader = open_desk()
        try:
            return inspection.gather_case(reader, case_id, target)
        finally:
            reader.register.close()

    with ThreadPoolExecutor(1) as aside, desk.register.atomic():
        desk.register.settings.set("busy", "yes")
        return aside.submit(work).result(60)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "чек.jpg"), ("PNG", "чек.png")])
def test_a_photograph_is_a_page_of_the_volume_and_a_file_as_it_was(
    desk: Desk, operator_id: int, tmp_path: Path, kind: str, name: str
) -> None:
    content = photograph(kind)
    case_id = with_receipt(desk, operator_id, content, name)
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    (file,) = (one for one in made.files if "подтверждение" in one)
    assert (made.path / file).read_bytes() == content
    assert made.beside == ()
    joined = (made.path / "папка.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values() if image.Width > 100]
        assert [(image.Width, image.Height) for image in images] == [(600, 900)]
    assert "Подтверждение отправки письма исх. № 1/ПДн" in text_of(joined).replace("\u00a0", " ")
    assert "Калинина".encode() not in joined
    expect_archive(tmp_path, joined)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xffcut", photograph()[:400]], ids=["empty", "no-image", "cut"])
def test_what_is_no_photograph_is_named_among_what_lies_beside(
    desk: Desk, operator_id: int, tmp_path: Path, content: bytes
) -> None:
    case_id = with_receipt(desk, operator_id, content, "чек.jpg")
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    assert made.beside == tuple(one for one in made.files if one.endswith(".jpg"))
    assert len(made.beside) == 1


def test_what_the_post_carried_has_its_envelope_and_an_email_has_none(
    desk: Desk, operator_id: int, tmp_path: Path
) -> None:
    ways = ("заказным письмом с уведомлением", "электронной почтой", "письмом на e-mail", "Почтой России", "лично")
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    for way in ways:
        dispatching.dispatch(desk, issue_letter(desk, case_id), way)
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    names = [name.rpartition("/")[2] for name in made.files]
    assert [name[3:] for name in names if "конверт" in name] == ["конверт-1-ПДн.pdf", "конверт-4-ПДн.pdf"]
    letter = next(place for place, name in enumerate(names) if "исходящее-1-ПДн" in name)
    assert names[letter + 1].endswith("конверт-1-ПДн.pdf")
    envelope = next(made.path / name for name in made.files if "конверт-1-ПДн" in name)
    text = text_of(envelope.read_bytes()).replace("\u00a0", " ")
    assert "ЗАКАЗНОЕ С УВЕДОМЛЕНИЕМ" in text
    assert SOLE_PROPRIETOR.name in text


def test_a_letter_to_nowhere_has_no_envelope(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS, person=replace(PERSON, address=""))
    dispatching.dispatch(desk, issue_letter(desk, case_id), "заказным письмом с уведомлением")
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    assert any("исходящее-1-ПДн" in name for name in made.files)
    assert not any("конверт" in name for name in made.files)


def test_the_scan_of_the_envelope_stands_before_other_enclosures(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    files = (
        NewFile("копия паспорта.jpg", "image/jpeg", photograph()),
        NewFile("Конверт.jpg", "image/jpeg", photograph()),
    )
    case_id = open_case(desk, operator_id, Kind.ACCESS, files=files)
    made = inspection.folder_of_case(desk, case_id, tmp_path / "show")
    names = [name.rpartition("/")[2] for name in made.files]
    assert names[1:3] == ["02-конверт.jpg", "03-приложение.jpg"]


def test_it_is_gathered_by_a_reader_and_handed_over_at_the_desk(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    gathered = gathered_aside(desk, case_id, tmp_path / "show")
    assert not (tmp_path / "show").exists()
    lines = desk.register.journal.count()
    made = inspection.deliver(desk, gathered)
    assert {file.name for file in (tmp_path / "show").iterdir()} == {"обращение-0001", "папка.pdf", "опись.txt"}
    assert desk.register.journal.count() == lines + 1
    assert "Отзываю согласие." in text_of((made.path / "обращение-0001/01-текст.pdf").read_bytes())
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".otklik")] == []


def test_a_folder_nobody_takes_goes_away(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    before = set(tmp_path.iterdir())
    gathered = gathered_aside(desk, case_id, tmp_path / "show")
    assert set(tmp_path.iterdir()) - before == {gathered.workshop}
    del gathered
    gc.collect()
    assert set(tmp_path.iterdir()) == before


def test_what_took_its_name_meanwhile_is_not_touched(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    gathered = gathered_aside(desk, case_id, tmp_path / "show.zip")
    (tmp_path / "show.zip").write_bytes(b"mine")
    lines = desk.register.journal.count()
    with pytest.raises(UserError, match="уже есть"):
        inspection.deliver(desk, gathered)
    assert (tmp_path / "show.zip").read_bytes() == b"mine"
    assert desk.register.journal.count() == lines
    assert not gathered.workshop.exists()


def test_a_register_that_went_away_cannot_be_opened_beside(desk: Desk, tmp_path: Path) -> None:
    open_desk = opening.beside(desk)
    desk.register.close()
    desk.register.path.unlink()
    with pytest.raises(EnvironmentProblem):
        open_desk()


def test_a_name_no_disk_takes_is_said_before_any_work(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS)
    before = set(tmp_path.iterdir())
    with pytest.raises(EnvironmentProblem):
        inspection.gather_case(desk, case_id, tmp_path / ("а" * 300))
    assert set(tmp_path.iterdir()) == before
