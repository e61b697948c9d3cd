"""The command: `python -m otklik.ui.pictures DIR [--language ru en] [--percent 100 200] [--only today case]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from otklik.ui import theme
from otklik.ui.pictures.stage import SIZE
from otklik.ui.pictures.taking import Wanted, take

_ARGUMENTS = argparse.ArgumentParser(description="Take pictures of every window over the demonstration in DIR.")
_ARGUMENTS.add_argument("folder", type=Path, metavar="DIR")
_ARGUMENTS.add_argument("--scheme", nargs="+", default=["light", "dark"], choices=["light", "dark"])
_ARGUMENTS.add_argument("--language", nargs="+", default=["ru"], choices=["ru", "en"])
_ARGUMENTS.add_argument("--percent", nargs="+", type=int, default=[100])
_ARGUMENTS.add_argument("--size", nargs=2, type=int, default=SIZE, metavar=("WIDTH", "HEIGHT"))
_ARGUMENTS.add_argument("--only", nargs="+", default=[], metavar="NAME", help="pieces of names")
_ARGUMENTS.add_argument("--to", type=Path, help="another folder than DIR/pictures")

if __name__ == "__main__":
    given = _ARGUMENTS.parse_args()
    wanted = Wanted(
        tuple(theme.Scheme(name) for name in given.scheme),
        tuple(given.language),
        tuple(given.percent),
        tuple(given.size),
        tuple(given.only),
    )
    for made in take(given.to or given.folder / "pictures", given.folder, wanted):
        print(made)  # noqa: T201 - this is a command
