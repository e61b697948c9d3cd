"""The desk without a window, from an empty folder to a restored backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from otklik.register.store import Register
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock
from otklik.system.preferences import Preferences
from tests.invented import picture

from .conftest import Said

Run = Callable[..., Said]

PROFILE = (
    "form=ИП",
    "name=Ветров Арсений Павлович",
    "inn=990000000075",
    "ogrn=399990000000012",
    "address=101000, г. Москва, ул. Придуманная, д. 1",
    "emails=vetrov@example.ru",
    "phones=+7 900 000-00-01",
    "purposes=исполнение договора",
    "legal_grounds=договор",
    "methods=автоматизированная обработка",
    "data_categories=имя; телефон",
    "sources=от субъекта",
    "recipients=нет",
    "processors=нет",
    "storage_term=три года",
    "cross_border=нет",
    "database_location=Россия",
    "measures=ограничен доступ",
    "automated_decisions=нет",
)

ACCESS = ("--kind", "access", "--name", "Громов Пётр Ильич", "--address", "190000, г. Псков, ул. Ясная, д. 3")

EML = """From: =?utf-8?b?0JrQsNC70LjQvdC40L3QsCDQmNGA0LjQvdCw?= <kalinina@example.ru>
To: vetrov@example.ru
Subject: =?utf-8?b?0JfQsNC/0YDQvtGB?=
Date: Thu, 12 Nov 2026 10:15:00 +0300
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Здравствуйте! На основании статьи 14 закона 152-ФЗ прошу предоставить сведения
об обработке моих персональных данных.

С уважением, Калинина Ирина Олеговна
"""


@pytest.fixture
def desk(otklik: Run, tmp_path: Path) -> Run:
    """A register with one operator, reached by a key file."""
    where = ("--register", tmp_path / "r.otklik", "--key-file", tmp_path / "r.key")
    assert otklik("new", *where).code == 0
    call = lambda *arguments: otklik(*arguments, *where)  # noqa: E731 - a shorthand of this fixture
    made = call("operator", "new", *PROFILE, "--json")
    assert made.code == 0, made.err
    assert made.json()["missing"] == []
    return call


def test_from_an_email_to_an_issued_letter_and_a_restored_backup(desk: Run, otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.eml").write_text(EML, "utf-8")
    case = desk("add", tmp_path / "letter.eml", "--json").json()
    assert case["number"] == 1
    assert case["case"]["kinds"] == ["access"]
    assert case["case"]["received_on"] == "2026-11-12"
    assert case["subject"]["full_name"] == "Калинина Ирина Олеговна"
    assert {file["role"] for file in case["attachments"]} == {"original"}

    out = tmp_path / "answer.pdf"
    assert desk("identify", 1, "--note", "адрес почты тот же").code == 0
    issued = desk("letter", 1, "--template", "access_answer", "--out", out, "--json")
    assert issued.code == 0, issued.err
    assert issued.json()["number"] == "1/ПДн"
    assert out.read_bytes().startswith(b"%PDF")
    sent = desk("dispatch", 1, "--way", "заказным письмом", "--json").json()
    assert all(duty["done_on"] for duty in sent["duties"])
    assert desk("close", 1, "--outcome", "сведения даны").code == 0
    assert desk("list", "--json").json() == []
    assert len(desk("list", "--all", "--json").json()) == 1

    (tmp_path / "copies").mkdir()
    backup = desk("backup", "--to", tmp_path / "copies", "--json").json()
    key = ("--key-file", tmp_path / "r.key")
    assert otklik("verify", backup["path"], *key).code == 0
    target = tmp_path / "again.otklik"
    assert otklik("restore", backup["path"], "--to", target, *key).code == 0
    shown = otklik("show", 1, "--register", target, *key, "--json").json()
    assert shown["letters"][0]["sha256"] == issued.json()["sha256"]
    assert otklik("restore", backup["path"], "--to", target, *key).code == 2


def test_by_hand_with_all_acts(desk: Run, otklik: Run) -> None:
    today = SystemClock().today().isoformat()
    assert desk("add", *ACCESS, "--received", today).code == 0
    assert "паспорт" in desk("identify", 1, "--note", "предъявлен паспорт").out
    answer = otklik("due", "access", "--received", today, "--json").json()[0]
    extended = desk("extend", 1, "--reason", "сведения собираются", "--json")
    assert extended.code == 0, extended.err
    assert desk("dispatch", 1, "--json").json()["case"]["due_on"] == answer["extended_latest"]
    assert desk("extend", 1, "--reason", "снова").code == 2
    assert desk("tick", 1, answer["duty"]).code == 0
    assert desk("annul", 1, "--reason", "ошибка").code == 2
    assert desk("show", 1).code == 0
    assert len(desk("list", "--due-within", 30, "--json").json()) <= 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("show", 99), 2, "нет обращения № 99"),
        (("add",), 2, "вид требования"),
        (("add", "--kind", "access"), 2, "имя не заполнено"),
        (("add", "нет.eml"), 1, "Нет файла"),
        (("add", "--kind", "access", "--name", "Громов", "--received", "31.02.2026"), 2, "Нет такого дня"),
        (("operator", "new", "policy_days=0"), 2, "от 1 до"),
        (("operator", "new", "policy_days=x"), 2, "не подходит"),
        (("operator", "new", "colour=red"), 2, "Поля"),
        (("operator", "show", 7), 2, "Нет оператора 7"),
        (("letter", 1, "--template", "access_answer"), 2, "нет обращения"),
        (("backup", "--to", "/proc/no"), 1, "папк"),
    ],
)
def test_bad_input_is_one_line(desk: Run, arguments: tuple[object, ...], code: int, sentence: str) -> None:
    said = desk(*arguments)
    assert (said.code, said.err.count("\n")) == (code, 1), said
    assert sentence in said.err


def test_wrong_inn_warns_and_is_kept(desk: Run) -> None:
    made = desk("operator", "new", "form=ООО", "name=ООО «Пример»", "inn=9900000001", "--json").json()
    assert "inn" in made["warnings"]
    assert made["operator"]["inn"] == "9900000001"


def test_wrong_key_foreign_file_and_missing_key(desk: Run, otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "other.key").write_text("00" * 32)
    (tmp_path / "other.key").chmod(0o600)
    said = otklik("list", "--register", tmp_path / "r.otklik", "--key-file", tmp_path / "other.key")
    assert (said.code, said.err.count("\n")) == (1, 1)
    (tmp_path / "photo.otklik").write_bytes(b"\x89PNG" * 5000)
    said = otklik("list", "--register", tmp_path / "photo.otklik", "--key-file", tmp_path / "r.key")
    assert (said.code, said.err.count("\n")) == (1, 1)
    said = otklik("list", "--register", tmp_path / "none.otklik", "--key-file", tmp_path / "r.key")
    assert said.code == 1
    (tmp_path / "bad.key").write_text("не ключ")
    said = otklik("list", "--register", tmp_path / "r.otklik", "--key-file", tmp_path / "bad.key")
    assert said.code in (1, 2)
    assert "Traceback" not in said.err


def test_a_letter_with_an_empty_field_is_named_and_not_issued(desk: Run) -> None:
    desk("operator", "set", 1, "purposes=")
    desk("add", *ACCESS, "--received", "12.11.2026")
    said = desk("letter", 1, "--template", "access_answer")
    assert said.code == 2
    assert "цели" in said.err
    assert desk("show", 1, "--json").json()["letters"] == []


def test_circumstances_are_put_right_and_recounted(desk: Run) -> None:
    asked_late = ("--received", "12.11.2026", "--late-reason", "лежало в спаме")
    assert desk("add", "--kind", "erasure", *ACCESS[2:], *asked_late).code == 0
    asked = desk("show", 1, "--json").json()
    assert asked["questions"] == ["erasure_ground"]
    answered = desk("amend", 1, "--ground", "none", "--json").json()
    assert answered["questions"] == []
    assert len(answered["duties"]) < len(asked["duties"])
    assert desk("amend", 1, "--received", "11.11.2026", "--json").json()["case"]["due_on"] <= answered["case"]["due_on"]
    assert desk("amend", 1).code == 2
    assert desk("amend", 1, "--detected", "01.01.2020").code == 2


def test_two_programs_on_one_register(desk: Run, otklik: Run, tmp_path: Path) -> None:
    register = Register.open(tmp_path / "r.otklik", read_key_file(tmp_path / "r.key"))
    try:
        said = desk("add", *ACCESS)
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert "открыт" in said.err
        assert desk("list").code == 0
    finally:
        register.close()
    assert desk("add", *ACCESS).code == 0


def test_a_letter_that_cannot_be_written_is_not_issued(desk: Run, tmp_path: Path) -> None:
    desk("add", *ACCESS, "--received", "12.11.2026")
    letter = ("letter", 1, "--template", "access_answer", "--identity-unconfirmed", "--out")
    assert desk(*letter, tmp_path / "none" / "a.pdf").code == 1
    (tmp_path / "there.pdf").write_bytes(b"mine")
    assert desk(*letter, tmp_path / "there.pdf").code == 2
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"
    assert desk("show", 1, "--json").json()["letters"] == []
    assert desk(*letter, tmp_path / "a.pdf", "--json").json()["number"] == "1/ПДн"


def test_data_are_not_handed_out_unawares_to_nobody_knows_whom(desk: Run) -> None:
    assert desk("add", *ACCESS, "--received", "12.11.2026").code == 0
    held = desk("letter", 1, "--template", "access_answer")
    assert (held.code, held.err.count("\n")) == (2, 1)
    assert "--identity-unconfirmed" in held.err
    assert desk("show", 1, "--json").json()["letters"] == []
    assert desk("letter", 1, "--template", "access_answer", "--draft").code == 0
    assert desk("issue", 1).code == 2
    assert desk("issue", 1, "--identity-unconfirmed", "--json").json()["number"] == "1/ПДн"
    asking = ("--template", "details_request", "--set", "недостающие_сведения=подпись")
    assert desk("letter", 1, *asking).code == 0, "it tells nobody anything"


def test_drafts_are_issued_and_discarded_and_letters_annulled(desk: Run) -> None:
    desk("add", "--kind", "erasure", *ACCESS[2:], "--received", "12.11.2026", "--ground", "none")
    said = desk("letter", 1, "--template", "refusal")
    assert said.code == 2
    assert "письмо.основание_отказа" in said.err
    assert "обстоятельства" in desk("letters").out
    assert desk("letter", 1, "--template", "refusal", "--set", "цвет=красный").code == 2
    assert desk("letter", 1, "--template", "refusal", "--draft").code == 0
    assert desk("close", 1).code == 2
    assert desk("discard", 1).code == 0
    assert desk("discard", 1).code == 2
    own = ("--set", "основание_отказа=пункта 4 части 8 статьи 14", "--set", "обстоятельства=данные других лиц")
    assert desk("letter", 1, "--template", "refusal", *own, "--draft").code == 0
    assert desk("issue", 1, "--json").json()["number"] == "1/ПДн"
    assert desk("annul", 1, "--letter", "1/ПДн", "--reason", "опечатка").code == 0
    assert desk("show", 1, "--json").json()["letters"][0]["state"] == "annulled"
    shown = desk("show", 1).out.splitlines()
    assert next(line for line in shown if "1/ПДн" in line).endswith("  аннулировано: опечатка")


def test_a_nightly_backup_runs_while_the_window_is_open(desk: Run, otklik: Run, tmp_path: Path) -> None:
    register = Register.open(tmp_path / "r.otklik", read_key_file(tmp_path / "r.key"))
    try:
        (tmp_path / "night").mkdir()
        made = desk("backup", "--to", tmp_path / "night", "--json")
        assert made.code == 0, made.err
    finally:
        register.close()
    assert otklik("verify", made.json()["path"], "--key-file", tmp_path / "r.key").code == 0


def test_what_is_doubtful_in_a_letter_is_said_when_it_is_registered(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.eml").write_text(EML, "utf-8")
    read = desk("read", tmp_path / "letter.eml", "--json").json()[0]["problems"]
    assert read
    assert desk("add", tmp_path / "letter.eml", "--json").json()["problems"] == read


def test_a_register_that_cannot_be_made_leaves_no_key(otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    where = ("--register", tmp_path / "file" / "r.otklik", "--key-file", tmp_path / "k.key")
    assert otklik("new", *where).code == 1
    assert not (tmp_path / "k.key").exists()


def test_the_window_remembers_key_files_for_the_command_line_too(desk: Run, otklik: Run, tmp_path: Path) -> None:
    kept = Preferences()
    kept.remember(tmp_path / "r.otklik", tmp_path / "r.key")
    kept.save(tmp_path / "data")
    assert otklik("list", "--register", tmp_path / "r.otklik").code == 0


def test_letterhead_and_images_of_the_operator(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    (tmp_path / "words.png").write_bytes(b"words")
    made = desk("operator", "set", 1, "letterhead=longitudinal", "okpo=0123456789", "--json").json()["operator"]
    assert (made["letterhead"], made["okpo"]) == ("longitudinal", "0123456789")
    said = desk("operator", "set", 1, "letterhead=round")
    assert (said.code, said.err.count("\n")) == (2, 1)
    put = desk("operator", "image", 1, "--kind", "logo", "--file", tmp_path / "logo.png", "--json")
    assert put.json() == {"operator": 1, "images": ["logo"]}
    for arguments in (("--file", tmp_path / "words.png"), (), ("--remove", "--file", tmp_path / "logo.png")):
        said = desk("operator", "image", 1, "--kind", "logo", *arguments)
        assert (said.code, said.err.count("\n")) == (2, 1), said
    assert desk("operator", "image", 1, "--kind", "seal", "--remove", "--json").json()["images"] == ["logo"]
    assert desk("operator", "image", 1, "--kind", "logo", "--remove", "--json").json()["images"] == []


def test_a_register_named_from_its_folder_is_kept_by_its_whole_path(
    otklik: Run, tmp_path: Path, desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = otklik("backup", "--register", "r.otklik", "--key-file", "r.key", "--json")
    assert made.json()["path"].startswith(str(tmp_path / "Резервные копии")), made.err
    opened = Register.open(Path("r.otklik"), read_key_file(Path("r.key")), writable=False)
    assert opened.settings.get("last_backup_file") == made.json()["path"]
    opened.close()


@pytest.mark.parametrize(
    ("written", "form"),
    [("ИП", "ИП"), ("ип", "ИП"), ("ip", "ИП"), ("IP", "ИП"), ("sole", "ИП"), ("sole_proprietor", "ИП"),
     ("ООО", "ООО"), ("ооо", "ООО"), ("ooo", "ООО"), ("company", "ООО"), ("", None)],
)  # fmt: skip
def test_the_form_of_the_operator_is_taken_as_people_write_it(desk: Run, written: str, form: str | None) -> None:
    made = desk("operator", "new", f"form={written}", "name=Ким Олег", "--json")
    assert made.json()["operator"]["form"] == form, made.err
    assert desk("operator", "set", 1, "form=оно").code == 2


def test_a_sole_proprietor_speaks_of_himself_and_a_name_is_printable(desk: Run) -> None:
    for facts, person in (
        (("form=ИП", "name=Ким Олег"), "я"),
        (("form=ООО", "name=ООО «Ель»"), "мы"),
        (("form=ИП", "name=Лис Анна", "first_person=мы"), "мы"),
    ):
        made = desk("operator", "new", *facts, "--json")
        assert made.json()["operator"]["first_person"] == person, facts
    refused = desk("operator", "new", "form=ИП", "name=Шевченко & 😀")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "нельзя напечатать: 😀 (U+1F600)" in refused.err
