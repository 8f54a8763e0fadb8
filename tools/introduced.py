"""Does nothing stand around a quotation but who says it, and is that who says it?"""

import re

from tieout.document import Document
from tieout.locator import Locator
from tieout.ports import Snapshot
from tieout.tools.figures.tying import Tier
from tieout.tools.frontpage import front_tail
from tieout.tools.spoken import said_by

_SAYS = re.compile(
    r"(?:in (?:its|the) (?:annual |quarterly )?(?:report|filing|10-[KQ])[^“”.;]{0,30}, )?(?:the company|it)? ?"
    r"(?:(?:says?|said|states?|stated|reports?|reported|writes?|wrote|discloses?|disclosed)(?: that)?[:,]? ?)?",
    re.IGNORECASE,
)
"""What may stand before a quotation that nobody has to judge, the company's name aside."""
_REPORT = re.compile(r"\bin (?:its|the) [^,]*,", re.IGNORECASE)
_FORM = re.compile(r"\b10-[KQ]\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER = 12
_BEGUN = re.compile(r"\w\n\w\Z|(?:\d[.,]|[$€£¥(−-])\n\d\Z")
_LEFT = re.compile(r"\A\w\n\w|\A\d\n(?:[.,]\d|\s?%|\s(?:thousand|million|billion|trillion|percent)\b)")
"""Where a quotation cuts a word or a figure in two; its ends are marked by a line break."""
_KINDS = {"annual": "10-K", "quarterly": "10-Q"}


def introduced(sentence: str, quotation: tuple[int, int], at: Locator, snapshot: Snapshot, tier: Tier) -> bool:
    """Whether the words around a quotation say only, and rightly, whose it is and in which report it stands."""
    lead, tail = sentence[: quotation[0]], sentence[quotation[1] :].strip()
    document = snapshot.document(at.document)
    if tail not in {"", "."}:
        return False
    if lead and (lead == said_by(at, document) or _fronted(lead, at, snapshot, tier)):
        return True
    for company in reversed(tier.said(lead).companies):
        if company.entity.key != document.entity.key:
            return False
        lead = lead[: company.start] + "it" + lead[company.end :]
    report = _REPORT.search(lead)
    return _SAYS.fullmatch(lead) is not None and (report is None or is_report(report[0], document))


def is_whole(at: Locator, snapshot: Snapshot) -> bool:
    """Whether a quotation begins and ends between words, and cuts nothing off a figure."""
    if at.start is None or at.end is None:
        return True
    text = snapshot.text(at.document)
    before, after = text[max(0, at.start - 2) : at.start], text[at.end : at.end + _AFTER]
    inside = text[at.start : at.end]
    return not (_BEGUN.search(f"{before}\n{inside[:1]}") or _LEFT.search(f"{inside[-1:]}\n{after}"))


def is_report(words: str, document: Document) -> bool:
    """Whether words such as "in its 10-K for fiscal 2024," fit a document: its form and its years."""
    forms = {m.upper() for m in _FORM.findall(words)} | {f for w, f in _KINDS.items() if w in words.casefold()}
    known = {document.fiscal_year, *(d.year for d in (document.period_end, document.filed, document.dated) if d)}
    years = {int(year) for year in _YEAR.findall(words)}
    return years <= known and all((document.form or "").startswith(form) for form in forms)


def _fronted(lead: str, at: Locator, snapshot: Snapshot, tier: Tier) -> bool:
    """Whether it is said rightly which item of whose front page the quotation is."""
    document = snapshot.document(at.document)
    tail = front_tail(at, document, snapshot.text(at.document))
    if tail is None or not lead.endswith(tail):
        return False
    name = lead.removesuffix(tail)
    named = tier.said(name).companies
    whole = len(named) == 1 and not re.search(r"\w", name[: named[0].start] + name[named[0].end :])
    return whole and named[0].entity.key == document.entity.key
