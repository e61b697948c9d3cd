"""The recovery code: what is typed is the key or a sentence, never another key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.safety import recovery
from otklik.system.errors import UserError
from otklik.system.words import catalogue

KEYS = st.binary(min_size=32, max_size=32)
IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
PLACES = st.integers(0, recovery.GROUPS - 1)
MISTYPED = "Mistyped groups: {groups}. Compare them with the sheet digit by digit."
KEY = bytes(range(7, 39))
ID = "0f" * 16


def refusal(groups: tuple[str, ...] | list[str], register_id: str | None = ID) -> UserError:
    with pytest.raises(UserError) as caught:
        recovery.key_from(groups, register_id)
    assert caught.value.text in catalogue()
    return caught.value


@given(KEYS, IDS)
def test_what_is_printed_is_read_back(key: bytes, register_id: str) -> None:
    groups = recovery.groups_of(key, register_id)
    assert len(groups) == recovery.GROUPS
    assert all(len(group) == recovery.DIGITS and group.isascii() and group.isdecimal() for group in groups)
    assert all(map(recovery.group_fits, groups))
    assert recovery.key_from(groups, register_id) == recovery.key_from(groups, None) == key


def test_the_sheet_of_a_key_never_changes() -> None:
    """A sheet lies in a safe for years: what another edition of the program prints must be the same digits."""
    groups = recovery.groups_of(KEY, ID)
    assert groups[:4] == ("019800", "025454", "031108", "036762")
    assert groups[-2:] == ("295097", "381260")
    assert recovery.fingerprint(KEY) == "7993 4214 0227 7420"


def test_every_wrong_digit_and_every_swap_of_neighbours_shows_in_its_group() -> None:
    """All of them for all 65,536 groups would take minutes: the remainder by 11 decides, and these reach each one."""
    for group in recovery.groups_of(KEY, ID) + recovery.groups_of(bytes(32), ID) + recovery.groups_of(b"\xff" * 32, ID):
        for place, digit in enumerate(group):
            for other in set("0123456789") - {digit}:
                assert not recovery.group_fits(group[:place] + other + group[place + 1 :])
        for place in range(recovery.DIGITS - 1):
            swapped = group[:place] + group[place + 1] + group[place] + group[place + 2 :]
            assert swapped == group or not recovery.group_fits(swapped)


@given(KEYS, IDS, PLACES, st.integers(0, recovery.DIGITS - 1), st.integers(1, 9))
def test_the_sentence_names_the_mistyped_group(key: bytes, register_id: str, at: int, place: int, by: int) -> None:
    groups = list(recovery.groups_of(key, register_id))
    digits = list(groups[at])
    digits[place] = str((int(digits[place]) + by) % 10)
    groups[at] = "".join(digits)
    error = refusal(groups, register_id)
    assert (error.text, error.values["groups"]) == (MISTYPED, str(at + 1))


def test_all_mistyped_groups_are_named_at_once() -> None:
    groups = list(recovery.groups_of(KEY, ID))
    groups[2] = groups[16] = "123456"
    assert refusal(groups).values["groups"] == "3, 17"


@given(KEYS, IDS, PLACES, PLACES)
def test_groups_in_a_wrong_order_are_found(key: bytes, register_id: str, one: int, other: int) -> None:
    groups = list(recovery.groups_of(key, register_id))
    if groups[one] == groups[other]:
        return
    groups[one], groups[other] = groups[other], groups[one]
    error = refusal(groups, register_id)
    assert error.text in {recovery._OUT_OF_PLACE, recovery._OTHER_REGISTER}


@given(KEYS, KEYS, PLACES)
def test_a_group_of_another_key_is_found(key: bytes, other: bytes, at: int) -> None:
    groups = list(recovery.groups_of(key, ID))
    foreign = recovery.groups_of(other, ID)[at]
    if foreign == groups[at]:
        return
    groups[at] = foreign
    assert refusal(groups).text in {recovery._OUT_OF_PLACE, recovery._OTHER_REGISTER}


@given(KEYS, IDS, IDS)
def test_the_sheet_of_another_register_is_refused_as_such(key: bytes, register_id: str, other: str) -> None:
    if recovery.groups_of(key, register_id) == recovery.groups_of(key, other):
        return  # one in 65,536; SQLCipher then says that the key does not open the file
    error = refusal(recovery.groups_of(key, register_id), other)
    assert (error.text, error.values["register"]) == (recovery._OTHER_REGISTER, other[:8])


def test_two_wrong_digits_rarely_pass_and_never_give_a_key() -> None:
    """A group can be wrong twice and still be a multiple of 11; the seventeenth group finds it then."""
    groups = list(recovery.groups_of(KEY, ID))
    groups[0] = f"{int(groups[0]) + 11:06}"
    assert recovery.group_fits(groups[0])
    assert refusal(groups).text == recovery._OUT_OF_PLACE


@pytest.mark.parametrize(
    "typed",
    ["019800", " 019 800 ", "019-800", "019\u2009800\n", "٠١٩٨٠٠", "０１９８００", "0１9٨00"],
    ids=["plain", "spaces", "dash", "line", "arabic", "wide", "mixed"],
)
def test_a_group_may_be_typed_as_people_type(typed: str) -> None:
    groups = (typed, *recovery.groups_of(KEY, ID)[1:])
    assert recovery.group_fits(typed)
    assert recovery.key_from(groups, ID) == KEY


@pytest.mark.parametrize(
    "typed", ["", "01980", "0198000", "O19800", "О19800", "019800х", "-", "²19800", "Ⅵ19800", "720896", "999999"]
)
def test_what_is_no_group_does_not_fit(typed: str) -> None:
    assert not recovery.group_fits(typed)


@given(st.lists(st.text(max_size=12), max_size=20))
def test_whatever_is_typed_a_sentence_answers(groups: list[str]) -> None:
    refusal(groups)


def test_missing_groups_are_counted() -> None:
    groups = list(recovery.groups_of(KEY, ID))
    assert refusal(groups[:17]).values["count"] == 17
    groups[4] = " "
    assert refusal(groups).values["count"] == 17


@pytest.mark.parametrize("between", ["", " ", "-", "\n", "\t", " — ", ". ", "\xa0"])
def test_a_pasted_sheet_is_cut_into_its_groups(between: str) -> None:
    groups = recovery.groups_of(KEY, ID)
    assert recovery.groups_in(between.join(groups)) == groups


def test_numbers_of_groups_are_left_out_when_pasted() -> None:
    groups = recovery.groups_of(KEY, ID)
    text = "\n".join(f"{number}  {group}" for number, group in enumerate(groups, 1))
    assert recovery.groups_in(f"Лист восстановления № 1 от 21.11.2026, реестр a123456b\n{text}") == groups


def test_part_of_a_sheet_is_cut_as_far_as_it_goes() -> None:
    assert recovery.groups_in("019800 0254") == ("019800", "0254")
    assert recovery.groups_in("нет цифр") == ()
    assert len(recovery.groups_in("7" * 1000)) == recovery.GROUPS


@given(KEYS, IDS)
def test_the_qr_code_holds_the_groups_and_the_register(key: bytes, register_id: str) -> None:
    groups = recovery.groups_of(key, register_id)
    text = recovery.qr_text(groups, register_id)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")  # the small code of ISO/IEC 18004
    assert recovery.groups_in(text) == groups
    assert text.split(":")[2:] == [register_id.upper(), "V1"]
    assert recovery.digits_in(text).startswith("".join(groups))


@given(KEYS, KEYS)
def test_the_sign_of_a_key_tells_keys_apart(key: bytes, other: bytes) -> None:
    sign = recovery.fingerprint(key)
    assert [len(group) for group in sign.split()] == [4, 4, 4, 4]
    assert (sign == recovery.fingerprint(other)) == (key == other)
    assert not set(recovery.groups_of(key, ID)) & set(sign.split())


def test_other_groups_are_asked_each_time() -> None:
    drawn = {recovery.asked() for _ in range(50)}
    assert len(drawn) > 20
    assert all(len(set(numbers)) == 3 and list(numbers) == sorted(numbers) for numbers in drawn)
    assert {number for numbers in drawn for number in numbers} <= set(range(1, recovery.GROUPS + 1))
    assert recovery.asked(recovery.GROUPS) == tuple(range(1, recovery.GROUPS + 1))


def test_a_key_or_an_id_of_another_length_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="31"):
        recovery.groups_of(KEY[1:], ID)
    with pytest.raises(ValueError, match="15"):
        recovery.groups_of(KEY, ID[2:])
