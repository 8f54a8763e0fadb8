"""Which names does a report's own text suggest for its issuer, and how strongly?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tieout.tools.figures.legalforms import LEGAL_FORMS

_WORD = (
    r"(?:(?:[a-z]{1,4}(?=[A-Z]))?[A-ZÀ-ÞĀ-ŽȘȚİŞ][\w&’'.+\-/]*|&(?:[ \t]+[a-z]\b)?"
    r"|\d{1,3}(?!st\b|nd\b|rd\b|th\b)[A-Za-z]\w*|\d+&\d+)"
)
_JOIN = r"(?:of|and|de|du|des|da|do|dos|la|le|les|der|die|und|y|e|et|van|von|the|for|in|für|och|og)"
_SMALL = r"(?:[a-zß-ÿ][\w]{2,}(?=[ \t]+(?:AG|SE|plc|PLC|ASA|AB|NV|N\.V|SA|S\.A|Ltd|Inc)\b))"
"""A name that its company writes small."""
_BEHIND_COMMA = r"(?:Inc|Ltd|LLC|L\.L\.C|L\.P|LP|S\.A|SA|N\.A|N\.V|Limited|Corp|PLC|plc|S\.p\.A|A\.S|a\.s)\b"
NAME = (
    rf"(?:The\s)?(?:{_WORD}|{_SMALL})"
    rf"(?:[ \t]+(?:{_JOIN}[ \t]+){{0,2}}{_WORD}|,[ \t](?={_BEHIND_COMMA}){_WORD}){{0,9}}"
    r"(?:,?[ \t]+(?:plc|p\.l\.c|asa|spa|s\.p\.a|nv|n\.v|ag|se|ab|oyj|a\.s|s\.a|inc|ltd|llc|gmbh)\b\.?)?"
)
"""A run of capitalised words, with the small words between them and a legal form behind a comma."""
FORM = re.compile(rf"\b{LEGAL_FORMS}\.?\)?$", re.IGNORECASE)
"""A name that ends as those of companies do."""
_PAGES, _LINE = 3, 90
_EDGE = 3
_OFTEN = 0.15
EXCHANGES = "NYSE|NASDAQ|Nasdaq|ASX|TSXV?|TSX-V|LSE|AIM|SIX|HKEX|SEHK|SGX|JSE|OTC|CSE|NZX|OSE|Oslo|Euronext|BSE|NSE"
_OPINION = re.compile(
    rf"\b(?:statements|sheets?|accounts|report|operations|position)\s+of\s+(?:the\s+)?(?P<name>{NAME})"
    r"(?=\s*(?:[(,.:;“\"]|and\s+(?:its|the|subsidiaries|controlled)|as\s+(?:of|at)|for\s+the|which|comprise|have\s+been|at\s|on\s|$))"
)
_ADDRESSED = re.compile(
    rf"(?i:\b(?:share|stock|unit)?(?:holders|members|owners|directors)\s+of)\s+(?:the\s+)?(?P<name>{NAME})"
)
_DEFINED = re.compile(
    rf"(?P<name>{NAME})"
    r"(?:,?\s+(?:an?|and\s+(?:its|their)|together\s+with|incorporated|formerly|registered)\b[^()“”\n]{0,80})?"
    r"\s*\((?:[^()]{0,80}?)(?:the|our|we|or)?\s*[“\"](?:the\s+)?"
    r"(?i:company|group|bank|trust|fund|parent|issuer|corporation|registrant|we|partnership)[,.]?[”\"]"
)
_IS_A = re.compile(
    rf"(?P<name>{NAME})\s+(?:\([^()]{{1,60}}\)\s+)?(?:is|was)\s+(?:an?\s+)?(?:\w+[\s-]+){{0,3}}?"
    r"(?:company|corporation|bank|fund|trust|group|holding|provider|producer|manufacturer|leader|incorporated|domiciled|"
    r"registered)\b"
)
_LISTED = re.compile(rf"(?P<name>{NAME})\s*\((?:[^()]{{0,30}}?)(?:{EXCHANGES})[^()]{{0,15}}?:\s*[A-Z0-9.]{{1,6}}\b")
_RIGHTS = re.compile(rf"(?:©|\(c\)|Copyright)\s*(?:20\d\d\s*)?(?:by\s+)?(?P<name>{NAME})")
_WEIGHTS: tuple[tuple[re.Pattern[str], float, int], ...] = (
    (_OPINION, 9.0, 4),
    (_ADDRESSED, 9.0, 3),
    (_DEFINED, 6.0, 3),
    (_IS_A, 4.0, 3),
    (_LISTED, 10.0, 2),
    (_RIGHTS, 5.0, 2),
)
"""What a name weighs where such words suggest it, and how often they count."""
_ANYWHERE = (_OPINION, _ADDRESSED)
"""These stand with the auditor's report, far behind; an issuer is introduced on the first pages."""
_EARLY = 40
_FIRST, _NEXT, _TITLE, _HEAD = 10.0, 4.0, 16.0, 40.0
_NOT = frozenset(
    "date company group bank trust fund corporation parent board directors director committee annual report reports "
    "accounts financial statements statement consolidated notes note contents table independent auditor auditors "
    "chairman chairmans chair chief executive officer shareholders shareholder stockholders members securities "
    "exchange commission form united states washington section item part management managements discussion analysis "
    "corporate governance strategic overview review message letter dear introduction year december june march "
    "september january february april may july august october november 2019 2020 2021 2022 2023 2024 2025 income "
    "cash flows equity changes position comprehensive profit loss balance sheet page continued unaudited audited "
    "microsoft word annualreport integrated sustainability esg highlights key figures about us our performance "
    "remuneration compensation audit risk regulation act law code standards standard ifrs gaap ias iasb fasb "
    "accounting international association incorporation articles memorandum general meeting agm subsidiaries index "
    "exhibit exhibits schedule appendix glossary disclaimer information investor relations responsibility "
    "responsibilities report’s opinion basis pdf docx doc indd final web print presentation untitled".split()
)
_SMALL_WORDS = frozenset("of and & the in for".split())
_EDGE_WORDS = _SMALL_WORDS | _NOT - frozenset(
    "bank trust general international group united standard fund year".split()
)
_TAIL_WORDS = _SMALL_WORDS | _NOT - frozenset(
    "company group bank trust fund corporation international standard".split()
)
_NEXT_SENTENCE = frozenset("we our opinion basis dear this introduction independent".split())
"""Words that begin what follows a name, where a heading or a new line parts them."""
_STRANGERS = re.compile(
    r"\b(?:deloitte|kpmg|pricewaterhouse\w*|pwc|ernst\s*&?\s*young|ernst\s+and\s+young|bdo(?!\s+unibank)|"
    r"grant\s+thornton|mazars|crowe|rsm|moss\s+adams|baker\s+tilly|"
    r"computershare|link\s+market|equiniti|euroclear|depository\s+trust|donnelley|kaleidoscope|exchange|accounting\s+standards|"
    r"chartered\s+accountants|companies\s+act|corporations\s+act|bureau|ministry|department|government|oversight)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?i:\bmicrosoft\s+(?:word|powerpoint)\s*-|(?<![\w.&])(?:form|filed|for|on|the|period|ending)(?![\w.&])"
    r"|\b(?:annual|integrated|interim|quarterly|half[- ]year(?:ly)?)\b"
    r"|\breports?\b|\baccounts\b|\bfinancial\s+(?:statements|report)\b|\bfinal\b|\bweb\b|\.(?:docx?|pdf|indd|pptx?)\b"
    r"|\b(?:10-?[kq]|20-?f|40-?f|ar|fy)\b|\b(?:fy)?(?:19|20)\d\d(?:[-/]\d{2,4})?\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:and|&)\s*$|\s[-–—|_]+\s|_+)"
)
_SENTENCE = re.compile(rf"(?<=[^\W\d_]{{3}})(?<!Bros)\.\s+(?!{LEGAL_FORMS}\b)", re.IGNORECASE)
"""Where a sentence ends within a run of capitalised words."""
_NUMBERS = re.compile(r"\d+|[|•·–—]+")


def cues(pages: Sequence[str], title: str | None) -> Iterator[tuple[str, float]]:
    """Each name that something suggests, with the weight of what does."""
    found = [*_worded(pages), *_first_lines(pages), *_heads(pages), *_titled(title)]
    for name, weight in found:
        if (kept := trimmed(name)) and not is_stranger(kept):
            yield kept, weight


def trimmed(name: str) -> str:
    """A name without punctuation at its ends and without words such as "Annual Report" around it."""
    words = _SENTENCE.split(" ".join(name.split()))[0].strip(" ,;:-–—|•·*/'’“”\"_").split(" ")
    while words and _bare(words[0]) in _EDGE_WORDS:
        words = words[1:]
    words = list(takewhile(lambda word: _bare(word) not in _NEXT_SENTENCE, words))
    while words and (_bare(words[-1]) in _TAIL_WORDS):
        words = words[:-1]
    return " ".join(words).strip(" ,;:-–—|•&")


def _bare(word: str) -> str:
    return word.casefold().strip(".,:;’'s") if len(word) > 1 else word


def is_stranger(name: str) -> bool:
    """Whether a name is no issuer's: an auditor, a registrar, an exchange, or words of any report."""
    words = [w for w in re.findall(r"\w+", name.casefold()) if not w.isdigit()]
    letters = sum(c.isalnum() for c in name) if any(c.isalpha() for c in name) else 0
    return letters < 3 or all(w in _NOT or len(w) == 1 for w in words) or _STRANGERS.search(name) is not None  # noqa: PLR2004


def _worded(pages: Sequence[str]) -> Iterator[tuple[str, float]]:
    flat = [" ".join(page.split()) for page in pages]
    whole, first = "\f".join(flat), "\f".join(flat[:_EARLY])
    for pattern, weight, most in _WEIGHTS:
        counts: Counter[str] = Counter()
        for match in pattern.finditer(whole if pattern in _ANYWHERE else first):
            name = match["name"]
            counts[name.casefold()] += 1
            if counts[name.casefold()] <= most:
                yield name, weight


def _first_lines(pages: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Short lines of the first pages that are a name with a legal form, or nearly all of the cover."""
    for number, page in enumerate(pages[:_PAGES]):
        for line in dict.fromkeys(" ".join(one.split()) for one in page.splitlines()):
            bare = trimmed(_TITLED.sub(" ", line))
            if bare and len(line) <= _LINE and re.fullmatch(NAME, bare) and FORM.search(bare):
                yield bare, _NEXT if number else _FIRST


def _heads(pages: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What stands at the edge of many pages, without page numbers and what every report says there."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        edge = {
            trimmed(_TITLED.sub(" ", _NUMBERS.sub(" ", line)))
            for line in (*lines[:_EDGE], *lines[-_EDGE:])
            if len(line) <= _LINE
        }
        seen.update(
            re.sub(r"(?i)\s+and\s+(?:its\s+)?(?:consolidated\s+)?(?:subsidiaries|subsidiary)$", "", name)
            for name in edge
            if name
        )
    for name, count in seen.items():
        if count >= max(4, _OFTEN * len(pages)) and re.fullmatch(NAME, name):
            yield name, min(_HEAD, _HEAD * 2 * count / len(pages))


def _titled(title: str | None) -> Iterator[tuple[str, float]]:
    bare = trimmed(_TITLED.sub(" ", title or ""))
    if re.fullmatch(NAME, bare) and not bare.islower():
        yield bare, _TITLE
