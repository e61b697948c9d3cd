"""The list of cases as CSV the way a Russian Excel opens it: UTF-8 with its mark, semicolons, days as 21.11.2026."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from otklik.letters.reports.list_model import as_text
from otklik.system.spreadsheets import straight

if TYPE_CHECKING:
    from otklik.letters.reports.list_model import Listing, Value

_RECKONED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet begins to reckon at."""


def write_csv(target: BinaryIO, listing: Listing) -> None:
    """Write the list; the file stays open.

    Args:
        target: a binary file.
        listing: what is written.
    """
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", errors="replace", write_through=True)
    written = csv.writer(text, delimiter=";", lineterminator="\r\n")
    written.writerow([column.title for column in listing.columns])
    for row in listing.rows:
        written.writerow([harmless(value) for value in row])
    text.detach()


def harmless(value: Value) -> str:
    """Return a value for a cell; what somebody wrote to be reckoned («=1+1») is held by an apostrophe, as text is.

    What turns the direction of reading is left out.
    """
    said = straight(as_text(value)).replace("\x00", "")
    return f"'{said}" if isinstance(value, str) and said.lstrip(" ").startswith(_RECKONED) else said
