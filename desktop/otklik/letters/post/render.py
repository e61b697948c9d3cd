"""The papers for the post as bytes of PDF/A-1b; the same values always give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.letters.post.forms import Envelope, Inventory, Labels, List103, Notice119


def render_envelope(envelope: Envelope) -> bytes:
    """Return an envelope as one page of its own size."""
    return render_envelopes((envelope,))


def render_envelopes(envelopes: Sequence[Envelope]) -> bytes:
    """Return several envelopes of one size, a page each, in their order.

    Args:
        envelopes: at least one.
    """
    with fonts.RENDERING:
        from otklik.letters.post import envelope  # noqa: PLC0415 - brings reportlab, and start-up counts

        return envelope.draw(envelopes, _title(f"Конверт {envelopes[0].size.value}", envelopes[0].subject))


def render_labels(labels: Labels) -> bytes:
    """Return address labels on as many sheets A4 as they need."""
    with fonts.RENDERING:
        from otklik.letters.post import labels as page  # noqa: PLC0415 - the same

        return page.draw(labels, "Адресные наклейки")


def render_inventory(inventory: Inventory) -> bytes:
    """Return the inventory ф. 107: on each sheet A4 two copies side by side, to be cut apart."""
    with fonts.RENDERING:
        from otklik.letters.post import inventory as page  # noqa: PLC0415 - the same

        return page.draw(inventory, _title("Опись вложения (ф. 107)", inventory.subject))


def render_list_103(posted: List103) -> bytes:
    """Return the list ф. 103 on as many sheets A4 as it needs."""
    with fonts.RENDERING:
        from otklik.letters.post import list_103  # noqa: PLC0415 - the same

        number = f" № {posted.number}" if posted.number else ""
        return list_103.draw(posted, f"Список{number} внутренних почтовых отправлений (ф. 103)")


def render_notice_119(notice: Notice119) -> bytes:
    """Return the notice of delivery ф. 119: both sides on one sheet A4."""
    with fonts.RENDERING:
        from otklik.letters.post import notice_119  # noqa: PLC0415 - the same

        return notice_119.draw(notice, _title("Уведомление о вручении (ф. 119)", notice.subject))


def _title(paper: str, subject: str) -> str:
    return f"{paper}, {subject}" if subject else paper
