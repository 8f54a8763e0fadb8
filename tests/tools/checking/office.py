"""Office files for tests, as other people's programs write them."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
from pptx.util import Inches

ROWS = [["(in millions)", "2024", "2023"], ["Net sales", "391,035", "383,285"], ["Net income", "93,736", "96,959"]]


def word(path: Path) -> Path:
    """A memo with a heading, a hidden run, a figure in two runs, a table, and a footer."""
    document = docx.Document()
    document.add_heading("Apple Inc. fiscal 2024", 1)
    paragraph = document.add_paragraph("Net sales were $391")
    paragraph.add_run(".0 billion").bold = True
    paragraph.add_run(" in fiscal 2024.")
    paragraph.add_run(" Net sales were $999 billion.").font.hidden = True
    table = document.add_table(3, 3)
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.sections[0].footer.paragraphs[0].text = "Total assets were $364,980 million in fiscal 2024."
    document.save(str(path))
    return path


def workbook(path: Path) -> Path:
    """Two sheets, one of them hidden; a hidden row, a hidden column, and a formula that was never computed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Summary"
    for row in (
        ["Apple Inc."],
        ["$ in millions"],
        [],
        ["", "FY2024", "FY2023", "FY2022"],
        ["Net sales", 391035, 383285, 1],
        ["Net income", 93736, 96959, 2],
        ["Effective tax rate", 0.241, 0.147, 3],
        ["Hidden", 5, 6],
        ["Operating income", "=B5-B6"],
    ):
        sheet.append(row)
    for at in ("B5", "C5", "B6", "C6"):
        sheet[at].number_format = "#,##0"
    sheet["B7"].number_format = sheet["C7"].number_format = "0.0%"
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[8].hidden = True
    secret = book.create_sheet("Secret")
    secret.append([999])
    secret.sheet_state = "hidden"
    book.save(path)
    return path


def slides(path: Path) -> Path:
    """A slide with a title, two lines, a table and a speaker's note, and a hidden slide."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Apple Inc. fiscal 2024"
    slide.placeholders[1].text = "Net sales were $391.0 billion\nNet income was $97.0 billion"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(5), Inches(1)).table
    for at, row in enumerate([["$ millions", "2024"], ["Net sales", "391,035"]]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    slide.notes_slide.notes_text_frame.text = "Services net sales were $96.2 billion in fiscal 2024."
    unseen = deck.slides.add_slide(deck.slide_layouts[1])
    unseen.shapes.title.text = "Net sales were $999 billion"
    unseen._element.set("show", "0")
    deck.save(str(path))
    return path


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()
