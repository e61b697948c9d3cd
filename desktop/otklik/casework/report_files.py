"""A report as a file: PDF for whoever asks, a spreadsheet, JSON. None of them names anybody but the operator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from otklik.casework.report_words import in_words
from otklik.system.plain import plain
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.casework.report_figures import Period
    from otklik.casework.reports import Report
    from otklik.letters.reports.model import ReportPaper

FORMATS = ("pdf", "xlsx", "json")


def render(report: Report, form: str) -> bytes:
    """Return a report as the content of a file; needs no register.

    Args:
        report: the figures.
        form: `pdf`, `xlsx` or `json`.

    Raises:
        ValueError: there is no such format.
    """
    if form == "json":
        return json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()
    return _render(in_words(report, in_russian), form)


def _render(paper: ReportPaper, form: str) -> bytes:
    if form == "pdf":
        from otklik.letters.reports import report_page  # noqa: PLC0415 - reportlab is loaded to draw

        return report_page.render(paper).pdf
    if form == "xlsx":
        from otklik.letters.reports import report_book  # noqa: PLC0415 - openpyxl is loaded to write

        return report_book.render(paper)
    raise ValueError(form)


def as_json(report: Report) -> dict[str, object]:
    """Return the figures of a report with stable keys, as `otklik report --format json` writes them."""
    counted = report.counted
    return {
        "from": plain(counted.period.first),
        "to": plain(counted.period.last),
        "as_of": plain(report.today),
        "operator": report.operator,
        "operators": report.operators,
        "training": report.is_training,
        "figures": plain(counted.figures),
        "year_before": plain(counted.before),
        "months": [{"month": f"{part.what:%Y-%m}"} | plain(part.figures) for part in counted.months],
        "kinds": [{"kind": plain(part.what)} | plain(part.figures) for part in counted.kinds],
        "channels": [{"channel": plain(part.what)} | plain(part.figures) for part in counted.channels],
        "results": {result.value: number for result, number in counted.results},
        "causes": {cause.value: number for cause, number in counted.causes},
        "longest": [
            {
                "number": case.number,
                "received_on": plain(case.received_on),
                "working_days": case.working,
                "term": case.term,
            }
            for case in counted.longest
        ],
        "chain_head": report.chain_head,
    }


def file_name(period: Period, form: str) -> str:
    """Return the name a report is offered by: «Отчёт 2026-11.pdf»; nobody is named in it."""
    first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
    days = f"{period.first:%Y}" if period.is_year else first if period.is_month else f"{first}–{last}"
    return f"Отчёт {days}.{form}"
