"""What does the Enterprise RAG Challenge ask of annual reports? Its questions as ours, most of them about absent ones.

https://github.com/trustbit/enterprise-rag-challenge, Apache-2.0, round 1: `pdfs`, `questions.json`, `answers.json`.
Its files are named by hash, so each company is looked for on the first pages of the files; a question is about what is
absent where a company that it names, or the year that it names, has no file.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2

from tieout.errors import NotThereError
from tieout.evals.retrieval.asked import ABSENT, Asked

FIRST = 4
"""Pages on which a report says whose it is, and of which year."""
_NAMED = re.compile(r'"([^"]+)"')
_YEAR = re.compile(r"\b20\d\d\b")
_OWN_YEAR = re.compile(r"(?:year ended|annual report)(?: \w+){0,3}? 20\d\d\b|\b20\d\d(?= annual report)")
_LEGAL = re.compile(r"\b(?:inc|ltd|limited|plc|corp|corporation|company|nl|s a|sa|group)\b")


def challenge(source: Path, out: Path) -> tuple[Path, tuple[Asked, ...]]:
    """The folder of reports, and the questions; those of one present company and year have its file as gold."""
    del out  # the set brings its documents
    try:
        rows = json.loads((source / "questions.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise NotThereError(f"{str(source)!r} has no questions.json beside 'pdfs'; name the set's folder") from error
    covers = {path.stem: _cover(path) for path in sorted((source / "pdfs").glob("*.pdf"))}
    return source / "pdfs", tuple(_asked(number, row["question"], covers) for number, row in enumerate(rows, start=1))


def _asked(number: int, question: str, covers: Mapping[str, str]) -> Asked:
    companies = _NAMED.findall(question)
    year = max(map(int, _YEAR.findall(question)), default=0)
    files = [[stem for stem, cover in covers.items() if f" {_plain(name)} " in cover] for name in companies]
    right = [[stem for stem in stems if _tells(covers[stem], year)] for stems in files]
    kind = "one company" if len(companies) == 1 else "several companies"
    return Asked(
        id=f"challenge-{number:02d}",
        question=question,
        documents=tuple(dict.fromkeys(stem for stems in right for stem in stems)) if all(right) else (),
        type=kind if all(right) else ABSENT,
    )


def _tells(cover: str, year: int) -> bool:
    """Whether a report is of that year, or of the year after, whose comparatives show it."""
    said = _OWN_YEAR.search(cover) or _YEAR.search(cover)
    return said is not None and int(said[0][-4:]) in {year, year + 1}


def _cover(path: Path) -> str:
    """The words of the first pages, in spaces."""
    with pypdfium2.PdfDocument(str(path)) as pdf:
        texts = []
        for number in range(min(FIRST, len(pdf))):
            page = pdf[number]
            shown = page.get_textpage()
            texts.append(shown.get_text_range())
            shown.close()
            page.close()
    return f" {_plain(' '.join(texts))} "


def _plain(text: str) -> str:
    """Letters and digits in lower case without legal forms."""
    words = " ".join(re.findall(r"[^\W_]+", text.lower()))
    return " ".join(_LEGAL.sub(" ", words).split())
