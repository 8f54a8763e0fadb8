"""What are all companies asked for? The words that say it in a filing, and which sentences count."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from tieout.agent.offline.words.asserting import asserts
from tieout.tools.readthrough import pattern_of

_PERCENT = re.compile(r"(\d{1,2}(?:\.\d+)?)\s?(?:%|per ?cent)")
_CUSTOMER = re.compile(r"\b(?:customers?|clients?|buyers?)\b", re.IGNORECASE)
_BUYER = r"(?:customer|client|distributor|purchaser|payer|payor|licensee|wholesaler|retailer|reseller)"
_TAKES = (
    r"(?:accounts? for|accounted for|accounting for|represent(?:s|ed|ing)?|compris(?:es?|ed)|constitut(?:es?|ed)|"
    r"contribut(?:es?|ed)|generat(?:es?|ed)|made up|makes up|exceed(?:s|ed)|totaled|was|were|is)"
)
_SHARE = r"(?P<share{0}>\d{{1,2}}(?:\.\d+)?)\s?(?:%|per ?cent)(?P<base{0}>[^;\n]{{0,90}}?)\b(?:revenues?|sales)\b"
_WHOLE = rf"(?!\s+(?:base|group|segment|class|type))[^;\n]{{0,140}}?\b{_TAKES}\b[^;\n]{{0,50}}?"
_ONE_CUSTOMER = re.compile(
    rf"(?i:\b(?:(?:one|an?|single|largest|another|each)(?:\s+[\w’'-]+){{0,5}}?\s+{_BUYER}(?!s)|"
    rf"(?:one|each|another)\s+of\s+(?:our|its|the)(?:\s+[\w’'-]+){{0,3}}?\s+{_BUYER}s))\b{_WHOLE}{_SHARE.format(1)}|"
    rf"\b(?i:sales to) (?:the )?(?=[A-Z]){_WHOLE}{_SHARE.format(2)}|"
    rf"\b{_BUYER}s\b[^;\n]{{0,40}}?\b(?:each|individually)\b[^;\n]{{0,80}}?{_SHARE.format(3)}|"
    rf"{_SHARE.format(4)}[^;\n]{{0,30}}?\bfrom (?:the )?(?:U\.S\. [Gg]overnment|(?:one|a single|our largest) {_BUYER})"
)
"""One customer's share of revenue, by its subject, a verb and the percentage."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_DENIED = re.compile(r"\b(?:no|not|none|neither|nor|if|loss of)\b", re.IGNORECASE)
_ANCHOR = re.compile(r"(?:%|per ?cent)(?=[^;\n]{0,100}\b(?:revenues?|sales)\b)")
_BUYERS = re.compile(rf"\b{_BUYER}s?\b|\bsales to [A-Z]|\bgovernment\b", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:segments?|receivables?|division|backlog|units?|direct|online|purchases|store|volume)\b", re.IGNORECASE
)
"""Of what else a percentage may be."""
_CLEAR = re.compile(
    r"\b(?:identified|concluded|contained|existed|disclosed|reported|accounted for|represented|raises?|recorded|"
    r"incurred|announced|received|entered into|experienced|has|have|had)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:in|during|for|as of|from)\s+(?:(?:its|their|the|my|our)\s+)?"
    r"(?:(?:latest|last|most recent|newest|current|annual|fiscal(?: year)?|calendar)\s+)*"
    r"(?:filings?|10-?[KQ]s?|reports?|year|quarter|home|index|portfolio|risk factors?)?\s*$|"
    r"\b(?:in|for|during)\s+(?:fiscal\s+|fy\s?)?(?:19|20)\d\d\s*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|any|some|their|its|of|about|having|being|that)\s+", re.IGNORECASE)
_GOING = re.compile(r"\bgoing[ -]concern\b|\bsubstantial doubt\b", re.IGNORECASE)
_DOUBT = re.compile(r"\bsubstantial doubt\b", re.IGNORECASE)
_CONCERN = re.compile(r"\bgoing[ -]concern\b|\bcontinue\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:concentrat|major|significant|large)", re.IGNORECASE)
LONGEST = 8
USUAL = 10.0


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is looked for in every filing."""

    pattern: re.Pattern[str]
    says: str
    """What a sentence does that counts: "reports a going concern doubt"."""
    spoken: bool
    """Whether it is enough that the words stand there."""
    known: bool = False
    """Whether the words have a meaning of their own, and are not just words."""
    needs: tuple[re.Pattern[str], ...] = ()
    """What a sentence must have besides."""
    least: float | None = None
    """The percentage that a customer must at least have."""
    assumptions: tuple[str, ...] = field(default=())

    def is_said(self, sentence: str) -> bool:
        """Whether a sentence says it."""
        if not all(need.search(sentence) for need in self.needs):
            return False
        if self.least is not None:
            return _is_one_customer(sentence, self.least)
        return any(self.spoken or asserts(sentence, m.start(), m.end()) for m in self.pattern.finditer(sentence))

    def is_of(self, sentence: str, years: Collection[int]) -> bool:
        """Whether a share that a sentence states is of one of some years, where it names any."""
        named = {int(year) for year in _YEAR.findall(sentence)}
        return self.least is None or not named or bool(named & set(years))

    def is_clear(self, sentence: str) -> bool:
        """Whether a sentence says it plainly."""
        return _CLEAR.search(sentence) is not None


def topic_of(words: str, *, spoken: bool) -> Topic | None:
    """What the words after "which companies report" look for; None where they are not words to look for."""
    if _CUSTOMER.search(words) and (
        _PERCENT.search(words) or re.search(r"\b(?:concentrat|major|significant|large)", words)
    ):
        return _customer(words)
    if _GOING.search(words):
        return Topic(
            pattern=_GOING, says="states a doubt about a going concern", spoken=False, known=True, needs=(_DOUBT,)
        )
    bare = stripped(words)
    if not bare or len(bare.split()) > LONGEST:
        return None
    known = re.fullmatch(r"material weakness(?:es)?(?: in .*)?", bare, re.IGNORECASE) is not None
    searched = "material weakness" if known else bare
    verb = "mentions" if spoken else "reports"
    literal = f"“{searched}” was looked for in these words; other words for the same thing were not"
    return Topic(
        pattern=pattern_of((searched, *forms(searched))),
        says=f"{verb} “{searched}”",
        spoken=spoken,
        known=known,
        assumptions=() if known else (literal,),
    )


def stripped(words: str) -> str:
    """The words themselves, without articles and without when and where."""
    bare = words.strip(" .,;\"'“”")
    while (shorter := _TAIL.sub("", bare).strip(" ,")) != bare:
        bare = shorter
    while (shorter := _ARTICLE.sub("", bare)) != bare:
        bare = shorter
    return bare.strip(" .,;\"'“”")


def forms(words: str) -> tuple[str, ...]:
    """The same words in the plural and in the singular."""
    if re.search(r"(?:ss|x|ch|sh)$", words):
        return (f"{words}es",)
    if re.search(r"(?:sses|xes|ches|shes)$", words):
        return (words[:-2],)
    if words.endswith("ies"):
        return (f"{words[:-3]}y",)
    if re.search(r"[^aeiou]y$", words):
        return (f"{words[:-1]}ies",)
    return (words[:-1],) if words.endswith("s") and not words.endswith("ss") else ()


def _customer(words: str) -> Topic:
    """A single customer with at least so much of the revenue."""
    match = _PERCENT.search(words)
    least = float(match[1]) if match else USUAL
    assumed = () if match else ("a large customer is read as one with a tenth of the revenue or more",)
    return Topic(
        pattern=_ANCHOR,
        says="states a single customer's share of revenue of this size",
        spoken=False,
        known=True,
        needs=(_BUYERS,),
        least=least,
        assumptions=assumed,
    )


def _is_one_customer(sentence: str, least: float) -> bool:
    """Whether a sentence gives one customer's share of revenue, and it is large enough."""
    for match in _ONE_CUSTOMER.finditer(sentence):
        number = next(n for n in "1234" if match[f"share{n}"])
        is_whole = _DENIED.search(sentence[: match.end()]) is None and _ELSE.search(match[f"base{number}"]) is None
        if is_whole and float(match[f"share{number}"]) >= least:
            return True
    return False
