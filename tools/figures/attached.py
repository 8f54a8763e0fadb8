"""Do words that stand at a metric or at its figure, without being of it, say that another figure is meant?

"Of total debt, $5 was fixed-rate", "the tax on net income", "unsecured debt", "debt, pledged as collateral, was",
"net income was $5 attributable to noncontrolling interests", "$5 a week".
"""

import re
from collections.abc import Callable, Sequence

from tieout.tools.figures.clausewords import Token, is_verbal
from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.moved import DOWN, UP
from tieout.tools.figures.plainwords import (
    ADDS_NOTHING,
    AUXILIARY,
    DETERMINERS,
    FINITE,
    HAVING,
    PLAIN,
    PREPOSITIONS,
    STATED,
    VERBS,
    WHO,
)

Known = Callable[[int], bool]
"""Whether what stands at a place is explained: a company, a part, a figure, a period, another metric."""

_AMOUNTS = frozenset(
    "amount amounts total totals level levels balance balances figure figures year quarter period fiscal result "
    "results terms case more less worth goes size extent scale order tune way means form shape heading column "
    "caption reading look respect regard regards line item entry tally count print disclosure report statement "
    "note table row column account accounts with sum value number spending spend outlay outlays expenditure "
    "expenditures percentage percent ratio".split()
)
_MOVES = frozenset(
    "growth increase increases decrease decreases decline declines rise fall drop change reduction improvement "
    "gain jump advance uptick pickup slide dip climb surge retreat slump expansion contraction slip swing upturn "
    "downturn move movement difference upswing rebound momentum strength weakness story direction trend "
    "performance picture progress news happened recovery shift acceleration gap leap slowdown".split()
)
"""Nouns before "of", "in" and "on" that leave the metric behind them what a figure is of."""
_ADJUNCTS = frozenset({"with", "at", "by", "as", "than", "about", "around", "during", "over", "per", "via"})
"""Prepositions that lead to a metric without saying of what the word before is."""
_NARROWS = frozenset("current half prior previous preceding weekly monthly daily hourly quarterly".split())
"""Words that say when, and right before a metric say which."""
_NEVER_VERBS = re.compile(r"(?:un|non|under|over|pre|co|re|semi|mis|dis)-?\w{3,}ed$")
_RATES = frozenset(
    "day days week weeks month months hour minute night employee customer store unit subscriber user head capita "
    "vehicle barrel ounce ton tonne pound mile seat household room ticket visit transaction".split()
)
_EACH = frozenset({"a", "an", "each", "every"})
_OWN = frozenset("its our their the this his her".split())
_MODIFIES = frozenset(
    "attributable related relating pledged held due payable receivable denominated acquired secured unsecured "
    "allocated adjusted excluding including inclusive exclusive net gross less plus minus basic diluted restated "
    "annualized pretax pre-tax after-tax pre post owed outstanding restricted unrestricted deferred accrued "
    "undrawn drawn available remaining maturing guaranteed non-gaap core organic underlying normalized comparable "
    "insured hedged vested unvested leased owned managed consigned classified designated subject".split()
)
"""Words that open what modifies the figure before them, or the one that follows."""
_BASES = frozenset(
    "tax taxes interest item items elimination eliminations charge charges cost costs expense expenses "
    "depreciation amortization impairment impairments adjustment adjustments adjusting reserve reserves allowance "
    "allowances discount discounts hedge hedges hedging currency exchange acquisitions divestitures affiliates "
    "subsidiaries noncontrolling minority dividends preferred special one-time nonrecurring restructuring rebates "
    "returns inflation".split()
)
"""What a figure is before or after, and another one with it than without."""
_RECEIVERS = frozenset(
    "parties party affiliates affiliate subsidiaries subsidiary customers suppliers banks lenders employees "
    "retailers dealers franchisees distributors related unaffiliated outside external governments consumers "
    "businesses".split()
)
"""To whom only some of a figure goes."""
_HOLDERS = frozenset("shareholders stockholders investors holders owners shareowners date".split())
_OTHERS = ("noncontrolling", "non-controlling", "minority", "preferred", "redeemable", "discontinued")
_STATES = frozenset(
    "said says show shows has have had reflecting representing resulting up down compare compares compared above "
    "below ahead short against versus vs".split()
)
"""Words that begin another statement behind a figure."""
_PERHAPS = frozenset({"after", "before", "post", "pre"})
_JOINS, _PARTS = frozenset({"and", "or", "&", "plus"}), frozenset(",;:()–—-")


def head_of(tokens: Sequence[Token], preposition: int, known: Known) -> str | None:
    """The noun before a preposition that leads to a metric, where it is something else of it: "the tax on"."""
    before = tokens[:preposition]
    word = tokens[preposition]
    if word.low in _ADJUNCTS:
        return None
    if not before or before[-1].text in ",;:":
        return word.text if word.low == "of" else None
    for place in range(len(before) - 1, -1, -1):
        token, figure = before[place], place > 0 and _ends_figure(before[place - 1])
        ends = known(token.start) or token.text in _PARTS or token.low in PREPOSITIONS | WHO | _JOINS
        if ends or token.low in VERBS or (is_verbal(token) and not token.low.endswith("ing")):
            return None
        if token.low in DETERMINERS or (token == before[0] and token.low.endswith("ing")):
            return None
        moved = (token.low in _MOVES and word.low in {"in", "of"}) or bool(
            UP.fullmatch(token.text) or DOWN.fullmatch(token.text)
        )
        if not moved and not figure and token.low not in PLAIN | _AMOUNTS and not token.low.endswith("ly"):
            return token.text
    return None


def _ends_figure(token: Token) -> bool:
    return token.text[0].isdigit() or token.low in {"%", "percent", "million", "billion", "thousand", "bn", "points"}


def narrows(token: Token, before: Sequence[Token], known: Known, *, finite: bool) -> bool:
    """Whether a word right before a metric makes it a kind of it: "current", "unsecured", "one-time".

    Args:
        token: the word.
        before: what stands before it.
        known: what is explained.
        finite: whether a verb follows the metric, so that the word cannot be the clause's verb.
    """
    if token.low in _NARROWS:
        return True
    if not token.low.endswith("ed") or token.low in VERBS | STATED | HAVING | ADDS_NOTHING:
        return False
    if finite or _NEVER_VERBS.match(token.low) or not before:
        return True
    who = before[-1]
    return not (
        known(who.start) or who.low in {"we", "it", "company", "management", "also", "which"} or who.low.endswith("ly")
    )


def aside(tokens: Sequence[Token], known: Known, is_figure: Known) -> str | None:
    """A word of what stands between commas behind a metric, or joined to it, that nothing explains."""
    inside: list[Token] = []
    if tokens and tokens[0].low in {"a", "an", "the"}:
        return tokens[0].text if is_rate(tokens, 0, known) else None
    for token in tokens:
        if token.text in ",)–—":
            break
        if is_figure(token.start) or token.low in FINITE:
            break
        inside.append(token)
    return _first(inside, known)


def _first(tokens: Sequence[Token], known: Known) -> str | None:
    for at, token in enumerate(tokens):
        if is_rate(tokens, at, known):
            return token.text
        plain = (
            token.low in ADDS_NOTHING | STATED | WHO | AUXILIARY | FORMS
            or token.low.endswith("ly")
            or not token.text[0].isalpha()
        )
        if not plain and not known(token.start):
            return token.text
    return None


def is_rate(tokens: Sequence[Token], at: int, known: Known) -> bool:
    """Whether a figure is said to be for each of something: "a week", "per employee"."""
    following = next((t for t in tokens[at + 1 :] if not known(t.start)), None)
    if following is None:
        return False
    if tokens[at].low in _EACH:
        return tokens[at + 1].low in _RATES
    return tokens[at].low == "per" and following.low not in _OWN


def opening(tokens: Sequence[Token], known: Known) -> str | None:
    """What opens a clause before its metric and says of which figure it is: "After tax,", "Per week,"."""
    if not tokens or known(tokens[0].start) or not any(t.text == "," for t in tokens):
        return None
    first = tokens[0]
    if is_rate(tokens, 0, known) or (first.low in _PERHAPS and _is_base(tokens, 0)):
        return first.text
    if first.low == "due" and [t.low for t in tokens[1:2]] == ["to"]:
        return None
    if first.low == "to" and len(tokens) > 1 and tokens[1].low != "date" and not known(tokens[1].start):
        return _first(tokens[1 : next(n for n, t in enumerate(tokens) if t.text == ",")], known)
    return first.text if first.low in _MODIFIES else None


def _is_base(tokens: Sequence[Token], at: int) -> bool:
    return any(token.low in _BASES for token in tokens[at + 1 : at + 4])


def tail(tokens: Sequence[Token], known: Known, *, more: bool, shared: bool, told: bool) -> str | None:
    """A word behind a figure that makes it another one, up to where something new is said.

    Args:
        tokens: what stands behind the figure.
        known: what is explained.
        more: whether another figure follows.
        shared: whether the figure is per share.
        told: whether a verb stands before it, so that a word such as "pledged" is none.
    """
    close, skip = True, False
    for at, token in enumerate(tokens):
        first = at > 0 and tokens[at - 1].text in _PARTS
        if token.text in _PARTS:
            close, skip = False, False
            continue
        if skip or known(token.start):
            continue
        if _is_new(token) or (
            token.low in {"more", "less", "fewer"} and [t.low for t in tokens[at + 1 : at + 2]] == ["than"]
        ):
            return None
        if _modifies(tokens, at, known, first=first or close, shared=shared, more=more):
            return token.text
        if token.low in _JOINS:
            close, skip = False, more or _goes_on(tokens[at + 1 :], known)
            if not skip:
                return token.text
            continue
        plain = (
            token.low in ADDS_NOTHING | STATED | WHO | FORMS or token.low.endswith("ly") or not token.text[0].isalpha()
        )
        if close and token.low.endswith("ed") and not plain:
            return token.text if told else None
        skip = not plain
    return None


def _is_new(token: Token) -> bool:
    """Whether a word begins another statement."""
    return (
        token.low in FINITE | _STATES or UP.fullmatch(token.text) is not None or DOWN.fullmatch(token.text) is not None
    )


def _modifies(tokens: Sequence[Token], at: int, known: Known, *, first: bool, shared: bool, more: bool) -> bool:
    """Whether a word behind a figure opens what modifies it."""
    token, behind = tokens[at], [t.low for t in tokens[at + 1 : at + 4]]
    if not behind and more:
        return False
    if is_rate(tokens, at, known):
        return not (shared and any(low.startswith("share") for low in behind))
    if token.low in _PERHAPS:
        return _is_base(tokens, at)
    if token.low == "attributable":
        return len(behind) > 1 and _is_others(tokens[at + 2], known)
    if token.low == "to" and first:
        return next((low for low in behind if low not in DETERMINERS | PLAIN), None) in _RECEIVERS
    return token.low in _MODIFIES and first


def _is_others(token: Token, known: Known) -> bool:
    """Whether a figure that is attributable to somebody is not the company's own."""
    own = known(token.start) or token.low in ADDS_NOTHING | _HOLDERS
    return token.low.startswith(_OTHERS) or not own


def _goes_on(tokens: Sequence[Token], known: Known) -> bool:
    """Whether "and" behind a figure goes on with another statement: it has a verb or nothing new."""
    if not tokens or known(tokens[0].start):
        return True
    return any(t.low in VERBS | FINITE or is_verbal(t) for t in tokens)
