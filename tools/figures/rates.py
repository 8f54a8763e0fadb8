"""Of which rate is a figure that stands for an amount's name: "gross margin was 46%", "or $2.05 per diluted share"?"""

import re
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.vocabulary import Vocabulary

_PER_SHARE = re.compile(r"\bper\s+(?P<kind>diluted|basic)\s+(?:common\s+|ordinary\s+)?share\b", re.IGNORECASE)


def as_rate(said: Said, at: Reading, term: Term | None, vocabulary: Vocabulary) -> Term | None:
    """The metric of a figure; where a percentage or an amount per share is printed, the rate of the same name.

    "Gross margin was 46.2%" is the percentage; "net income was $3.3 billion, or $12.02 per diluted share" is diluted
    earnings per share.
    """
    if term is None or term.metric is None or term.end > len(said.text):
        return term
    is_rate = at.unit == "points" or (at.unit == "percent" and at.kind != "change")
    if is_rate and said.whole(at) is None:
        return _named(term, f"{said.text[term.start : term.end]} percentage", vocabulary)
    each = _PER_SHARE.search(at.text) if at.unit.endswith("/shares") else None
    if each is not None and vocabulary.metric(term.metric).unit == "money":
        name = vocabulary.metric(term.metric).name
        return _named(term, f"{each['kind'].lower()} {name} per share", vocabulary)
    return term


def _named(term: Term, words: str, vocabulary: Vocabulary) -> Term:
    """The term as the one metric that the words name; itself where they name none."""
    found = vocabulary.find(words)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        return term
    return replace(term, metric=found[0].metric)
