"""A print server of our own: CUPS on a socket in a folder, with queues whose paper is a PDF (cups-pdf).

The machine's own printing is not touched, but for one file: cups-pdf reads what to do from `/etc/cups`, by the name of
its queue. It goes away with the server.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
PATIENCE = 30.0
"""Seconds a job may take on a busy machine; it takes one or two."""

_DUPLEX = """
*OpenUI *Duplex/Duplex: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that is done, as the server has it on record.

    Attributes:
        name: name of the job.
        pages: sides that were printed, copies included.
        media: the paper it asked for.
        sides: `one-sided`, `two-sided-long-edge` or `two-sided-short-edge`.
        copies: how many of each.
        paper: what came out of the printer.
    """

    name: str
    pages: int
    media: str
    sides: str
    copies: int
    paper: Path


def why_not() -> str:
    """Return why there can be no print server here; empty where there can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may start a print server with cups-pdf"
    missing = [name for name in ("cupsd", "lpadmin", "lpstat", "cupsdisable", "pdftoppm") if not _tool(name)]
    missing += [] if BACKEND.exists() and DRIVER.exists() else ["cups-pdf"]
    return f"not installed (apt-get install cups printer-driver-cups-pdf): {', '.join(missing)}" if missing else ""


class PrintServer:
    """CUPS with one queue that prints all, and one that has A4 and nothing else.

    Args:
        folder: for everything it writes; users other than ours must be able to reach it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.queue = f"otklik-test-{os.getpid()}"
        self.narrow = f"{self.queue}-a4"
        self.socket = folder / "cups.sock"
        self.environment = {**os.environ, "CUPS_SERVER": str(self.socket), "QT_QPA_PLATFORM": "offscreen"}
        self._settings = [Path("/etc/cups") / f"cups-pdf-{name}.conf" for name in (self.queue, self.narrow)]

    @contextlib.contextmanager
    def running(self) -> Iterator[PrintServer]:
        """Run as long as the block does.

        Raises:
            RuntimeError: it does not start here.
        """
        self._write_settings()
        log = self.folder / "cupsd.log"
        with log.open("wb") as output:
            command = [_tool("cupsd"), "-f", "-c", self.folder / "cupsd.conf", "-s", self.folder / "cups-files.conf"]
            process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            self._wait_until(self.socket.exists, 10)
            self._add_queue(self.queue, DRIVER.read_text("latin-1") + _DUPLEX)
            self._add_queue(self.narrow, _only_a4(DRIVER.read_text("latin-1")))
            yield self
        finally:
            for name in (self.queue, self.narrow):
                self._call("lpadmin", "-x", name, check=False)
            process.terminate()
            process.wait(10)
            for file in self._settings:
                file.unlink(missing_ok=True)

    def pause(self, *, on: bool) -> None:
        """Stop the printer, or let it go on; its queue takes jobs all the time."""
        self._call("cupsdisable" if on else "cupsenable", self.queue)

    def job(self, name: str) -> Job:
        """Wait for the one job of a name and return it."""
        return self.jobs(name, 1)[0]

    def jobs(self, name: str, count: int) -> list[Job]:
        """Wait for the jobs of a name and return them.

        Raises:
            RuntimeError: they do not come out of the printer, or others do.
        """
        self._wait_until(lambda: len(self._done(name)) >= count and not self.waiting(), PATIENCE)
        if len(self._done(name)) != count:
            raise RuntimeError(f"jobs of {name}: {self._done(name)}")
        return [self._job(name, facts) for facts in self._done(name)]

    def _job(self, name: str, facts: list[str]) -> Job:
        number, pages, media, sides, copies = facts
        papers = list((self.folder / "out").glob(f"job_{number}-*.pdf"))
        if len(papers) != 1:
            raise RuntimeError(f"papers of job {number}: {papers}")
        return Job(name, int(pages), media, sides, 1 if copies == "-" else int(copies), papers[0])

    def waiting(self) -> int:
        """Return how many jobs are not printed yet."""
        return len(self._call("lpstat", "-W", "not-completed", "-o").splitlines())

    def _done(self, name: str) -> list[list[str]]:
        """Return what the server has on record of the jobs of a name."""
        log = self.folder / "page_log"
        lines = [line.split("|") for line in log.read_text("utf-8").splitlines()] if log.exists() else []
        return [facts for called, *facts in lines if called == name]

    def _write_settings(self) -> None:
        folder = self.folder
        for name in ("spool", "cache", "state", "out", "sheets"):
            (folder / name).mkdir()
        folder.chmod(0o755)
        places = {"ServerRoot": ".", "CacheDir": "cache", "RequestRoot": "spool", "StateDir": "state"}
        places |= {"TempDir": "spool", "AccessLog": "access_log", "ErrorLog": "error_log", "PageLog": "page_log"}
        lines = [f"{key} {folder / place}" for key, place in places.items()]
        lines += ["ServerBin /usr/lib/cups", "DataDir /usr/share/cups", "SystemGroup root"]
        (folder / "cups-files.conf").write_text("\n".join(lines) + "\n")
        everything = "Order deny,allow\nAllow all\n"
        (folder / "cupsd.conf").write_text(
            f"Listen {self.socket}\nBrowsing No\nWebInterface No\nLogLevel info\nMaxLogSize 0\nIdleExitTimeout 0\n"
            "PageLogFormat %{job-name}|%j|%C|%{media}|%{sides}|%{copies}\n"
            f"<Location />\n{everything}</Location>\n"
            f"<Policy default>\nJobPrivateValues none\n<Limit All>\n{everything}</Limit>\n</Policy>\n"
        )
        paths = {"Out": "out", "AnonDirName": "out", "Spool": "sheets", "Log": ".", "GSTmp": "spool"}
        pdf = [*(f"{key} {folder / place}" for key, place in paths.items()), "Grp root", "UserUMask 0022", "Label 1"]
        for file in self._settings:
            file.write_text("\n".join(pdf) + "\n")

    def _add_queue(self, name: str, driver: str) -> None:
        file = self.folder / f"{name}.ppd"
        file.write_text(driver, "latin-1")
        self._call("lpadmin", "-p", name, "-E", "-v", f"cups-pdf:/{name}", "-P", str(file))

    def _call(self, tool: str, *arguments: str, check: bool = True) -> str:
        finished = subprocess.run(
            [_tool(tool), *arguments], env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        if check and finished.returncode:
            raise RuntimeError(f"{tool}: {finished.stderr}")
        return finished.stdout

    def _wait_until(self, condition: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                log = self.folder / "error_log"
                raise RuntimeError(
                    log.read_text("utf-8", "replace")[-4000:] if log.exists() else "cupsd does not start"
                )
            time.sleep(0.05)


def _tool(name: str) -> str:
    """Return the path of a program, also where /usr/sbin is not searched; empty where there is none."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""


def _only_a4(driver: str) -> str:
    """Return the driver of a printer that knows one paper and takes no other."""
    sized = ("*PageSize ", "*PageRegion ", "*ImageableArea ", "*PaperDimension ")
    custom = ("*VariablePaperSize", "*CustomPageSize", "*ParamCustomPageSize", "*NonUIOrderDependency", "*MaxMedia")
    kept, skipping = [], False
    for line in driver.splitlines():
        if skipping:
            skipping = '"' not in line
            continue
        foreign = line.startswith(sized) and not line.split()[1].startswith("A4")
        if line.startswith(custom) or foreign:
            skipping = line.count('"') == 1
            continue
        kept.append(line)
    return "\n".join(kept) + "\n"
