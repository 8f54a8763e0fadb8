"""Does a verb ask for a figure: "how much did Apple earn"? Then the question is read with the figure's name."""

import re

_WHEN = (
    r"(?=\s*(?:$|[?.!,;]|(?:during|over|at|as|since|between|last|this|that|per|each|every|and|compared|fiscal|FY|"
    r"Q[1-4]|(?:in|for|from|by)\s+(?:the\s+)?(?:fiscal|FY|Q[1-4]|last|past|first|second|third|fourth|\w+\s+quarter|"
    r"(?:19|20)?\d\d)|(?:19|20)\d\d))(?=\W|\d|$))"
)
_DID = r"(?:did|does|do|has|have|is|are|was|were)"
_MUCH = rf"\bhow\s+much\s+(?:(?:money|cash|profit|debt|in\s+total)\s+)?(?P<did>{_DID})\b(?P<who>[^?;.]*?)\s"
_SHARES = rf"\bhow\s+many\s+(?:of\s+its\s+(?:own\s+)?)?shares\s+(?P<did>{_DID})\b(?P<who>[^?;.]*?)\s"
_NAMED: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern + _WHEN, re.IGNORECASE), verb, name)
    for pattern, verb, name in (
        (
            _MUCH + r"(?:earn(?:ed|s)?|ma[dk]e|made)(?:\s+(?:in|as)\s+(?:a\s+)?(?:profit|earnings))?",
            "earn",
            "net income",
        ),
        (_MUCH + r"(?:los[et]|lost)", "lose", "net loss"),
        (_MUCH + r"(?:sell|sold)", "sell", "revenue"),
        (_MUCH + r"(?:owe[ds]?)(?:\s+(?:its\s+)?(?:lenders|creditors|banks))?", "owe", "total debt"),
        (
            _MUCH + r"(?:return(?:ed)?|pa(?:y|id)\s+(?:back|out))\s+to\s+(?:its\s+)?(?:share|stock)(?:holders|owners)",
            "return to shareholders",
            "dividends paid and repurchases of common stock",
        ),
        (
            _SHARES + r"(?:re-?purchased?|b(?:uy|ought)\s+back|retired?)",
            "buy back",
            "number of shares repurchased",
        ),
        (rf"\bhow\s+profitable\s+(?P<did>{_DID})\b(?P<who>[^?;.]*?)", "profitable", " profitability"),
    )
)


def in_names(text: str) -> tuple[str, tuple[str, ...]]:
    """The question with a verb that asks for a figure replaced by the figure's name, and what was read so."""
    for pattern, verb, name in _NAMED:
        match = pattern.search(text)
        if match is not None and match["who"].strip():
            named = f"how much {match['did']}{match['who']} {name}"
            return text[: match.start()] + named + text[match.end() :], (f"“{verb}” is read as {name.strip()}",)
    return text, ()
