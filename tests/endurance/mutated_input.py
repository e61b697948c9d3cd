"""Break what comes in, at random: `python -m tests.endurance.mutated_input letters 100000`, a seed behind it.

Files of real shape, built in code, are changed by bytes, splices, cuts and games with their heads, and read by worker
processes in an empty folder. Each has to become what it is or be refused with a sentence of the catalogue; a traceback,
more than five seconds of work, more than 500 MB of memory or a file on the disk ends the run with the seed that does it
again: `python -m tests.endurance.mutated_input letters 1 SEED`.

A subject is a module with `corpus() -> list[tuple[str, bytes]]`, names and contents of whole files, and
`read(name, content)`, which reads one and returns a word for the outcome; it is named in `SUBJECTS`.
"""

from __future__ import annotations

import importlib
import mmap
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Protocol, cast

from otklik.system.errors import UserError
from otklik.system.words import catalogue

SUBJECTS = {
    "letters": "tests.endurance.mutated_letters",
    "policies": "tests.endurance.mutated_policies",
    "sheets": "tests.endurance.mutated_sheets",
}
"""Modules by the word that chooses them."""

SECONDS = 5.0
"""Processor time a single file may take."""

MEMORY = 500 * 2**20
"""Bytes above what the process has at its start."""

WORKERS = 2
LONGEST = 400_000
"""Bytes; what grows beyond by splicing is cut."""

REFUSED = "refused with a sentence"


class Subject(Protocol):
    """What is broken, and how it is read."""

    def corpus(self) -> list[tuple[str, bytes]]: ...

    def read(self, name: str, content: bytes) -> str: ...


class FoundError(Exception):
    """Something else happened than reading or refusing."""


def load(name: str) -> Subject:
    """Return the subject of that name."""
    return cast("Subject", importlib.import_module(SUBJECTS[name]))


def mutated(corpus: list[tuple[str, bytes]], seed: str) -> tuple[str, bytes]:
    """Return a file of the corpus as chance has broken it.

    Args:
        corpus: the whole files.
        seed: the same seed gives the same file.
    """
    chance = random.Random(seed)  # noqa: S311 - not a secret
    name, content = chance.choice(corpus)
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 12))):
        chance.choice(CHANGES)(changed, chance, corpus)
    if chance.random() < 0.1:
        name = chance.choice((*(other for other, _ in corpus), "../../a.eml", "без имени", "a\u202egpj.exe", ""))
    return name, bytes(changed[:LONGEST])


def _place(changed: bytearray, chance: random.Random) -> int:
    """Return a place, oftener near the head, where lengths and types stand."""
    end = len(changed) if chance.random() < 0.6 else min(len(changed), 700)
    return chance.randrange(end) if end else 0


def _some_bytes(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    for _ in range(chance.choice((1, 1, 4, 30))):
        if changed:
            value = chance.choice((0, 1, 0x0A, 0x22, 0x3D, 0x7F, 0xFF, chance.randrange(256)))
            changed[_place(changed, chance)] = value


def _numbers(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    """Put a telling number where a length may stand."""
    width = chance.choice((2, 4, 8))
    value = chance.choice((0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**64 - 1, 2**16 - 1, len(changed))) % 2 ** (8 * width)
    place = _place(changed, chance)
    changed[place : place + width] = value.to_bytes(width, chance.choice(("little", "big")))


def _cut(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    del changed[_place(changed, chance) :]


def _drop(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    start = _place(changed, chance)
    del changed[start : start + chance.choice((1, 10, 100, 1000))]


def _repeat(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    start = _place(changed, chance)
    piece = changed[start : start + chance.choice((1, 2, 20, 300))]
    changed[start:start] = piece * chance.choice((2, 10, 500))


def _splice(changed: bytearray, chance: random.Random, corpus: list[tuple[str, bytes]]) -> None:
    other = chance.choice(corpus)[1]
    start = chance.randrange(len(other))
    place = _place(changed, chance)
    changed[place:place] = other[start : start + chance.choice((10, 100, 1000, 10_000))]


def _swap_lines(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    lines = changed.split(b"\n")
    for _ in range(3):
        one, two = chance.randrange(len(lines)), chance.randrange(min(len(lines), 40))
        lines[one], lines[two] = lines[two], lines[one]
    changed[:] = b"\n".join(lines)


WORDS = (
    *(b"Content-Type: multipart/mixed; boundary=x\n", b"--x\n", b"Content-Type: message/rfc822\n\n", b"\n\n", b"\r"),
    *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"=?koi8-r?B?8A==?="),
    *(b"Content-Type: text/html\n", b"charset=utf-16", b"charset=utf-7", b"begin 644 a\n", b"<div hidden>", b"</div>"),
    *(b"Received: ; Fri, 31 Dec 9999 23:59:60 -2359\n", b'name="../../a.exe"', b"filename*0*=utf-8''%FF"),
    *(b"<a href='", b"<!--", b"<style>", b"&#x110000;", b"From a Thu\n", b"{\\*\\htmltag", b"\\bin99999999 "),
    *(b"endobj", b"stream\n", b"/Kids [1 0 R 1 0 R]", b"<w:p>", b"<!ENTITY a 'b'>", b";;;;", b'"', b"\xef\xbb\xbf"),
    *(b"9" * 400, b"format=flowed", b"\x00" * 64),
)


def _words(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    place = _place(changed, chance)
    changed[place:place] = chance.choice(WORDS) * chance.choice((1, 1, 1, 3, 60))


def _charset(changed: bytearray, chance: random.Random, _corpus: object) -> None:
    """Name another encoding, or shift what lies above 127."""
    names = (b"utf-8", b"koi8-r", b"windows-1251", b"us-ascii", b"quoted-printable", b"base64", b"7bit")
    one, two = chance.choice(names), chance.choice(names)
    changed[:] = changed.replace(one, two)


CHANGES = (
    *(_some_bytes, _some_bytes, _numbers, _cut, _drop, _repeat, _splice, _splice, _swap_lines, _words, _words),
    _charset,
)


def read_one(subject: Subject, name: str, content: bytes) -> str:
    """Return a word for what became of a file.

    Raises:
        FoundError: it was refused without a sentence of the catalogue.
    """
    try:
        return subject.read(name, content)
    except UserError as error:
        if error.text not in catalogue():
            raise FoundError(f"a sentence nobody translated: {error.text}") from error
        return REFUSED


def run(name: str, count: int, seed: int, workers: int = WORKERS) -> Counter[str]:
    """Read so many broken files and return how often each outcome was.

    Args:
        name: of the subject.
        count: files.
        seed: of the first; each has its own, one after another.
        workers: processes.

    Raises:
        FoundError: with the first thing that is wrong and its seed.
    """
    base = Path(tempfile.mkdtemp(prefix="otklik-mutated-"))
    place = base / "a" / "b"
    place.mkdir(parents=True)
    outcomes = Counter[str]()
    load(name).corpus()  # what costs at import is paid once, before the processes part
    try:
        children = [_start(name, range(seed + n, seed + count, workers), place) for n in range(workers)]
        failures = [text for child in children if (text := _wait(child, outcomes))]
        if left := [str(path.relative_to(base)) for path in base.rglob("*") if path not in {place, place.parent}]:
            failures.append(f"files were written: {left[:5]}")
    finally:
        shutil.rmtree(base, ignore_errors=True)
    if failures:
        raise FoundError("\n".join(failures))
    return outcomes


def _start(name: str, seeds: range, place: Path) -> tuple[int, mmap.mmap, int]:
    """Start a worker; return its number, what it is at, and where it says how it went."""
    at = mmap.mmap(-1, 8)
    hears, says = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(says)
        return pid, at, hears
    code = 3
    try:
        os.close(hears)
        os.chdir(place)
        outcomes = _work(name, seeds, at)
        os.write(says, "\n".join(f"{number} {word}" for word, number in outcomes.items()).encode())
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is the finding
        os.write(says, traceback.format_exc()[-6000:].encode())
    finally:
        os._exit(code)


def _work(name: str, seeds: range, at: mmap.mmap) -> Counter[str]:
    """Read one broken file after another; the system ends the process where one takes too long."""
    subject = load(name)
    corpus = subject.corpus()
    outcomes = Counter(read_one(subject, *file) for file in corpus)  # rules are compiled, libraries loaded
    outcomes.clear()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for seed in seeds:
        at[:] = seed.to_bytes(8, "little")
        file = mutated(corpus, f"{name}-{seed}")
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        outcomes[read_one(subject, *file)] += 1
        signal.setitimer(signal.ITIMER_PROF, 0)
        if os.listdir():  # noqa: PTH208 - a thousand times a second
            raise FoundError("a file was written")
    return outcomes


def _wait(child: tuple[int, mmap.mmap, int], outcomes: Counter[str]) -> str:
    """Wait for a worker; return what is wrong, or nothing."""
    pid, at, hears = child
    with os.fdopen(hears, "rb") as heard:
        said = heard.read().decode(errors="replace")
    status = os.waitpid(pid, 0)[1]
    seed = int.from_bytes(at[:], "little")
    if os.WIFSIGNALED(status):
        is_slow = os.WTERMSIG(status) == signal.SIGPROF
        return f"seed {seed}: " + (f"over {SECONDS:.0f} s" if is_slow else f"ended by signal {os.WTERMSIG(status)}")
    if status:
        return f"seed {seed}: {said}"
    for line in said.splitlines():
        number, _, word = line.partition(" ")
        outcomes[word] += int(number)
    return ""


def main() -> None:
    """Say how it went; exit code 1 where anything else happened."""
    name = sys.argv[1] if len(sys.argv) > 1 else "letters"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    started = time.monotonic()
    try:
        outcomes = run(name, count, seed)
    except FoundError as error:
        sys.exit(str(error))
    seconds = time.monotonic() - started
    words = ", ".join(f"{number} {word}" for word, number in outcomes.most_common())
    sys.stdout.write(f"{count} broken {name}: {words}; nothing else; {seconds:.0f} s, {count / seconds:.0f} a second\n")


if __name__ == "__main__":
    main()
