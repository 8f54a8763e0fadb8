"""How does a question want its figures printed? Scale, decimal places, percent or basis points, and a currency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tieout.claim import Shown
from tieout.question import Ask

Place = tuple[int, int]
_SAID = (
    r"(?:,?\s*\b(?:please\s+)?(?:(?:give|state|express|show|report|present|provide|answer|respond|reply)(?:e?d|n)?\s+"
    r"(?:(?:your|the|that|it|them|this|all)\s+)?(?:(?:final\s+)?(?:answers?|results?|figures?|values?|numbers?|amounts?)\s+)?|"
    r"(?:denominated|quoted)\s+)?)"
)
_DOLLARS = r"(?:US\s+|U\.S\.\s+)?(?:USD|US\$|\$|dollars?)"
_WORDS = {"t": 3, "m": 6, "b": 9, "k": 3}
_SCALE = re.compile(
    rf"{_SAID}\(?\b(?:in|as)\s+(?:the\s+)?(?:{_DOLLARS}\s*)?"
    r"(?P<scale>thousands?|millions?|billions?|mn|mm|bn|k)\b"
    rf"(?:\s+of\s+{_DOLLARS}|\s+{_DOLLARS})?\)?|"
    rf"\(\s*(?:{_DOLLARS})?\s*(?:in\s+)?(?:{_DOLLARS}\s*)?(?P<aside>thousands?|millions?|billions?|mn|mm|bn)\s*\)|"
    r"(?<!\w)(?:USD|US\$|\$)\s*(?P<bare>thousands|millions|billions|mn|mm|bn)\b",
    re.IGNORECASE,
)
_ROUND = (
    r"(?:,?\s*(?:and\s+)?\b(?:please\s+)?round(?:ed|ing)?\s+(?:(?:off|up or down)\s+)?"
    r"(?:(?:your|the|it|that|this|all)\s*)?(?:(?:final\s+)?(?:answers?|results?|figures?|values?|numbers?)\s+)?)?"
)
_COUNTS = {"zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PLACES = re.compile(
    rf"{_ROUND}\b(?:(?:to|with|at|using|without)\s+)?(?:any\s+)?(?P<count>[0-6]|{'|'.join(_COUNTS)})?\s*[- ]?"
    r"(?:dp\b|d\.p\.|decimals?(?:[- ](?:places?|points?|digits?))?\b|digits? after the (?:decimal )?point)",
    re.IGNORECASE,
)
_NEAREST = re.compile(
    rf"{_ROUND}\bto\s+(?:the\s+(?:nearest|closest)|an?)\s+"
    r"(?P<what>(?:whole\s+|full\s+)?(?:thousand|million|billion|percent(?:age)?(?:\s+point)?|per cent|%|number|integer|"
    r"dollar|cent|tenth|hundredth|thousandth|basis\s+point))s?"
    r"(?:\s+(?:of\s+)?(?:an?\s+|one\s+)?(?P<of>percent|per cent|%|dollars?|USD))?(?!\w)",
    re.IGNORECASE,
)
_NEAR = {"tenth": 1, "hundredth": 2, "thousandth": 3, "cent": 2}
_PERCENT = re.compile(
    rf"{_SAID}\b(?:in|as)\s+(?:an?\s+)?(?:percent(?:age)?s?|%|per cent)(?:\s+(?:terms|form|figure))?"
    r"(?!\w|\s*(?:of|points?|changes?|increase|decrease|growth|share|decline)\b)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"{_SAID}\b(?:in|as|by how many|how many|in terms of)\s+"
    r"(?P<what>basis points?|bps|bp|percentage points?|pp)(?!\w)",
    re.IGNORECASE,
)
_CURRENCIES = {
    "dollar": "USD", "usd": "USD", "us$": "USD", "u.s. dollar": "USD", "us dollar": "USD", "euro": "EUR", "eur": "EUR",
    "yen": "JPY", "jpy": "JPY", "pound": "GBP", "pounds sterling": "GBP", "gbp": "GBP", "sterling": "GBP",
    "swiss franc": "CHF", "chf": "CHF", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "cny": "CNY", "rupee": "INR",
    "inr": "INR", "canadian dollar": "CAD", "cad": "CAD",
}  # fmt: skip
_CURRENCY = re.compile(
    rf"{_SAID}\b(?:in|into)\s+(?P<money>{'|'.join(re.escape(c) for c in sorted(_CURRENCIES, key=len, reverse=True))})s?"
    r"(?!\w)(?:\s+terms)?",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:in|of)?\s*\b(?P<scale>thousands?|millions?|billions?)\s+(?:of\s+)?(?P<money>euros?|EUR|yen|JPY|pounds?|GBP|CHF|yuan|RMB)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What a question says about print, and where it says so."""

    shown: Shown | None = None
    places: tuple[Place, ...] = ()


def printing(text: str) -> Printing:
    """The wishes of a question; None as `shown` where it has none."""
    found: dict[str, object] = {}
    at: list[Place] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(text):
            wish = reader(match)
            if wish and not any(match.start() < end and start < match.end() for start, end in at):
                found = {**wish, **found}
                at.append(match.span())
    return Printing(shown=Shown.model_validate(found) if found else None, places=tuple(sorted(at)))


def wished(ask: Ask, shown: Shown | None, *, amount: bool) -> Ask:
    """The operation that the unit asked for makes of one: growth "in millions" is a change, a change in percent growth.

    `amount` says whether the question asks how much.
    """
    if shown is None:
        return ask
    if ask == "change" and shown.unit == "percent":
        return "percent_change"
    scaled = shown.unit is None and (shown.scale is not None or shown.currency is not None)
    return "change" if ask == "percent_change" and amount and scaled else ask


def unfitting(shown: Shown | None, ask: Ask, units: Iterable[str]) -> str | None:
    """Why metrics in these units of the vocabulary cannot be stated as asked; None where one of them can.

    What is compared or divided comes in a unit of its own, which only a level has to have.
    """
    kinds = set(units)
    if shown is None or not kinds:
        return None
    level = ask not in {"change", "percent_change", "share", "ratio"}
    if shown.unit == "percent" and level and not kinds & {"percent", "ratio"}:
        return "an amount cannot be stated in percent; ask for its growth, or for its share of another figure"
    apart = level and ask not in {"compare", "rank"}
    if shown.unit in {"points", "basis points"} and (apart or not kinds & {"percent"}):
        return "percentage points and basis points state how far a percentage moved; ask for its change"
    if shown.scale and level and not kinds & {"money", "shares", "count"}:
        return "a ratio, a percentage or an amount per share is not stated in thousands, millions or billions"
    return None


def _scaled(match: re.Match[str]) -> dict[str, object]:
    word = next(w for w in (match["scale"], match["aside"], match["bare"]) if w)
    currency = {"currency": "USD"} if re.search(r"\$|USD|dollar", match[0], re.IGNORECASE) else {}
    return {"scale": _WORDS[word[0].casefold()], **currency}


def _foreign(match: re.Match[str]) -> dict[str, object]:
    return {"scale": _WORDS[match["scale"][0].casefold()], "currency": _currency(match["money"])}


def _placed(match: re.Match[str]) -> dict[str, object]:
    count = (match["count"] or "").casefold()
    if not count and "without" not in match[0].casefold():
        return {}
    return {"places": int(count) if count.isdigit() else _COUNTS.get(count, 0)}


def _nearest(match: re.Match[str]) -> dict[str, object]:
    what = match["what"].casefold().split()[-1]
    of = {"unit": "percent"} if (match["of"] or "").casefold() in {"percent", "per cent", "%"} else {}
    if what in {"thousand", "million", "billion"}:
        return {"scale": _WORDS[what[0]], "places": 0}
    if what in _NEAR:
        return {"places": _NEAR[what], **of}
    return {"places": 0, **({"scale": 0} if what == "dollar" else {})}


def _unit(match: re.Match[str]) -> dict[str, object]:
    what = match["what"].casefold()
    return {"unit": "points" if what[0] == "p" else "basis points"}


def _percent(_: re.Match[str]) -> dict[str, object]:
    return {"unit": "percent"}


def _in_currency(match: re.Match[str]) -> dict[str, object]:
    return {"currency": _currency(match["money"])}


def _currency(said: str) -> str:
    low = said.casefold()
    return _CURRENCIES.get(low) or _CURRENCIES[low.removesuffix("s")]


_READERS = (
    (_FOREIGN, _foreign),
    (_SCALE, _scaled),
    (_NEAREST, _nearest),
    (_PLACES, _placed),
    (_POINTS, _unit),
    (_PERCENT, _percent),
    (_CURRENCY, _in_currency),
)
