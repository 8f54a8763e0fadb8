"""How a call is read from Rev's `.nlp` files: one token a line, with speaker, time and punctuation."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tieout.errors import ReadError
from tieout.tools.filings.calls import Call, Utterance, completed, quarter_of, stamp

HEADER = "token|speaker|"
_LARGEST_TABLE = 5_000_000
_QUARTERS = frozenset("1234")


def is_nlp(text: str) -> bool:
    """Whether a text begins like an `.nlp` file."""
    return text.lstrip("\ufeff").startswith(HEADER)


def read_nlp(path: Path, text: str) -> Call:
    """Read one call; names of speakers and company come from the CSV files that Rev puts beside it.

    Raises:
        ReadError: a line has not the fields that the first line names.
    """
    rows = _rows(path, text)
    names, about = _beside(path)
    utterances = tuple(
        _utterance(speaker, list(tokens), names) for speaker, tokens in groupby(rows, key=lambda row: row["speaker"])
    )
    quarter = about.get("financial_quarter", "")
    return completed(
        Call(
            utterances=tuple(one for one in utterances if one.text),
            company=about.get("company_name") or None,
            ticker=about.get("Ticker Symbol") or None,
            quarter=quarter_of(f"Q{quarter}") if quarter in _QUARTERS else None,
        )
    )


def _rows(path: Path, text: str) -> list[dict[str, str]]:
    lines = text.lstrip("\ufeff").splitlines()
    fields = lines[0].split("|")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        values = line.split("|")
        if len(values) < len(fields) - 1:
            raise ReadError(
                f"line {number} of {str(path)!r} has {len(values)} fields, not the {len(fields)} that line 1 names; "
                "download the transcript again"
            )
        rows.append(dict(zip(fields, [*values, ""], strict=False)))
    return rows


def _utterance(speaker: str, tokens: Sequence[Mapping[str, str]], names: Mapping[str, str]) -> Utterance:
    words = " ".join(f"{one.get('prepunctuation', '')}{one['token']}{one.get('punctuation', '')}" for one in tokens)
    begins = next((one["ts"] for one in tokens if one.get("ts")), "")
    return Utterance(speaker=names.get(speaker) or f"Speaker {speaker}", text=words, time=_time(begins))


def _time(begins: str) -> str | None:
    try:
        return stamp(float(begins)) if begins else None
    except ValueError:
        return begins


def _beside(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Names by speaker, and what is known of the call, from the tables in the file's folder."""
    names: dict[str, str] = {}
    about: dict[str, str] = {}
    for table in sorted(path.parent.glob("*metadata.csv")):
        for row in _table(table):
            if (row.get("file_id") or row.get("File ID")) != path.stem:
                continue
            if row.get("speaker_name"):
                names[row.get("speaker_id", "")] = row["speaker_name"]
            else:
                about = {**row, **about}
    return names, about


def _table(path: Path) -> Iterator[dict[str, str]]:
    try:
        if path.stat().st_size > _LARGEST_TABLE:
            return
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return  # what lies beside the call only names it
    for row in csv.DictReader(io.StringIO(text)):
        yield {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
