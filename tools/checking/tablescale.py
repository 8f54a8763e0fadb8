"""By which power of ten are the amounts of a table to be read? As the words above it and its heads say."""

import re
from collections.abc import Sequence
from decimal import Decimal

_WORD = r"(?P<{0}>thousand|million|billion|trillion)s?"
_SAID = re.compile(
    r"\bin\s+(?:US\s+|U\.S\.\s+)?(?:dollars?\s+|[A-Z]{3}\s+|[$€£¥]\s?)?" + _WORD.format("a") + r"\b(?!\s+of\b)|"
    r"[($€£¥,]\s*(?:US)?[$€£¥]?\s?(?:" + _WORD.format("b") + r"|(?P<short>mm|mn|bn|m|k|000s?))\s*(?:[),;]|$)|"
    r"^\s*(?:dollars?\s+)?(?:" + _WORD.format("c") + r")\b",
    re.IGNORECASE,
)
_POWERS = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mm": 6, "mn": 6, "m": 6, "bn": 9, "k": 3, "000": 3,
    "000s": 3,
}  # fmt: skip


def table_scale(caption: str, heads: Sequence[str]) -> Decimal:
    """The power of ten, 1 where nothing says one.

    Args:
        caption: what stands above the table.
        heads: its first row.
    """
    for text in (*heads[:1], caption, *heads[1:]):
        match = _SAID.search(text)
        if match:
            word = next(w for w in (match["a"], match["b"], match["c"], match["short"]) if w)
            return Decimal(10) ** _POWERS[word.lower()]
    return Decimal(1)
