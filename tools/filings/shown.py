"""Which primary statement does a page show? Told by its title, and by rows that only such a statement has together."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple, cast, get_args

Statement = Literal["balance", "income", "cash_flow", "equity"]

_FIGURE = re.compile(r"[(\[-]?(?:US|HK|C|A|R|NT)?[$€£¥₹]?[(-]?\d[\d,.’']*\)?%?\]?|[-–—$€£¥)%(]+|nil", re.IGNORECASE)
_AMOUNT = re.compile(r"\d{2}|\d\.\d")
_TOP: Final = 9
"""Lines at the head of a page among which a title stands."""
_DENSE: Final = 0.4
"""Share of a page's lines that are rows with figures where it is a statement, title or not."""
_LEAST_ROWS: Final = 5
_LONGEST_ROW: Final = 200
_LONGEST_TITLE: Final = 110
_TITLED_ROWS: Final = 3
_SPARSE_ROWS: Final = 5
_BARE_ROWS: Final = 6
"""How many of a statement's own rows a page has at the least: with its title, with it among prose, without it."""
_TITLE: Final = 4
"""How many rows a title is worth."""
_WORSE: Final = 5
"""A page with so many rows fewer than the best of its kind shows a part of the group, a target, a summary."""


class _Kind(NamedTuple):
    """How one statement is known."""

    title: re.Pattern[str]
    rows: tuple[re.Pattern[str], ...]
    core: frozenset[int]
    """Rows of which a statement without a title misses one at the most; none where it needs its title."""


@cache
def _known() -> tuple[Mapping[Statement, _Kind], re.Pattern[str]]:
    """The statements, and what says that figures are not those of the whole group."""
    data = tomllib.loads(files("tieout.tools.filings").joinpath("shown.toml").read_text(encoding="utf-8"))
    kinds = {
        kind: _Kind(
            _either(data[kind]["title"]),
            tuple(_either([row]) for row in data[kind]["rows"]),
            frozenset(data[kind].get("core", ())),
        )
        for kind in get_args(Statement)
    }
    return cast("Mapping[Statement, _Kind]", kinds), _either(data["alone"])


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def statements(pages: Sequence[str]) -> list[tuple[Statement, ...]]:
    """Of each page of a document, or each table, the statements that it shows.

    One that another page shows far better is left out: of the parent alone, of a company that was acquired.
    """
    scores = [shown(page) for page in pages]
    kinds: tuple[Statement, ...] = get_args(Statement)
    best = {kind: max((score.get(kind, 0) for score in scores), default=0) for kind in kinds}
    return [
        tuple(kind for kind in kinds if kind in score and _is_kept(scores, at, kind, best[kind]))
        for at, score in enumerate(scores)
    ]


def shown(text: str) -> dict[Statement, int]:
    """The statements that a page shows, each with how many of its rows there are, a title counting for some."""
    kinds, alone = _known()
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    labels = [label for line in lines if len(line) <= _LONGEST_ROW and (label := label_of(line))]
    tops = [line for line in lines[:_TOP] if len(line) <= _LONGEST_TITLE]
    if len(labels) < _LEAST_ROWS or any(map(alone.search, tops)):
        return {}
    dense = len(labels) >= _DENSE * len(lines)
    found = {kind: _rows(known, labels, tops, dense=dense) for kind, known in kinds.items()}
    return {kind: rows for kind, rows in found.items() if rows}


def label_of(line: str) -> str:
    """The words before the figures at the end of a row; "" where it ends in none, or has no words."""
    words = line.split()
    at = len(words)
    while at and _FIGURE.fullmatch(words[at - 1]):
        at -= 1
    if at in {0, len(words)} or not any(map(_AMOUNT.search, words[at:])):
        return ""
    return " ".join(words[:at])


def _rows(known: _Kind, labels: Sequence[str], tops: Sequence[str], *, dense: bool) -> int:
    """How many of a statement's rows a page has, and more with its title; 0 where it does not show it."""
    hits = {at for at, row in enumerate(known.rows) if any(map(row.search, labels))}
    if any(known.title.search(line) and not line.endswith((".", ";")) and not line[0].islower() for line in tops):
        return len(hits) + _TITLE if len(hits) >= (_TITLED_ROWS if dense else _SPARSE_ROWS) else 0
    is_whole = dense and known.core and len(hits & known.core) >= len(known.core) - 1
    return len(hits) if is_whole and len(hits) >= _BARE_ROWS else 0


def _is_kept(scores: Sequence[Mapping[Statement, int]], at: int, kind: Statement, best: int) -> bool:
    """Whether a page is about as good as the best of its kind, or goes on with it."""
    near = [scores[other].get(kind, 0) for other in (at - 1, at) if other >= 0]
    return max(near) >= best - _WORSE
