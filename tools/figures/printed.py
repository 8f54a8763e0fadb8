"""How is a figure of the sources printed, and when does a printed figure say it?"""

import re
from dataclasses import replace
from decimal import Decimal

from tieout.calculation import Calculation
from tieout.fact import Fact
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import concept_words, content
from tieout.tools.figures.terms import Level
from tieout.tools.figures.units import is_currency

THOUSANDS = 3
_SIGNED = re.compile(
    r"\b(?:income|profits?|earnings|margin|gains?|changes?|increase|decrease|benefit|provision|results?|flow|adjustments?|"
    r"equity|deficit|balance|effect|impact|tax|taxes)\b",
    re.IGNORECASE,
)
"""What may be above or below zero, so that its printed sign tells."""


def as_cell(at: Reading, expected: Level, scale: Decimal) -> Reading:
    """A bare number of a table in the unit of its row; only money and shares are in the table's scale."""
    if at.unit or at.noun or at.value is None:
        return at
    unit = "percent" if expected.unit == "pure" else expected.unit
    if is_currency(unit) or unit == "shares":
        return replace(at, unit=unit)
    return replace(at, unit=unit, value=at.value / scale, precision=at.precision / scale)


def bare(at: Reading, expected: Level) -> Reading:
    """A large number without a unit in that of its metric: "net sales came to 391.0 billion"."""
    large = at.exponent >= THOUSANDS or "," in at.text
    if (
        at.unit
        or at.noun
        or at.kind not in {"level", "change"}
        or not large
        or not (is_currency(expected.unit) or expected.unit == "shares")
    ):
        return at
    return replace(at, unit=expected.unit)


def per_share(at: Reading, expected: Level) -> Reading:
    """An amount that is printed without "per share" although its metric is one: "earnings per share of $6.08"."""
    if at.exponent == 0 and expected.unit == f"{at.unit}/shares":
        return replace(at, unit=expected.unit)
    return at


def told(fact: Fact) -> frozenset[str]:
    """The telling words of a fact: its label's, its concept's, its parts'."""
    parts = " ".join(d.label for d in fact.dimensions)
    return content(f"{fact.label} {parts} {concept_words(fact.concept) if fact.origin == 'xbrl' else ''}")


def outflow(level: Level) -> bool:
    """Whether a negative value is printed without its sign: cash that was used, an amount of a reduction."""
    return isinstance(level, Fact) and not _SIGNED.search(f"{level.label} {concept_words(level.concept)}")


def rounded(value: Decimal) -> str:
    """A value for a message: two decimals, or as many digits as it needs."""
    exact = value if abs(value) < 1 else round(value, 2)
    return f"{exact:,.6g}" if abs(value) < 1 else f"{exact:,f}".removesuffix(".00")


def shown(level: Level) -> str:
    """A fact or a calculation in a message."""
    if isinstance(level, Calculation):
        return f"{level.formula} = {rounded(level.value)}{'%' if level.unit == 'percent' else f' {level.unit}'}"
    return f"{level.printed} (“{level.label}”, {level.period.fiscal or level.period.end})"
