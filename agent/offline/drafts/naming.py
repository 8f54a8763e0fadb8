"""How are companies, metrics and periods called in a sentence?"""

import re
from collections.abc import Sequence

from tieout.document import Entity
from tieout.period import FiscalPeriod, Period
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.phrases import phrase

_SMALL = {"and", "of", "the", "for", "de"}
_SINGULAR = ("ss", "eps")
_HEAD = re.compile(
    r" (?:attributable|available|of|to|for|after|before|per|as|from|in|on|including|excluding|used|provided|paid|"
    r"repurchased|outstanding)\b.*"
)
MOSTLY = 0.7
"""Share of capital letters from which a name is printed in ordinary capitals."""
SHORT = 4


def company(entity: Entity) -> str:
    """A company's name in ordinary capitals, "ADVANCED MICRO DEVICES, INC." as "Advanced Micro Devices, Inc."."""
    letters = [c for c in entity.name if c.isalpha()]
    if sum(c.isupper() for c in letters) < MOSTLY * len(letters):
        return entity.name
    return re.sub(r"[^\s]+", lambda m: ordinary(m[0], entity), entity.name)


def ordinary(word: str, entity: Entity) -> str:
    """One word of a name; tickers and words without vowels stay as they are."""
    bare = re.sub(r"\W", "", word)
    if bare == entity.ticker or (len(bare) <= SHORT and not re.search(r"[AEIOUY]", bare) and bare not in {"LTD", "CO"}):
        return word
    if word.lower() in _SMALL:
        return word.lower()
    if re.search(r"[a-z]", word):
        return word[:3] + word[3:].lower()
    capitals = re.sub(r"[A-Z]+(?:[’'][A-Z]\b)?", lambda m: m[0].capitalize(), word)
    return re.sub(r"(?<=\w)\.(?:Com|Net|Org)\b", lambda m: m[0].lower(), capitals)


def possessive(name: str) -> str:
    """The name with its possessive ending."""
    return f"{name}’s"


def verb(noun: str) -> str:
    """The form of "to be" that a noun phrase takes: "net sales were", "net income attributable to stockholders was"."""
    last = _HEAD.sub("", noun).rsplit(" ", 1)[-1].lower().strip("”")
    return "were" if last.endswith("s") and not last.endswith(_SINGULAR) else "was"


def when(fiscal: FiscalPeriod, period: Period) -> str:
    """The period of a figure: "in fiscal 2024 (ended September 28, 2024)"."""
    day = f"{period.end:%B} {period.end.day}, {period.end.year}"
    if period.kind == "instant":
        return f"at the end of {fiscal.words} ({day})"
    return f"in {fiscal.words} (ended {day})"


_VERB = re.compile(r"(?:pa(?:y|id)|sp(?:end|ent)|earn|owe|raise|borrow|b(?:uy|ought))\b", re.IGNORECASE)
"""Words of a question that are no noun: "pay in dividends"."""


def metric_words(metric: Metric | None, asked: str) -> str:
    """The metric as it was asked for where the vocabulary has these words, else its own name."""
    if metric is None:
        return asked
    typed = asked.strip()
    if _VERB.match(typed):
        return metric.name
    for words in metric.words:
        if words.casefold() == typed.casefold():
            return typed if any(c.isupper() for c in typed[1:]) else words
    return next((words for words in (metric.name, *metric.words) if phrase(words) == phrase(typed)), metric.name)


def with_member(words: str, member: str | None) -> str:
    """The metric of a part, "net sales of Services"; the metric alone for the whole company."""
    return f"{words.removeprefix('total ')} of {member}" if member else words


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
