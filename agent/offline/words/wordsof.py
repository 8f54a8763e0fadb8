"""Which words of a filing stand for what it says of its business, its risks and what it expects?"""

import re
from collections.abc import Iterator

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.placed import place_of
from tieout.agent.offline.drafts.quoting import states_amount
from tieout.agent.offline.drafts.sentencing import quotable, sentences_of
from tieout.document import Document, Passage
from tieout.question import Place
from tieout.tools.readthrough import Said

_RISK = re.compile(
    r"\b(?:may|might|could|can|would|will)\b[^.]{0,160}\b(?:advers\w*|harm\w*|negativ\w*|material\w*|impact\w*|affect\w*|"
    r"reduc\w*|declin\w*|suffer\w*|disrupt\w*|impair\w*|los[es]\w*|limit\w*|damag\w*|fail\w*|decreas\w*)\b|"
    r"\b(?:we|the company|our [\w\s]{1,40}?)\s+"
    r"(?:depends?|face[sd]?|(?:is|are) (?:subject|exposed|dependent|vulnerable))\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:following|described (?:below|above|elsewhere|in)|risk factors?|forward-looking|not the only|other risks|"
    r"any of these|this (?:section|report|form)|set forth|discussed|listed|unknown|summary|when any one or more|"
    r"if any|above factors)\b|"
    r"^(?:additionally|also|as a result|moreover|furthermore|in addition|other|however|for example|such|these|this)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:we|company|corporation|management)\s+(?:(?:currently|also|now|still|further|generally|continues? to)\s+)?"
    r"(?:expects?|anticipates?|projects?|forecasts?|targets?|intends? to|plans? to)\b|"
    r"\b(?:we|our|the company[’']s)\b[^.;]{0,120}\b(?:is|are) (?:currently )?"
    r"(?:expected|anticipated|projected|forecast)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:revenues?|sales|earnings|eps|margins?|capital expenditures?|capital (?:program|investments?)|growth|income|"
    r"cash flows?|tax rate|profit|ebitda?)\b",
    re.IGNORECASE,
)
_LINE = 400
"""Characters of a risk that stands in a line of its own."""
_HEDGE = re.compile(
    r"\b(?:could|may|might|no assurance|if)\b|\bnot expect|\breclassif|\bamortiz|\brecognized\b|\bobligations\b|"
    r"\bdeferred revenue\b|^(?:additionally|also|however|these|this|such)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\balso\b|\bforward-looking\b|\bsubject to\b|\bparty to\b|\bmay be\b|\bemployers?\b|\bsuccessor\b|\bpartner\b|"
    r"\bfiscal year\b|\bthese\b|\bcertain\b|\bcommitt\w+\b|\bmaterial changes\b",
    re.IGNORECASE,
)
_DOES = (
    r"designs?|manufactur\w*|develops?|provides?|operates?|sells?|markets?|offers?|produces?|makes?|engages?|franchises?|"
    r"owns?|explores?"
)
_WHO = r"^(?i:we|the company|our company|{name}[^;:]{{0,110}}?)(?:,[^,]{{0,60}},)?\s+(?:today\s+)?"


def business(planning: Planning, document: Document) -> Place | None:
    """The first sentence of Item 1 that says what the company is or does."""
    name = "[’']?".join(map(re.escape, (document.entity.name.split() or [""])[0].strip(",.")))
    said = rf"{_WHO.format(name=name)}(?:(?:is|are)\s+(?:an?|the|one|among)|{_DOES})\b"
    return next(_placed(planning, document, ("Item 1",), re.compile(said), but=_BESIDE), None)


def first_risks(planning: Planning, document: Document, most: int) -> tuple[Place, ...]:
    """The first risks that the filing states, in headings or lines of their own where it does that, else anywhere.

    A risk that stands in a summary and again at its own place is one.
    """
    found = list(_placed(planning, document, ("Item 1A",), _RISK, but=_GENERAL))
    text = planning.home.text(document.id)
    alone = [p for p in found if p.end - p.start <= _LINE and _is_line(text, p)]
    once = {" ".join(text[p.start : p.end].split()): p for p in reversed(alone or found)}
    return tuple(sorted(once.values(), key=lambda p: p.start)[:most])


def _is_line(text: str, place: Place) -> bool:
    """Whether a sentence is a paragraph of its own, a bullet aside."""
    before, after = text[: place.start].rstrip(" •●▪–-*\xa0"), text[place.end :].lstrip(" ")
    return before.endswith("\n") and after.startswith("\n")


def expectation(planning: Planning, document: Document) -> Place | None:
    """A sentence of management's discussion that says what the company expects, with a figure or a year ahead."""
    ahead = re.compile(rf"\b{(document.fiscal_year or 0) + 1}\b|\bnext (?:fiscal )?(?:year|twelve months|12 months)\b")
    found = list(_placed(planning, document, ("Item 7", "Item 2", "Item 1"), _AHEAD, but=_HEDGE))
    text = planning.home.text(document.id)

    def rank(place: Place) -> int:
        said = text[place.start : place.end]
        return bool(_MEASURE.search(said)) * (2 * bool(ahead.search(said)) + states_amount(said))

    best = max(found, key=rank, default=None)
    return best if best is not None and rank(best) else None


def _placed(
    planning: Planning,
    document: Document,
    sections: tuple[str, ...],
    pattern: re.Pattern[str],
    but: re.Pattern[str] | None = None,
) -> Iterator[Place]:
    """The sentences of some sections that have a pattern and lack another, in the order of the document."""
    for passage in passages_of(planning, document, sections):
        for start, end in sentences_of(passage):
            said = _said(passage, start, end)
            if not quotable(re.sub(r":$", ".", said.text)) or pattern.search(said.text) is None:
                continue
            if but is not None and but.search(said.text):
                continue
            place = place_of(planning, said)
            if place is not None:
                yield place


def _said(passage: Passage, start: int, end: int) -> Said:
    """A sentence of a passage without the bullet and the spaces around it."""
    text = passage.text[start:end]
    bare = text.lstrip(" •●▪–-*\xa0\n")
    first = (passage.locator.start or 0) + start + len(text) - len(bare)
    bare = bare.rstrip()
    return Said(document=passage.document, start=first, end=first + len(bare), text=bare)


def passages_of(planning: Planning, document: Document, sections: tuple[str, ...]) -> list[Passage]:
    """The passages of prose of some sections, in their order."""
    stretches = planning.home.stretches(document.id)
    found = planning.home.passages([s.passage for s in stretches])
    ordered = [found[s.passage] for s in stretches if s.passage in found]
    return [p for p in ordered if p.kind != "table" and any((p.locator.section or "").endswith(s) for s in sections)]
