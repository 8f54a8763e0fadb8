"""In which scale does a text print its bare amounts? "(Dollars in Millions Except Per Share Amounts)"."""

import re
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.units import is_currency

_DECLARES = re.compile(
    r"[\s(\[*]*(?:(?:all\s+|tabular\s+)?(?:u\.?\s?s\.?\s+)?(?:dollars?(?:\s+amounts?)?|amounts|\$(?:\s+amounts)?|figures)\s+)"
    r"(?:are\s+)?(?:stated\s+|expressed\s+|presented\s+)?in\s+(?P<scale>thousands|millions|billions)"
    r"(?:\s+of\s+(?:u\.?s\.?\s+)?dollars)?(?:,?\s+(?:except|unless|other\s+than)\b[^.;\d]{0,120})?[\s)\].*]*",
    re.IGNORECASE,
)
_POWERS = {"thousands": 3, "millions": 6, "billions": 9}
_SHARE = re.compile(r"\s*(?:per|a|each)\b", re.IGNORECASE)


def declared(text: str) -> int | None:
    """The power of ten of a line that says nothing else; None where it says something else."""
    match = _DECLARES.fullmatch(text)
    return None if match is None else _POWERS[match["scale"].casefold()]


def scaled(said: Said, at: Reading, setting: Setting) -> Reading | None:
    """A bare amount in the scale that its text declares; None where the print says its own, or none is declared."""
    bare = is_currency(at.unit) and not at.exponent and at.kind in {"level", "change"} and not at.words
    if not setting.scale or not bare or at.value is None or said.scale is not None:
        return None
    if _SHARE.match(said.text, at.end):
        return None
    return replace(
        at,
        value=shift(at.value, setting.scale),
        precision=shift(at.precision, setting.scale),
        exponent=setting.scale,
    )
