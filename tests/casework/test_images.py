"""Images of the operator: what is taken, how it is kept, and that a bad file leaves everything as it was."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from otklik.casework import answering, images, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.register.paper_records import ImageKind
from otklik.system.errors import UserError
from tests.invented import picture

from .test_acts import new_case


def header(width: int, height: int) -> bytes:
    """Return a PNG that only says how large it is, as a bomb does."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    facts = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", facts) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def blank() -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(target, "PNG")
    return target.getvalue()


BAD = {
    "text": (b"just words, renamed to .png", "не изображение PNG или JPEG"),
    "nothing": (b"", "не изображение PNG или JPEG"),
    "gif": (picture(form="GIF", mode="L"), "не изображение PNG или JPEG"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "не изображение PNG или JPEG"),
    "cut png": (picture(900, 900)[:-400], "повреждено"),
    "cut jpeg": (picture(900, 900, form="JPEG")[:5000], "повреждено"),
    "many pixels": (header(9000, 9000), "слишком много точек"),
    "long": (header(60_000, 30), "слишком много точек"),
    "bomb": (header(50_000, 50_000), "слишком много точек"),
    "lying": (header(3000, 3000), "повреждено"),
    "small": (picture(200, 12), "слишком мало"),
    "heavy": (picture() + b"\0" * images.MAX_BYTES, "больше 10"),
    "blank": (blank(), "пустое"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_nothing_is_stored(desk: Desk, operator_id: int, name: str) -> None:
    content, sentence = BAD[name]
    kept = images.cleaned(picture())
    images.set_image(desk, operator_id, ImageKind.LOGO, picture())
    head = desk.register.journal.head()
    with pytest.raises(UserError) as caught:
        images.set_image(desk, operator_id, ImageKind.LOGO, content)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert images.images_of(desk, operator_id) == {ImageKind.LOGO: kept}
    assert desk.register.journal.head() == head


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "1", "I;16"])
def test_what_is_kept_is_rgb_on_white_without_transparency(mode: str) -> None:
    made = Image.open(io.BytesIO(images.cleaned(picture(300, 120, mode=mode))))
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (300, 120))
    assert made.info.get("transparency") is None
    assert made.getpixel((150, 20)) == (255, 255, 255)
    assert max(made.getpixel((0, 0))) < 130


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_photographs_are_taken(mode: str) -> None:
    made = Image.open(io.BytesIO(images.cleaned(picture(2400, 1200, mode=mode, form="JPEG"))))
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (1200, 600))


def test_white_around_is_cut_off_and_the_camera_position_heeded() -> None:
    paper = Image.new("RGB", (1000, 800), "white")
    paper.paste(Image.open(io.BytesIO(picture(300, 100))), (350, 500))
    turned = Image.Exif()
    turned[0x0112] = 6  # lying on its side
    target = io.BytesIO()
    paper.save(target, "PNG", exif=turned)
    made = Image.open(io.BytesIO(images.cleaned(target.getvalue())))
    assert made.size == (100, 300)
    assert not made.getexif()


def test_an_image_is_put_on_letters_and_taken_off_with_lines_of_the_journal(desk: Desk, operator_id: int) -> None:
    for kind in ImageKind:
        assert images.set_image(desk, operator_id, kind, picture()).operators == {operator_id}
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    letter = answering.open_letter(desk, letter_id).letter
    model = answering.prepare(desk, letter_id, letter.heading, letter.body).model
    assert model.logo
    assert model.signature
    assert model.seal
    images.remove_image(desk, operator_id, ImageKind.SEAL)
    assert images.remove_image(desk, operator_id, ImageKind.SEAL).operators == frozenset()
    assert set(images.images_of(desk, operator_id)) == {ImageKind.LOGO, ImageKind.SIGNATURE}
    acts = [event.act for event in desk.register.journal.page()]
    assert [acts.count(act) for act in ("logo_set", "signature_set", "seal_set", "seal_removed")] == [1, 1, 1, 1]
    assert desk.register.journal.verify().whole
