"""Which metric does a row of a primary statement state? Its label under its section, as `statementrows.toml` has it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, cast

from tieout.tools.filings.shown import Statement

Sign = Literal["as_is", "profit", "cost", "tax", "amount", "flow", "share", "minority"]

_BULLET: Final = re.compile(r"^(?:[^\w(£$€]+|\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)]\s+)+")
_NOTE: Final = re.compile(
    r"[\s(]*\bnotes?\b[\s:.]*\d[\d.,() a-z]{0,12}\)?\s*$|\s+\d{1,2}(?:\.\d{1,2})?(?:\s*\([a-z]\))?\s*$"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_SPACE: Final = re.compile(r"[\s,;:/*†‡_|]+")
_TWICE: Final = re.compile(
    r"\b(net )?(profit|income|earnings|gain|surplus|loss|deficit|benefit)s? (?:or )?(?:net )?"
    r"(?:loss|profit|income|deficit|expense)(?:es)?\b(?! tax)"
)
_TITLE: Final = re.compile(
    r"\bstatements? of\b|\bincome statement\b|\bbalance sheet\b|\bcash flow statement\b", re.IGNORECASE
)
_OF_PART: Final = re.compile(r"\battributable\b|\bdiscontinued\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"(?:sub-?\s?)?totals?")
_KINDS_OF_SHARE: Final = re.compile(r"(?:- ?)?(?:basic|diluted|basic and diluted)(?: earnings| loss)?")
_KIND: Final = re.compile(r"(?:basic and diluted|basic|diluted)\b")
_OF_ALL: Final = re.compile(
    r"net (?:income|loss|earnings|profit)(?: attributable to (?!non).+)?|(?:profit|loss) for the (?:year|period)"
)
_PER_SHARE: Final = re.compile(r"\bper\b.*\b(?:share|unit)s?\b")
_GAIN: Final = re.compile(
    r"\b(?:profit|income|earnings|gain|surplus|inflow|provided|generated|from operating|retained)", re.IGNORECASE
)
_LOSS: Final = re.compile(r"\b(?:loss(?:es)?|deficit)\b", re.IGNORECASE)
_COSTLY: Final = re.compile(
    r"\b(?:costs?|expenses?|charges|depreciation|amorti[sz]ation|wages|salaries)\b", re.IGNORECASE
)
_SAVED: Final = re.compile(r"\b(?:income|benefit|credit|gain)\b", re.IGNORECASE)
_USED: Final = re.compile(r"\b(?:used|outflows?|absorbed)\b", re.IGNORECASE)
_GIVEN: Final = re.compile(r"\b(?:provided|generated|inflows?|from)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """How one metric is printed in one statement."""

    metric: str
    sign: Sign
    labels: tuple[re.Pattern[str], ...]
    section: re.Pattern[str] | None
    outside: re.Pattern[str] | None

    def rank(self, label: str, above: str) -> int | None:
        """How well a label fits, 0 the best; None where it does not."""
        if self.outside is not None and self.outside.search(above):
            return None
        if self.section is not None and not self.section.search(above):
            return None
        return next((at for at, pattern in enumerate(self.labels) if pattern.fullmatch(label)), None)


@cache
def row_kinds(statement: Statement) -> tuple[RowKind, ...]:
    """The metrics that a statement's rows may be."""
    data = tomllib.loads(files("tieout.tools.filings").joinpath("statementrows.toml").read_text(encoding="utf-8"))
    return tuple(
        RowKind(
            metric=entry["metric"],
            sign=cast("Sign", entry["sign"]),
            labels=tuple(re.compile(pattern) for pattern in entry["labels"]),
            section=re.compile(entry["section"]) if "section" in entry else None,
            outside=re.compile(entry["outside"]) if "outside" in entry else None,
        )
        for entry in data.get(statement, ())
    )


@lru_cache(maxsize=8192)
def plain(label: str) -> str:
    """A label as the patterns take it: lower case, no notes, no bullets, nothing in brackets."""
    text = (
        label.casefold().replace("’", "'").replace("–", "-").replace("—", "-").replace("&", " and ").replace("‐", "-")
    )
    text = _NOTE.sub("", _BULLET.sub("", text))
    bare = _BRACKETS.sub(" ", text)
    text = _SPACE.sub(" ", bare if bare.strip(" /,.") else text.replace("(", "").replace(")", "")).strip(" .-")
    return _SPACE.sub(" ", _TWICE.sub(lambda m: f"{m[1] or ''}{m[2]}", text)).strip(" .-")


def untitled(section: str) -> str:
    """What a row stands under; "" where that is only the statement's own title."""
    return "" if _TITLE.search(section) and not _OF_PART.search(section) else section


def named(label: str, section: str) -> str:
    """What a row is called with what stands above it, where its own label does not say: "Total", "Basic"."""
    own, above = plain(label), plain(untitled(section))
    if _TOTAL.fullmatch(own) and above:
        return f"total {above}"
    if _PER_SHARE.search(above):
        if _KINDS_OF_SHARE.fullmatch(own):
            return f"{own.strip('- ').removesuffix(' earnings').removesuffix(' loss')} earnings per share"
        if re.fullmatch(r"(?:earnings|loss|income) per (?:ordinary |common )?share", own):
            kind = _KIND.match(above)
            return f"{kind[0]} earnings per share" if kind else own
        if _OF_ALL.fullmatch(own) and (kind := _KIND.match(above)):
            return f"{kind[0]} earnings per share"
    return own


def is_per_share(text: str) -> bool:
    """Whether a label or what stands above it speaks of an amount per share."""
    return _PER_SHARE.search(text.casefold()) is not None


def is_loss(label: str) -> bool:
    """Whether a label speaks of a loss alone, so that its figure is negative however it is printed."""
    return _LOSS.search(label) is not None and _GAIN.search(label) is None


def is_outflow(label: str) -> bool:
    """Whether a label speaks of an outflow alone."""
    return _USED.search(label) is not None and _GIVEN.search(label) is None


def is_cost(label: str) -> bool:
    """Whether a label speaks of a cost alone."""
    return _COSTLY.search(label) is not None and _SAVED.search(label) is None
