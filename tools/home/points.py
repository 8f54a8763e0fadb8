"""What the index holds for a passage: the text that is encoded, its vector, its payload."""

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from tieout.document import Document, Passage
from tieout.period import FiscalPeriod
from tieout.tools.index.segment import Payload, Point
from tieout.tools.knownday import known_day

Vector = npt.NDArray[np.float32]

_PAGE = re.compile(r"Page \d+")
_LONGEST = 64
"""Characters of a name in a header."""


def header(document: Document, passage: Passage) -> str:
    """Where a passage stands, in one line: company, form, fiscal label, heading path; page numbers say nothing."""
    year, span = document.fiscal_year, document.fiscal_period or "FY"
    fiscal = FiscalPeriod(year=year, span=span).label if year else ""
    path = " > ".join(_short(name) for name in passage.heading if not _PAGE.fullmatch(name))
    parts = (_short(document.entity.name), _short(document.form or document.title), fiscal, path)
    return " ".join(dict.fromkeys(part for part in parts if part))


def _short(name: str) -> str:
    """A name cut at a word, so that the passage beneath it is encoded whole."""
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition(" ")[0] or name[:_LONGEST]


def indexed_text(document: Document, passage: Passage) -> str:
    """The text that encoder and term index are given."""
    return f"{header(document, passage)}\n{passage.text}"


def pack(vector: Vector) -> bytes:
    """A vector as it is kept: 16-bit floats, half the size at no loss that a ranking shows."""
    return vector.astype("<f2").tobytes()


def unpack(kept: bytes) -> Vector:
    """A kept vector; what goes into the index always went through `pack`, so that a rebuilt index is the same."""
    return np.frombuffer(kept, dtype="<f2").astype(np.float32)


def make_point(document: Document, passage: Passage, kept: bytes) -> Point:
    """The index entry of a passage."""
    payload = Payload(
        ticker=document.entity.ticker,
        cik=document.entity.cik,
        entity=document.entity.key,
        form=document.form,
        fiscal_year=document.fiscal_year,
        period_end=_number(document.period_end),
        known=_number(known_day(document.known_since)),
        document=document.id,
        kind=passage.kind,
        shows=" ".join(passage.shows),
    )
    return Point(id=passage.id, vector=unpack(kept), text=indexed_text(document, passage), payload=payload)


def make_points(document: Document, passages: Sequence[Passage], kept: Sequence[bytes]) -> list[Point]:
    """The index entries of one document."""
    return [make_point(document, passage, vector) for passage, vector in zip(passages, kept, strict=True)]


def _number(day: date | None) -> int | None:
    """A day as yyyymmdd."""
    return int(day.strftime("%Y%m%d")) if day else None
