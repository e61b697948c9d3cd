"""The structure of every paper: what is a heading is called one, words are read in order, decoration is left out."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pikepdf
import pytest
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus.paraparser import ParaFrag

from otklik.law.calendar import WorkCalendar
from otklik.law.counting import due_after
from otklik.law.explanation import explain
from otklik.law.kinds import Reading
from otklik.law.terms import Term, Unit
from otklik.letters import fonts
from otklik.letters.archive import ArchiveCanvas
from otklik.letters.blocks import Heading, Item, Paragraph, Table, plain, read_blocks
from otklik.letters.count_sheet import CountSheet, YearSum, render_count_sheet, render_count_sheets
from otklik.letters.paper_parts import style, table, text
from otklik.letters.render import render
from otklik.letters.structure import Element, artifact, heading, tagged
from otklik.letters.tagged import Grid, Text
from otklik.letters.templates import load_templates
from tests.tagged_pdf import artifacts, bookmarks, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator, Subject

    Compose = Callable[..., LetterModel]

CALENDAR = WorkCalendar.load()


def smooth(text: str) -> str:
    """Return a text as it is read: one space between words, and words parted at the end of a line whole."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Return the signs alone: where a line parts a word, or ends in a dash, nothing else may differ."""
    return "".join(text.split()).replace("-", "")


def said(model: LetterModel) -> list[tuple[str, str]]:
    """Return what the structure of a letter's text has to be: role and words of each block, from its Markdown."""
    found: list[tuple[str, str]] = []
    for block in read_blocks(model.body):
        match block:
            case Heading(spans):
                found.append(("H2", plain(spans)))
            case Paragraph(spans):
                found.append(("P", plain(spans)))
            case Item(mark, _, spans):
                found += [("Lbl", mark), ("LBody", plain(spans))] if mark else [("P", plain(spans))]
            case Table(rows):
                found += [("TD" if place else "TH", plain(cell)) for place, row in enumerate(rows) for cell in row]
    return found


@pytest.mark.parametrize("template", load_templates())
@pytest.mark.parametrize("form", ["sole_proprietor", "company"])
def test_every_letter_is_read_in_order(
    template: str, form: str, composed: Compose, woman: Subject, request: pytest.FixtureRequest
) -> None:
    model = composed(template, request.getfixturevalue(form), woman)
    pdf = render(model)
    tree = read_tree(pdf)
    text = bare(tree.text)
    before = [*(line.text for line in model.letterhead), model.reference, *model.addressee, model.heading]
    order = [text.find(bare(words)) for words in (*before, model.salutation) if words]
    assert -1 not in order
    assert order == sorted(order)
    assert [node.text for node in tree.of("H1")] == [smooth(model.heading)]
    assert text.endswith(bare(f"{model.closing}{model.position}{model.signer}{model.executor}"))
    blocks, roles = said(model), [(node.role, bare(node.text)) for node in tree]
    for role, words in blocks:  # each after the one before it
        fitting = [
            place for place, (found, text_found) in enumerate(roles) if found == role and _same(text_found, words)
        ]
        assert fitting, (role, words)
        del roles[: fitting[0] + 1]
    assert "3f9c" not in text
    assert "3f9c" in artifacts(pdf)


def _same(found: str, words: str) -> bool:
    """Tell whether an element has the words of a block: behind a heading a capital and a full stop were given to it."""
    return found.casefold().rstrip(".").startswith(bare(words).casefold().rstrip("."))


def test_headings_are_bookmarks(composed: Compose, company: Operator, woman: Subject) -> None:
    body = "## Первая\n\nтекст\n\n## Вторая\n\n- раз\n- два\n\n" + "Слова о деле.\n\n" * 60 + "## Третья:\n\nтекст\n"
    model = composed("refusal", company, woman, body=body)
    pdf = render(model)
    assert [node.text for node in read_tree(pdf).of("H2")] == ["Первая.", "Вторая", "Третья:"]
    found = bookmarks(pdf)
    assert [(depth, title) for depth, title, _ in found] == [
        (0, smooth(model.heading)),
        *((1, title) for title in ("Первая", "Вторая", "Третья:")),
    ]
    assert [page for *_, page in found[:3]] == [0, 0, 0]
    assert found[-1][2] >= 1


def test_bookmark_leads_to_the_line_of_its_heading(composed: Compose, company: Operator, woman: Subject) -> None:
    body = "Слова.\n\n" * 4 + "## Вот\n\nтекст\n"
    with pikepdf.open(io.BytesIO(render(composed("refusal", company, woman, body=body)))) as file:
        first = file.Root.Outlines.First
        upper, lower = (float(mark.Dest[3]) for mark in (first, first.First))
    assert 842 > upper > lower > 100
    assert 4 * 15.25 < upper - lower < 200


def test_paragraph_that_goes_on_overleaf_is_one_element(composed: Compose, company: Operator, woman: Subject) -> None:
    words = "Здесь сказано многое и по порядку. " * 220
    tree = read_tree(render(composed("refusal", company, woman, body=f"## О деле\n\n{words}\n\nКонец.\n")))
    long = [node for node in tree.of("P") if len(node.pages) > 1]
    assert [bare(node.text) for node in long] == [bare(words)]
    assert len(long[0].pages) >= 3
    assert [node.text for node in tree.of("H2")] == ["О деле."]


def test_heading_that_goes_on_overleaf_is_one_element(composed: Compose, company: Operator, woman: Subject) -> None:
    title = "Заголовок из очень многих слов, " * 160
    tree = read_tree(render(composed("refusal", company, woman, body=f"## {title}конец\n\nТекст.\n")))
    (long,) = tree.of("H2")
    assert len(long.pages) >= 2
    assert bare(long.text) == bare(f"{title}конец.")
    assert "Текст." in [node.text for node in tree.of("P")]


def test_lists_stand_in_the_items_they_belong_to(composed: Compose, company: Operator, woman: Subject) -> None:
    body = "- раз\n  - внутри\n\n    ещё абзац\n- два\n\nАбзац.\n\n1. один\n2. два\n\n- иначе\n"
    tree = read_tree(render(composed("refusal", company, woman, body=body)))
    lists = [node.outline for node in tree.kids if node.role == "L"]
    item = "LI(Lbl LBody)"
    assert lists == [f"L(LI(Lbl LBody(L(LI(Lbl LBody(P))))) {item})", f"L({item} {item})", f"L({item})"]
    assert [node.text for node in tree.of("Lbl")] == ["–", "–", "–", "1.", "2.", "–"]


def test_item_that_goes_on_overleaf_has_one_mark(composed: Compose, company: Operator, woman: Subject) -> None:
    tree = read_tree(render(composed("refusal", company, woman, body=f"- {'слово за словом ' * 400}\n")))
    (one,) = tree.of("LI")
    assert [kid.role for kid in one.kids] == ["Lbl", "LBody"]
    assert [len(kid.pages) for kid in one.kids] == [1, 3]


def test_table_over_three_pages_has_one_head(composed: Compose, company: Operator, woman: Subject) -> None:
    rows = [(f"предмет {number}", f"{number} шт.") for number in range(90)]
    body = "|Что|Сколько|\n|-|-|\n" + "".join(f"|{what}|{many}|\n" for what, many in rows)
    pdf = render(composed("refusal", company, woman, body=body))
    (table,) = read_tree(pdf).of("Table")
    assert len(table.pages) >= 3
    assert [node.text for node in table.of("TH")] == ["Что", "Сколько"]
    assert [tuple(cell.text for cell in row.kids) for row in table.of("TR")[1:]] == rows
    assert artifacts(pdf).count("Что Сколько") >= 2
    with pikepdf.open(io.BytesIO(pdf)) as file:
        heads = [part for part in file.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Column"}


def test_table_with_names_at_its_left_and_a_cell_over_two_columns() -> None:
    target = io.BytesIO()
    with fonts.RENDERING:
        style = ParagraphStyle("", fontName=fonts.named())
        look = {"fontName": style.fontName, "fontSize": 9, "textColor": black, "rise": 0, "us_lines": [], "link": []}
        cells = [
            [Text(None, style, frags=[ParaFrag(text=words, **look)]) for words in row]
            for row in (("имя", "раз", "два"), ("род", "три", ""))
        ]
        grid = Grid(cells, style=[("SPAN", (1, 1), (2, 1)), ("GRID", (0, 0), (-1, -1), 0.5, black)])
        grid.heads, grid.sides = 0, 1
        maker = partial(ArchiveCanvas, title="Проба", author="Отклик", day=date(2026, 11, 24))
        SimpleDocTemplate(target).build([grid], canvasmaker=maker)
    (table,) = read_tree(target.getvalue()).of("Table")
    assert [[(cell.role, cell.scope, cell.columns) for cell in row.kids] for row in table.kids] == [
        [("TH", "Row", 1), ("TD", "", 1), ("TD", "", 1)],
        [("TH", "Row", 1), ("TD", "", 2)],
    ]


def test_row_that_goes_on_overleaf_is_one_row() -> None:
    target = io.BytesIO()
    with fonts.RENDERING:
        plain_style = style(10)
        rows = [("Что", "Сколько"), ("слово " * 2000, "много"), ("раз", "два")]
        grid = table([[text(words, plain_style) for words in row] for row in rows], [200, 200], head=1)
        maker = partial(ArchiveCanvas, title="Проба", author="Отклик", day=date(2026, 11, 24))
        SimpleDocTemplate(target).build([grid], canvasmaker=maker)
    (found,) = read_tree(target.getvalue()).of("Table")
    assert [[cell.text for cell in row.kids] for row in found.kids] == [
        [smooth(words) for words in row] for row in rows
    ]
    assert len(found.kids[1].pages) >= 3


def test_empty_cell_keeps_its_column(composed: Compose, company: Operator, woman: Subject) -> None:
    tree = read_tree(render(composed("refusal", company, woman, body="|а|б|\n|-|-|\n||2|\n")))
    assert [cell.text for cell in tree.of("TD")] == ["", "2"]


def test_quotation_and_rule(composed: Compose, company: Operator, woman: Subject) -> None:
    tree = read_tree(render(composed("refusal", company, woman, body="> чужие слова\n\n---\n\nСвои.\n")))
    assert [(node.outline, node.text) for node in tree.of("BlockQuote")] == [("BlockQuote(P)", "чужие слова")]


def test_draft_with_empty_fields_is_whole(composed: Compose, company: Operator, woman: Subject) -> None:
    body = "## О {{ письмо.решение }}\n\nНа {{ письмо.новый_срок }} слова.\n\n- {{ письмо.акт }}\n"
    tree = read_tree(render(composed("refusal", company, woman, own={}, body=body, issued=False)))
    assert len([node for node in tree.of("H2", "P", "LBody") if "не заполнено" in node.text]) == 3


def test_page_number_is_no_part_of_the_text(composed: Compose, company: Operator, woman: Subject) -> None:
    pdf = render(composed("refusal", company, woman, body="Абзац.\n\n" * 120))
    tree = read_tree(pdf)
    assert len(tree.pages) >= 3
    assert set(artifacts(pdf).split()) >= {"2", "3"}
    assert {node.text for node in tree.of("P")}.isdisjoint({"2", "3"})


def test_lines_are_read_as_separate_words(composed: Compose, company: Operator, woman: Subject) -> None:
    words = "по делу о том " * 60
    tree = read_tree(render(composed("refusal", company, woman, body=words)))
    assert smooth(words) in [node.text for node in tree.of("P")]


def test_structure_costs_no_determinism(composed: Compose, company: Operator, man: Subject) -> None:
    body = "## О деле\n\nтекст\n\n- раз\n- два\n\n|а|б|\n|-|-|\n|1|2|\n"
    one, two = (render(composed("refusal", company, man, body=body)) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("template", ["access_answer", "refusal"])
def test_poppler_calls_it_tagged(
    template: str, composed: Compose, company: Operator, woman: Subject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    file = tmp_path_factory.mktemp("pdf") / "letter.pdf"
    file.write_bytes(render(composed(template, company, woman)))
    done = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Tagged:          yes" in done.stdout


def count_sheet(term: Term) -> CountSheet:
    on = date(2026, 12, 21)
    deadline, days = due_after(term, on, CALENDAR), explain(on, term, CALENDAR)
    return CountSheet(
        title="Дать сведения",
        kind="Запрос сведений",
        basis="152-ФЗ ст. 14",
        reading=Reading.TEXT,
        term="десять дней",
        unit=term.unit,
        trigger="получено",
        trigger_on=on,
        days=days,
        safe=deadline.safe,
        latest=deadline.latest,
        edition="правила 2026.1",
        made_on=date(2026, 12, 22),
        years=(YearSum(2026, 247, CALENDAR.decree(2026)),),
        operator="ИП Ветров А. П.",
    )


def test_count_sheet_is_tagged() -> None:
    pdf = render_count_sheet(count_sheet(Term(10, Unit.WORKING_DAYS)))
    tree = read_tree(pdf)
    assert [node.text for node in tree.of("H1")] == ["Справка о расчёте срока"]
    assert bookmarks(pdf) == [(0, "Справка о расчёте срока", 0), (1, "Как считали", 0)]
    (drawn,) = tree.of("Figure")
    assert drawn.alt.startswith("Календарь срока. 21 декабря 2026 г.: получено; 22.12.2026–25.12.2026: дни 1–4; ")
    assert "01.01.2027–08.01.2027: не считается, ТК ст. 112; " in drawn.alt
    assert drawn.alt.endswith("13 января 2027 г.: день 10, последний день.")
    steps = {item.kids[0].text: item.kids[1].text for item in tree.of("LI")}
    assert {"Событие", "Срок", "Окончание"} <= steps.keys()
    assert "посчитано программой" in artifacts(pdf)


def test_every_day_of_a_long_term_is_told_once() -> None:
    sheet = count_sheet(Term(6, Unit.MONTHS))
    figures = read_tree(render_count_sheet(sheet)).of("Figure")
    assert len(figures) == 2
    assert figures[0].alt != figures[1].alt
    assert "дни 1–" in figures[0].alt
    assert "последний день" in figures[1].alt


def test_several_count_sheets_are_read_one_after_the_other() -> None:
    short = count_sheet(Term(10, Unit.WORKING_DAYS))
    pdf = render_count_sheets((short, count_sheet(Term(30, Unit.CALENDAR_DAYS))))
    assert [node.pages for node in read_tree(pdf).of("H1")] == [frozenset({0}), frozenset({1})]
    assert [page for *_, page in bookmarks(pdf)] == [0, 0, 1, 1]


def canvas(target: io.BytesIO) -> ArchiveCanvas:
    with fonts.RENDERING:
        made = ArchiveCanvas(target, title="Проба", author="Отклик", day=date(2026, 11, 24))
        made.setFont(fonts.named(), 12)
        return made


def test_words_drawn_by_hand() -> None:
    target = io.BytesIO()
    pen = canvas(target)
    table = Element("Table")
    with tagged(pen, heading(1, "Опись"), box=(0, 700, 100, 14)):
        pen.drawString(50, 700, "Опись")
    for role in ("TH", "TD"):
        row = Element("TR", table)
        for words in ("раз", "два"):
            with tagged(pen, Element(role, row)):
                pen.drawString(50, 600, words)
        with artifact(pen):
            pen.line(0, 0, 10, 10)
    outer = Element("P")
    with tagged(pen, outer):
        pen.drawString(50, 500, "до ")
        with tagged(pen, Element("Span")):
            pen.drawString(50, 500, "внутри ")
        with artifact(pen):
            pen.drawString(0, 0, "пометка")
            with tagged(pen, Element("P")):
                pen.drawString(0, 0, "тоже")
        pen.drawString(50, 500, "после ")
        pen.showPage()
        pen.setFont(fonts.named(), 12)
        pen.drawString(50, 500, "overleaf")
    pen.save()
    tree = read_tree(target.getvalue())
    assert tree.outline == "Document(H1 Table(TR(TH TH) TR(TD TD)) P(Span))"
    assert tree.kids[-1].text == "до внутри после overleaf"
    assert tree.kids[-1].pages == {0, 1}
    assert artifacts(target.getvalue()) == "пометка тоже"
    assert bookmarks(target.getvalue()) == [(0, "Опись", 0)]


def test_what_draws_nothing_is_not_in_the_tree() -> None:
    target = io.BytesIO()
    pen = canvas(target)
    with tagged(pen, Element("P")):
        pass
    with tagged(pen, Element("LBody", Element("LI", Element("L")))):
        pass
    with tagged(pen, Element("P")):
        pen.drawString(50, 500, "слово")
    pen.save()
    assert read_tree(target.getvalue()).outline == "Document(P)"


def test_figure_tells_what_it_shows_and_where() -> None:
    target = io.BytesIO()
    pen = canvas(target)
    pen.translate(100, 200)
    with tagged(pen, Element("Figure", alt="Квадрат"), box=(0, 0, 50, 40)):
        pen.rect(0, 0, 50, 40)
    pen.save()
    (figure,) = read_tree(target.getvalue()).of("Figure")
    assert figure.alt == "Квадрат"
    with pikepdf.open(io.BytesIO(target.getvalue())) as file:
        (drawn,) = (part for part in file.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part)
        assert [float(edge) for edge in drawn.A.BBox] == [100, 200, 150, 240]


def test_what_stands_beside_the_text_is_read_last() -> None:
    target = io.BytesIO()
    pen = canvas(target)
    with tagged(pen, Element("Figure", alt="Знак", aside=True)):
        pen.rect(0, 0, 50, 40)
    with tagged(pen, Element("P")):
        pen.drawString(50, 500, "слово")
    pen.save()
    assert read_tree(target.getvalue()).outline == "Document(P Figure)"


def test_bookmarks_of_skipped_levels_stand_under_the_last_one_above() -> None:
    target = io.BytesIO()
    pen = canvas(target)
    for level, title in ((2, "а"), (1, "б"), (3, "в"), (2, "г"), (1, "д")):
        with tagged(pen, heading(level, title)):
            pen.drawString(50, 500, title)
    pen.save()
    found = [(depth, title) for depth, title, _ in bookmarks(target.getvalue())]
    assert found == [(0, "а"), (0, "б"), (1, "в"), (1, "г"), (0, "д")]
