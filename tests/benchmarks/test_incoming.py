"""How fast large letters are read, and how much memory that takes: `pytest tests/benchmarks/test_incoming.py -s`.

A mail of 25 MB beside nothing but decoding the same base64, in the same run; and the worst that can be sent in as many
bytes: parts without end, headers without end, letters within letters, pages of nothing but tags. Each has to stay below
the seconds and the memory that are promised. Each is read in a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake import samples
from tests.intake.mail.compound_file import BINARY, UNICODE, compound
from tests.intake.mail.outlook_letters import WHO, file, message
from tests.intake.mail.packed import signed, tnef

MEGABYTES = 25
BYTES = MEGABYTES * 2**20
FAST, SLOWEST = 3.0, 5.0
"""Seconds of work for a usual mail of that size, and for the worst that can be sent."""

MEMORY = 500 * 2**20
HEAD = samples.STAMP + samples.PLAIN

READ = r"""
import json, re, sys, time
from otklik.intake.reading import read_letter
from otklik.system.errors import UserError
read_letter("a.eml", b"From: a@example.ru\r\n\r\n" + "Прошу удалить мои данные".encode())
content = open(sys.argv[1], "rb").read()
peak = lambda: int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read()).group(1)) * 1024
before = peak()
started = time.process_time()
try:
    letter = read_letter(sys.argv[2], content)
    said = [len(letter.text), len(letter.attachments), letter.problems]
except UserError as error:
    said = str(error)
took = time.process_time() - started
print(json.dumps([took, peak() - before, said]))
"""


def read_apart(folder: Path, name: str, content: bytes) -> tuple[float, int, object]:
    """Read a letter in a process of its own; return seconds, bytes of memory at the peak, and what was read."""
    path = folder / "letter"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), name],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seconds, memory, said = json.loads(done.stdout)
    return seconds, memory, said


def usual() -> bytes:
    """Return a mail with two large attachments."""
    content = os.urandom(BYTES * 3 // 4 // 2 // 57 * 57 - 60_000)
    files = [samples.part("application/pdf", b"%PDF-1.4\n" + content, f"скан {n}.pdf") for n in (1, 2)]
    return samples.parts(samples.text_part(), *files, head=HEAD)


def filled(piece: bytes, head: bytes = HEAD, tail: bytes = b"") -> bytes:
    """Return a mail of the full size, the same piece again and again."""
    return head + piece * ((BYTES - len(head)) // len(piece)) + tail


def nested() -> bytes:
    """Return letters within letters, each with a boundary of its own."""
    whole = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(3000)
    )
    return filled(b"text of the innermost\r\n", HEAD + whole)


def enclosed_within() -> bytes:
    """Return letters that lie in each other, each with a large file."""
    return filled(b"x" * 76 + b"\r\n", HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000)


def outlook() -> bytes:
    """Return a letter of Outlook with large files."""
    content = os.urandom(7 * 2**20)
    return compound(
        message((0x1000, UNICODE, samples.TEXT), *WHO, **{f"attach_{n}": file("a.bin", content) for n in range(2)})
    )


def rich_text() -> bytes:
    """Return a letter of Outlook with nothing but rich text that unpacks into very much."""
    packed = b"\x00\x00\x00\x00\xff\xff\xff\x7fLZFu\x00\x00\x00\x00" + b"\xff" + b"\x01\x0f" * 4_000_000
    return compound(message((0x1009, BINARY, packed), *WHO))


HTML = HEAD + b"Content-Type: text/html; charset=windows-1251\r\n\r\n"
ALTERNATIVE = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
SLOW_PART = (
    b"--x\r\nContent-Type: text/plain; charset=koi8-r; name*0=" + b"\xd0" * 300 + b"\r\n\r\n" + b"\xcf" * 400 + b"\r\n"
)

WORST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text without end": ("a.eml", lambda: filled("Прошу удалить мои данные. ".encode("koi8-r"), HEAD + b"\r\n")),
    "a text file without end": ("a.txt", lambda: filled("Прошу удалить мои данные. ".encode("cp1251"), b"")),
    "nothing but tags": ("a.eml", lambda: filled(b"<p>", HTML)),
    "links in links": ("a.eml", lambda: filled(b'<a href="https://example.net/x">https://example.ru</a>', HTML)),
    "hidden in hidden": ("a.eml", lambda: filled(b'<div style="display:none">', HTML)),
    "open comments": ("a.eml", lambda: filled(b"<!-- <", HTML)),
    "entities": ("a.eml", lambda: filled(b"&lt;&#1234;", HTML)),
    "parts without end": ("a.eml", lambda: filled(b"--x\r\n\r\nz\r\n", ALTERNATIVE)),
    "slow parts": ("a.eml", lambda: filled(SLOW_PART, ALTERNATIVE)),
    "headers without end": ("a.eml", lambda: filled(b"Received: by x; Thu, 12 Nov 2026 00:20:03 +0300\r\n", b"")),
    "one header without end": ("a.eml", lambda: filled(b"=?koi8-r?B?8A==?= ", b"Subject: ")),
    "a head of bytes": ("a.eml", lambda: filled(b'\xd0\xcf\x20;\xc1="', b"From: a@example.ru\r\nContent-Type: ")),
    "parts within parts": ("a.eml", nested),
    "letters within letters": ("a.eml", enclosed_within),
    "nothing but boundaries": ("a.eml", lambda: filled(b"--x", ALTERNATIVE)),
    "lines": ("a.eml", lambda: filled(b"\r\n", HEAD)),
    "blanks": ("a.eml", lambda: filled(b" ", HEAD + b"Subject: a\r\n")),
    "zeros": ("a.eml", lambda: filled(b"\x00", HEAD + b"\r\n")),
    "uuencoded": ("a.eml", lambda: filled(b"begin 644 a\r\n#0V%T\r\n", HEAD + b"\r\n")),
    "quoted": ("a.eml", lambda: filled(b"=D0=\r\n", HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n")),
    "flowed": ("a.eml", lambda: filled(b"> a \r\n", HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n")),
    "Outlook": ("a.msg", outlook),
    "rich text": ("a.msg", rich_text),
    "winmail.dat": (
        "a.eml",
        lambda: samples.parts(
            samples.part("application/ms-tnef", tnef({}, ({}, os.urandom(17 << 20))), "w.dat"), head=HEAD
        ),
    ),
    "sealed": (
        "a.eml",
        lambda: HEAD + samples.part("application/pkcs7-mime", signed(bytes(17 << 20), in_pieces=True), "smime.p7m"),
    ),
    "an old mailbox": ("a.mbox", lambda: filled(b"\r\n\r\nFrom a 2026", b"From a Thu Nov 12 00:00:00 2026\r\n" + HEAD)),
}


def test_a_usual_mail_of_25_megabytes(tmp_path: Path) -> None:
    content = usual()
    packed = content[len(content) // 100 :]
    started = time.process_time()
    base64.decodebytes(packed[: len(packed) // 77 * 77])
    yardstick = time.process_time() - started
    seconds, memory, said = read_apart(tmp_path, "a.eml", content)
    print(
        f"\n{len(content) / 2**20:.1f} MB: {seconds:.2f} s, {seconds / yardstick:.1f} times decoding alone "
        f"({yardstick:.2f} s), {memory / 2**20:.0f} MB of memory"
    )
    assert isinstance(said, list)
    assert said[1] == 2
    assert seconds < FAST
    assert memory < MEMORY


@pytest.mark.parametrize("which", WORST)
def test_the_worst_of_that_size(tmp_path: Path, which: str) -> None:
    name, make = WORST[which]
    content = make()
    seconds, memory, said = read_apart(tmp_path, name, content)
    print(f"\n{which}, {len(content) / 2**20:.0f} MB: {seconds:.2f} s, {memory / 2**20:.0f} MB, {said}")
    assert seconds < SLOWEST
    assert memory < MEMORY
