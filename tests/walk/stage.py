"""Where the walk takes place: a screen with a window manager, a printer, and the program as a newcomer installs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ui import cups_queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SCREEN = (1440, 900)
TOOLS = (
    "git",
    "Xvfb",
    "openbox",
    "xdotool",
    "wmctrl",
    "import",
    "convert",
    "xclip",
    "xsetroot",
    "pdftotext",
    "dbus-daemon",
    "gnome-keyring-daemon",
)
PACKAGES = (
    "git xvfb openbox xdotool wmctrl imagemagick xclip x11-xserver-utils poppler-utils dbus gnome-keyring "
    "cups printer-driver-cups-pdf"
)


def why_not() -> str:
    """Return why nobody can walk here; empty where somebody can."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (apt-get install {PACKAGES})"
    return cups_queue.why_not()


class Stage:
    """A screen, a printer and a home of its own, for as long as the block of `set_up` lasts.

    Args:
        folder: for the clone, the home and what is printed.
        display: name of the screen, e.g. `:77`.
        printer: the print server.
    """

    def __init__(self, folder: Path, display: str, printer: cups_queue.PrintServer) -> None:
        self.folder, self.printer = folder, printer
        self.home, self.clone, self.talk = folder / "home", folder / "clone", folder / "talk"
        for place in (self.home, self.talk, folder / "run"):
            place.mkdir(parents=True, mode=0o700)
        kept = ("PATH", "PIP_INDEX_URL", "PIP_CACHE_DIR", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
        network = {name: value for name, value in os.environ.items() if name in kept or "PROXY" in name.upper()}
        self.environment = {
            **network,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "DISPLAY": display,
            "LANG": "ru_RU.UTF-8",
            "CUPS_SERVER": str(printer.socket),
            "OTKLIK_WALK_FOLDER": str(self.talk),
        }
        self._running: list[subprocess.Popen[bytes]] = []

    @property
    def register(self) -> Path:
        """The register the newcomer makes."""
        return self.home / ".local/share/otklik/register.otklik"

    def call(self, *command: str | Path, check: bool = True) -> str:
        """Run a tool on this screen and return what it says."""
        finished = subprocess.run(
            [str(part) for part in command], env=self.environment, capture_output=True, text=True, check=False
        )
        if check and finished.returncode:
            raise RuntimeError(f"{command[0]}: {finished.stderr or finished.stdout}")
        return finished.stdout

    def succeeds(self, *command: str) -> bool:
        """Run a tool on this screen and tell whether it ended well."""
        return subprocess.run(command, env=self.environment, capture_output=True, check=False).returncode == 0

    def start(self, name: str, *command: str | Path, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program on this screen; what it prints goes into a file."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                env=self.environment,
                cwd=cwd or self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def begin_session(self) -> None:
        """Begin a session as a desktop has it: a bus, and a store of passwords that was unlocked at logging in."""
        bus = f"unix:path={self.folder / 'run' / 'bus'}"
        self.start("bus", "dbus-daemon", "--session", "--nofork", f"--address={bus}")
        self.wait((self.folder / "run" / "bus").exists, 10, "no bus of the session")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        store = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
        with (self.folder / "keyring.log").open("wb") as log:
            subprocess.run(store, input=b"walk", env=self.environment, stdout=log, stderr=log, check=True)

    def install(self) -> tuple[float, float]:
        """Clone the program and type the command of its README; return seconds of cloning, and until its window stands.

        The guide goes into the new environment while that is being filled, so that one command does it all.
        """
        began = time.monotonic()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(self.clone)], check=True)
        cloned = time.monotonic()
        self.run_program()
        self.wait(self._put_guide, 60, "no environment is made")
        return cloned - began, self.wait_for_window() - cloned

    def run_program(self) -> None:
        """Type the command of the README."""
        self.start("program", "python3", "packaging/dev.py", "run", cwd=self.clone)

    def wait_for_window(self, seconds: float = 900) -> float:
        """Wait until the program's window stands; return when that was."""
        self.wait(lambda: "Отклик" in self.call("wmctrl", "-l", check=False), seconds, "no window comes")
        return time.monotonic()

    def close_program(self) -> None:
        """Close the window as its owner does, and wait until the program is gone."""
        self.call("wmctrl", "-c", "Отклик")
        self._running[-1].wait(60)
        self._running.pop()

    @property
    def python(self) -> Path:
        """The interpreter of the clone."""
        return self.clone / ".venv/bin/python"

    def _put_guide(self) -> bool:
        places = list(self.clone.glob(".venv/lib/python*/site-packages"))
        for place in places:
            line = f"{Path(__file__).parent / 'inside'}\nimport walk_guide\n"
            (place / "walk_guide.pth").write_text(line, "utf-8")
        return bool(places)

    def wait(self, done: Callable[[], object], seconds: float, problem: str) -> None:
        """Wait until something is so.

        Raises:
            RuntimeError: it does not come to pass.
        """
        until = time.monotonic() + seconds
        while not done():
            if time.monotonic() > until:
                raise RuntimeError(f"{problem}; see {self.folder}/program.log")
            time.sleep(0.02)

    def stop(self) -> None:
        """End whatever was started here."""
        for process in reversed(self._running):
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def set_up(folder: Path) -> Iterator[Stage]:
    """Provide a stage in an empty folder.

    Args:
        folder: becomes what the printer, the screen and the program write into; must not exist.
    """
    folder.mkdir(parents=True)
    folder.chmod(0o755)  # the printer works under a name of its own
    paper = folder / "printer"
    paper.mkdir()
    with ExitStack() as ends:
        printer = ends.enter_context(cups_queue.PrintServer(paper).running())
        display = f":{90 + os.getpid() % 400}"
        stage = Stage(folder, display, printer)
        ends.callback(stage.stop)
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        stage.start("screen", "Xvfb", display, "-screen", "0", size, "-nolisten", "tcp")
        ground = ("xsetroot", "-solid", "#5b6b7a")
        stage.wait(lambda: stage.succeeds(*ground), 20, "no screen")
        stage.start("manager", "openbox", "--sm-disable")
        stage.wait(lambda: stage.succeeds("wmctrl", "-m"), 20, "no window manager")
        stage.call("setxkbmap", "-layout", "us,ru", "-option", "grp:alt_shift_toggle")
        stage.begin_session()
        yield stage
