"""Kill the program at random moments of its acts: `python -m tests.endurance.kills 500`, with a seed behind it.

A child process works at a register and says of each act, after it came back, what the register held then. It is killed
at a random moment. Then the register has to open with all of that in it, and every file that has its final name has to
be whole, whether the act that made it came back or not.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file
from tests.endurance.acts import COPIES, REGISTER, SAMPLES, Clerk, Done, open_desk, set_up

LONGEST = 0.7
"""Seconds after which the child is dead at the latest."""

ROUNDS_OF_A_REGISTER = 40


class LostError(Exception):
    """Something that was acknowledged is not there, or a file is not whole."""


def child(folder: Path, seed: str, says: int) -> None:
    """Work until killed, and say of each act that it came back."""
    clerk = Clerk(folder, random.Random(seed))  # noqa: S311 - not a secret
    while True:
        done = clerk.work()
        os.write(says, (json.dumps(asdict(done)) + "\n").encode())


def live_and_die(folder: Path, seed: str, seconds: float) -> list[Done]:
    """Run a child for some time, kill it, and return what it said."""
    hears, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(hears)
        try:
            child(folder, seed, says)
        except BaseException as error:  # noqa: BLE001 - a child that fails by itself is a finding
            os.write(2, f"{seed}: {type(error).__name__}: {error}\n".encode())
            os._exit(3)
    os.close(says)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    with os.fdopen(hears, "rb") as heard:
        lines = heard.read().splitlines()
    if not os.WIFSIGNALED(status):
        raise LostError(f"{seed}: the child ended by itself")
    return [Done(**json.loads(line)) for line in lines]


def look_after(folder: Path, said: list[Done]) -> None:
    """See that nothing that was said is lost, and that every file is whole.

    Raises:
        LostError: with what is wrong.
    """
    desk = open_desk(folder)  # the lock of the dead one keeps nobody out
    register = desk.register
    try:
        if register.path.with_name(f"{register.path.name}.owner").exists() is False:
            raise LostError("nobody says who has the register open")
        for done in said:
            row = register.database.one("SELECT digest FROM events WHERE seq = ?", (done.lines,))
            if row != (done.head,) or register.cases.count() < done.cases:
                raise LostError(f"{done.act}: line {done.lines} is not there")
            if done.file and not Path(done.file).exists():
                raise LostError(f"{done.act}: {done.file} is not there")
        keys = [register.key, *(key for one in register.key_history.past() if (key := one.key) is not None)]
    finally:
        register.close()
    found = verify(folder / REGISTER, keys[0])
    if not found.whole:
        raise LostError(found.sentence)
    _look_at_copies(folder, keys)
    _look_at_migrated(folder)


def _look_at_copies(folder: Path, keys: list[bytes]) -> None:
    """See that each copy and each restored register is whole; they are taken away then."""
    for file in (*(folder / COPIES).glob("*.otklik-backup"), *folder.glob("restored-*.otklik")):
        if not any(_is_whole(file, key) for key in keys):
            raise LostError(f"{file.name} is not whole")
        file.unlink()


def _is_whole(file: Path, key: bytes) -> bool:
    try:
        return verify(file, key).whole
    except Exception:  # noqa: BLE001 - of another key
        return False


def _look_at_migrated(folder: Path) -> None:
    """See that each older register is whole in its old or its new version, with every case it had."""
    for file in folder.glob("old-*.otklik"):
        version = file.name.split("-")[1]
        key = read_key_file(SAMPLES / f"v{version}.key")
        with Register.open(file, key) as register:
            cases = register.cases.count()
        if cases < 3 or not verify(file, key).whole:
            raise LostError(f"{file.name} is not whole")
        for part in folder.glob(f"{file.name}*"):
            part.unlink()


def leftovers(folder: Path) -> int:
    """Return how many half-made files lie about, and see that the next backup sweeps those nobody works on any more.

    Raises:
        LostError: one of them stays.
    """
    parts = [part for part in (folder / COPIES).iterdir() if part.name.startswith(".otklik-")]
    for part in parts:
        long_ago = time.time() - timedelta(days=1).total_seconds()
        os.utime(part, (long_ago, long_ago))
    clerk = Clerk(folder, random.Random(0))  # noqa: S311 - not a secret
    clerk.work(("backup",))
    clerk.desk.register.close()
    if left := [part.name for part in parts if part.exists()]:
        raise LostError(f"left behind: {left}")
    return len(parts)


def run(rounds: int, seed: int) -> tuple[Counter[str], int]:
    """Kill as many children, and return how often each act came back and how many half-made files were swept.

    Raises:
        LostError: with the first thing that is wrong.
    """
    chance, done, swept = random.Random(seed), Counter[str](), 0  # noqa: S311 - not a secret
    base = Path(tempfile.mkdtemp(prefix="otklik-kills-"))
    try:
        for turn in range(rounds):
            if turn % ROUNDS_OF_A_REGISTER == 0:
                shutil.rmtree(base)
                base.mkdir()
                set_up(base)
            seconds = chance.uniform(0.01, LONGEST)
            said = live_and_die(base, f"{seed}-{turn}", seconds)
            done.update(one.act for one in said)
            try:
                look_after(base, said)
                if turn % 10 == 9:
                    swept += leftovers(base)
            except Exception as error:
                raise LostError(f"round {turn} of seed {seed}, killed after {seconds:.3f} s: {error!r}") from error
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return done, swept


def main() -> None:
    """Say how it went; exit code 1 where anything was lost."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.monotonic()
    try:
        done, swept = run(rounds, seed)
    except LostError as error:
        sys.exit(str(error))
    acts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    sys.stdout.write(
        f"{rounds} kills, {done.total()} acknowledged acts ({acts}): 0 lost, every file whole; "
        f"{swept} half-made files swept; {time.monotonic() - started:.0f} s\n"
    )


if __name__ == "__main__":
    main()
