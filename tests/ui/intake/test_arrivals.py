"""What came together becomes one request or several, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from otklik.casework.registering import NewFile
from otklik.intake.letter import IncomingLetter
from otklik.register.records import AttachmentRole
from otklik.ui.intake.arrivals import Arrival, Taken, Waiting, arrange, is_unclear, read_content, read_path

if TYPE_CHECKING:
    from pathlib import Path

MAIL = (
    b"From: orlov@example.ru\r\nTo: x@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    + "Прошу удалить мои персональные данные.".encode()
    + b'\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="a.exe"\r\n\r\n'
    + b"MZ" + b"\0" * 100 + b"\r\n--b--\r\n"
)  # fmt: skip


def one(name: str, *, readable: bool = True) -> Taken:
    role = AttachmentRole.ORIGINAL if readable else AttachmentRole.ATTACHMENT
    return Taken((NewFile(name, "x/y", name.encode(), role),), IncomingLetter(file=name) if readable else None)


def names(arrivals: tuple[Arrival, ...]) -> list[list[str]]:
    return [[file.name for file in arrival.files] for arrival in arrivals]


def test_the_one_letter_takes_the_other_files_along() -> None:
    taken = (one("скан.jpg"), one("письмо.eml"), one("таблица.xlsx", readable=False))
    assert not is_unclear(taken)
    (arrival,) = arrange(taken, together=False)
    assert arrival.letter is not None
    assert arrival.letter.file == "письмо.eml"
    assert [(file.name, file.role) for file in arrival.files] == [
        ("письмо.eml", AttachmentRole.ORIGINAL),
        ("скан.jpg", AttachmentRole.ATTACHMENT),
        ("таблица.xlsx", AttachmentRole.ATTACHMENT),
    ]


def test_several_letters_are_several_requests() -> None:
    taken = (one("а.eml"), one("б.msg"))
    assert not is_unclear(taken)
    assert names(arrange(taken, together=False)) == [["а.eml"], ["б.msg"]]


def test_scans_alone_may_be_either_and_are_asked_about() -> None:
    taken = (one("1.jpg"), one("2.jpg"), one("прочее.zip", readable=False))
    assert is_unclear(taken)
    assert names(arrange(taken, together=True)) == [["1.jpg", "2.jpg", "прочее.zip"]]
    assert names(arrange(taken, together=False)) == [["1.jpg"], ["2.jpg"], ["прочее.zip"]], "nobody knows whose"


@given(st.lists(st.tuples(st.sampled_from((".eml", ".msg", ".jpg", ".pdf", ".zip")), st.booleans())), st.booleans())
def test_no_file_is_lost_whatever_came(kinds: list[tuple[str, bool]], together: bool) -> None:
    taken = tuple(one(f"{place}{suffix}", readable=readable) for place, (suffix, readable) in enumerate(kinds))
    kept = sorted(name for arrival in arrange(taken, together=together) for name in names((arrival,))[0])
    assert kept == sorted(file.name for each in taken for file in each.files)


def test_a_mail_brings_its_files_and_the_reason_why_one_is_dangerous() -> None:
    taken = read_content("письмо.eml", MAIL)
    assert taken.letter is not None
    assert [file.name for file in taken.files] == ["письмо.eml", "a.exe"]
    assert taken.files[0].content == MAIL, "the original byte for byte"
    assert [name for name, reason in taken.dangers if reason] == ["a.exe"]


def test_what_cannot_be_read_as_a_letter_is_kept_as_a_file(tmp_path: Path) -> None:
    broken = tmp_path / "скан.pdf"
    broken.write_bytes(b"%PDF-1.4")
    taken = read_path(broken)
    assert taken.letter is None
    assert [(file.name, file.content) for file in taken.files] == [("скан.pdf", b"%PDF-1.4")]
    assert taken.problem


def test_a_program_dropped_by_itself_is_marked() -> None:
    taken = read_content("счёт.pdf.exe", b"MZ" + bytes(100))
    assert [name for name, _reason in taken.dangers] == ["счёт.pdf.exe"]


def test_what_is_put_off_comes_last_and_keeps_its_number() -> None:
    waiting = Waiting()
    waiting.add(Arrival(IncomingLetter(file=name), ()) for name in "абв")
    seen = [waiting.place]
    waiting.put_off()
    seen.append(waiting.place)
    waiting.done()
    seen.append(waiting.place)
    waiting.done()
    seen.append(waiting.place)
    assert seen == [(1, 3), (2, 3), (3, 3), (1, 3)]
    waiting.done()
    assert (waiting.left, waiting.current, waiting.place) == (0, None, (0, 0))
