"""What does a cell of a workbook show? Its value in its number format: thousands, decimals, percent, brackets."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)")
_MOST = 11
"""Significant digits that the general format shows."""


def shown(value: object, pattern: str) -> str:
    """The text of a cell.

    Args:
        value: what the cell holds, as the workbook stores it.
        pattern: its number format.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), pattern)
    return str(value)


def _number(value: Decimal, pattern: str) -> str:
    if not value.is_finite():
        return str(value)
    if pattern in {"General", "@", ""}:
        return _general(value)
    sections = _sections(pattern)
    chosen = sections[0]
    if value < 0 and len(sections) > 1:
        chosen, value = sections[1], -value
    elif value == 0 and len(sections) > 2:  # noqa: PLR2004  # the third section is that of zero
        chosen = sections[2]
    return _formatted(value, chosen)


def _formatted(value: Decimal, pattern: str) -> str:
    letters = _QUOTED.sub(lambda m: "".join(g or "" for g in m.groups()).translate(_GUARD), pattern)
    match = _DIGITS.search(letters)
    if match is None:
        return letters.translate(_RELEASE)
    if "%" in letters:
        value *= 100
    value = value.scaleb(-3 * len(match[2]))
    if "E+" in letters or "E-" in letters or "/" in letters:
        return _general(value)
    grouped = "," in match[0].removesuffix(match[2]).partition(".")[0]
    digits = _rounded(abs(value), match[1] or "", grouped=grouped)
    sign = "-" if value < 0 and any(c in "123456789" for c in digits) else ""
    said = f"{sign}{letters[: match.start()]}{digits}{letters[match.end() :]}"
    return said.translate(_RELEASE).strip()


_GUARD = str.maketrans("0#?.,%", "\ue100\ue101\ue102\ue103\ue104\ue105")
_RELEASE = str.maketrans("\ue100\ue101\ue102\ue103\ue104\ue105", "0#?.,%")
"""Quoted characters mean themselves."""


def _rounded(value: Decimal, places: str, *, grouped: bool) -> str:
    with localcontext() as context:
        context.prec = 60
        text = format(value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP), ",f" if grouped else "f")
    least = sum(c == "0" for c in places)
    while "." in text and text.endswith("0") and len(text.rpartition(".")[2]) > least:
        text = text[:-1]
    return text.removesuffix(".")


def _general(value: Decimal) -> str:
    """As the general format shows it: up to eleven significant digits."""
    with localcontext() as context:
        context.prec = _MOST
        text = format(+value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _sections(pattern: str) -> list[str]:
    """The parts of a format between its semicolons, which quotation marks guard."""
    parts, quoted = [""], False
    for at, letter in enumerate(pattern):
        if letter == '"':
            quoted = not quoted
        if letter == ";" and not quoted and (at == 0 or pattern[at - 1] != "\\"):
            parts.append("")
        else:
            parts[-1] += letter
    return parts
