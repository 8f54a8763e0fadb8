"""Which kind of answer, form or section does a question want, and is it about several periods?"""

import re
from typing import Literal

from tieout.tools.index.fusion import wants_figures

Kind = Literal["figure", "text", "yes_no", "name", "list"]

_YES_NO = re.compile(r"^\W*(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b", re.IGNORECASE)
_NAME = re.compile(
    r"^\W*(?:which (?:compan|firm|bank|issuer|segment|region|product|country|auditor)|who\b|whose\b|name the\b"
    r"|in which (?:segment|region|country)|what is the name)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:list|enumerate|name all|what are the (?:main|major|key|top|principal)"
    r"|which (?:\w+ )?(?:risks?|factors|products|segments|subsidiaries|acquisitions)\b"
    r"|what (?:\w+ )?(?:risks|factors|segments|products|brands|subsidiaries|initiatives))\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\bhow (?:much|many|large|big|high|low|long|old)\b|\bcalculate\b|\bcompute\b"
    r"|\bwhat (?:percent|percentage|share|proportion|amount|number)\b",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:why|describe|explain|discuss|summari[sz]e|analy[sz]e|how (?:does|do|did|has|have)|what (?:led|caused|drove)"
    r"|what (?:does|did|do) .{1,60} (?:say|mention|disclose)|reasons?|strateg(?:y|ies)|polic(?:y|ies)|overview)\b",
    re.IGNORECASE,
)
_FORMS = (
    (re.compile(r"\b10-?\s?k\b", re.IGNORECASE), ("10-K", "10-K/A", "10-KT")),
    (re.compile(r"\b10-?\s?qs?\b|\bquarterly (?:report|filing)s?\b", re.IGNORECASE), ("10-Q", "10-Q/A")),
    (re.compile(r"\b20-?\s?f\b", re.IGNORECASE), ("20-F", "20-F/A")),
    (re.compile(r"\b40-?\s?f\b", re.IGNORECASE), ("40-F", "40-F/A")),
    (re.compile(r"\b8-?\s?k\b", re.IGNORECASE), ("8-K", "8-K/A")),
)
_CALL = re.compile(r"\b(?:earnings|conference|analyst) call\b|\bon the call\b|\btranscript\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\bannual report\b|\bannual filing\b", re.IGNORECASE)
_PERIODS = r"(?:quarters|periods?|years|filings|reports|10-?[qk]s?)"
_OVER_TIME = re.compile(
    r"\bover (?:time|the (?:reporting|reported)?\s?(?:years|quarters|periods?))\b"
    r"|\b(?:across|throughout|over|between|in|for) (?:the |these |those |all |each |different |reported |various )+"
    rf"(?:reporting |reported )?{_PERIODS}\b|\bthese {_PERIODS}\b|\breported (?:quarters|periods)\b"
    r"|\beach (?:reported |reporting )?(?:quarter|period|year)\b"
    r"|\b(?:previous|prior|earlier) (?:quarters|years|periods)\b|\breporting periods?\b"
    r"|\btrends?\b|\bfluctuat\w+|\bevolv\w+|\byear[- ](?:over|on)[- ]year\b|\bhistor(?:y|ical(?:ly)?)\b",
    re.IGNORECASE,
)
_SECTIONS = {
    "balance sheet": r"\bbalance sheets?\b|\bstatements? of financial (?:position|condition)\b",
    "income statement": r"\bincome statements?\b|\bstatements? of (?:operations|income|earnings|profit)\b|\bp&l\b"
    r"|\bprofit (?:and|or|&) loss (?:account|statement)\b",
    "cash flow statement": r"\bcash[- ]flow statements?\b|\bstatements? of cash flows?\b",
    "statement of equity": r"\bstatements? of (?:changes in )?(?:shareholders|stockholders)?['’]?\s?equity\b",
    "risk factors": r"\brisk factors?\b|\bprincipal risks\b|\bitem 1a\b",
    "management's discussion": r"\bmd&a\b|\bmanagement['’]s discussion\b|\bitem 7\b|\bfinancial review\b",
    "legal proceedings": r"\blegal proceedings?\b|\blitigation\b|\blawsuits?\b|\bcontingenc(?:y|ies)\b",
    "business": r"\bitem 1\b(?!a)|\bbusiness overview\b",
    "notes": r"\bnotes?\s+\d+\b|\bnotes to\b|\baccounting polic(?:y|ies)\b",
    "auditor's report": r"\bauditors?['’]?s? (?:report|opinion)\b|\b(?:key|critical) audit matters?\b",
    "governance": r"\bcorporate governance\b|\bboard of directors\b|\bremuneration\b|\bcompensation committee\b",
    "segments": r"\bsegment (?:reporting|information|note)\b",
}


def kind_of(question: str, *, has_metric: bool) -> Kind:
    """What kind of answer is wanted."""
    if _NAME.search(question):
        return "name"
    if _FIGURE.search(question):
        return "figure"
    if _YES_NO.search(question):
        return "yes_no"
    if _LIST.search(question):
        return "list"
    if _PROSE.search(question):
        return "text"
    return "figure" if has_metric or wants_figures(question) else "text"


def forms_of(question: str) -> tuple[str, ...]:
    """The forms that a question names; "call" for a transcript, "annual" for a year's report of whatever form."""
    found = [form for pattern, forms in _FORMS if pattern.search(question) for form in forms]
    if _CALL.search(question):
        found.append("call")
    if _ANNUAL.search(question) and not found:
        found.append("annual")
    return tuple(found)


def is_over_time(question: str) -> bool:
    """Whether it asks how something went over several periods."""
    return _OVER_TIME.search(question) is not None


def sections_of(question: str) -> tuple[str, ...]:
    """The statements and sections that a question names."""
    return tuple(name for name, words in _SECTIONS.items() if re.search(words, question, re.IGNORECASE))
