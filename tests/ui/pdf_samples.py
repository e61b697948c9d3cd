"""A PDF to print and to show."""

from __future__ import annotations

import io


def sample_pdf(pages: int = 2, size: tuple[float, float] = (595.2756, 841.8898)) -> bytes:
    """Return a PDF with a line of text and a black square of 2 × 2 inches, one inch from left and bottom, a page."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, size[1] - 100, f"Page {number}")
        canvas.rect(72, 72, 144, 144, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
