"""What kind of Office file is this, and what does it say?"""

from pathlib import Path

from tieout.errors import InputError
from tieout.tools.checking.archive import Archive
from tieout.tools.checking.paper import Paper

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
"""The part by which each kind is known."""


def read_office(path: Path, data: bytes) -> Paper:
    """The paper of a DOCX, XLSX or PPTX file; raises ReadError and InputError as `read_paper` does."""
    archive = Archive.opened(path, data)
    known = next((kind for kind, part in MAIN.items() if part in archive.names), None)
    if known == "docx":
        from tieout.tools.checking.docx import read_docx  # noqa: PLC0415  # only the reader that is needed

        return read_docx(archive).written.paper(path.name)
    if known == "pptx":
        from tieout.tools.checking.pptx import read_pptx  # noqa: PLC0415

        return read_pptx(archive).paper(path.name)
    if known == "xlsx":
        from tieout.tools.checking.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx(path, data).paper(path.name)
    raise InputError(f"{str(path)!r} is an archive and no DOCX, XLSX or PPTX; unpack it and check what is in it")
