"""A letter as the bytes of a PDF/A-1b file; the same letter always gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from otklik.letters import fonts
from otklik.letters.merge import OPEN_FIELD
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.letters.model import LetterModel
    from otklik.letters.styles import Sheet

_DRAFT_DAY = date(2000, 1, 1)


def render(model: LetterModel) -> bytes:
    """Return the letter as PDF/A-1b; a draft shows its empty fields red.

    Raises:
        UserError: a letter that is no draft has empty fields; or the text has characters the font has no sign for
            (in a draft those show as their code instead); or a row of a table is higher than a sheet.
    """
    if model.missing and not model.draft:
        raise UserError(
            "The letter has empty fields: {fields}. Fill them in first.",
            fields=", ".join(one.label for one in model.missing),
        )
    model = _printable(model)
    with fonts.RENDERING:
        from reportlab.platypus.doctemplate import LayoutError  # noqa: PLC0415 - start-up counts

        from otklik.letters import page  # noqa: PLC0415 - brings reportlab, and start-up counts
        from otklik.letters.archive import ArchiveCanvas  # noqa: PLC0415 - brings reportlab

        target = io.BytesIO()
        document = page.make_document(target, model, _sheet())
        title = f"{model.heading} № {model.number}" if model.number else model.heading
        canvas = partial(ArchiveCanvas, title=title, author=model.author, day=model.issued_on or _DRAFT_DAY)
        try:
            document.build(page.flowables(model, _sheet()), canvasmaker=canvas)
        except LayoutError as error:
            raise UserError("A row of a table is higher than a sheet: divide it into several.", field="body") from error
        return target.getvalue()


def unprintable(model: LetterModel) -> tuple[str, ...]:
    """Return the characters of a letter that cannot be printed, each once, as people call them: «🙂 (U+1F642)»."""
    return tuple(fonts.called(sign) for sign in _lacking(model))


def _printable(model: LetterModel) -> LetterModel:
    lacking = _lacking(model)
    if not lacking:
        return model
    if not model.draft:
        raise UserError(
            "The letter has characters that cannot be printed: {signs}. Replace or remove them.",
            signs=", ".join(map(fonts.called, lacking)),
        )
    codes = {ord(sign): f"(U+{ord(sign):04X})" for sign in lacking}
    return replace(
        model,
        letterhead=tuple(replace(line, text=line.text.translate(codes)) for line in model.letterhead),
        addressee=tuple(line.translate(codes) for line in model.addressee),
        enclosures=tuple(line.translate(codes) for line in model.enclosures),
        **{name: getattr(model, name).translate(codes) for name in _TEXTS},
    )


_TEXTS = ("reference", "heading", "salutation", "body", "position", "signer", "executor")


def _lacking(model: LetterModel) -> tuple[str, ...]:
    lines = [*(line.text for line in model.letterhead), *model.addressee, *model.enclosures, model.number]
    text = "\n".join([*lines, *(getattr(model, name) for name in _TEXTS)])
    with fonts.RENDERING:
        return fonts.lacking(fonts.tidy(OPEN_FIELD.sub("", text)))


@cache
def _sheet() -> Sheet:
    from otklik.letters.styles import Sheet  # noqa: PLC0415 - brings reportlab

    return Sheet()
