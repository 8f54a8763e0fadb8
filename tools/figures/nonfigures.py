"""Which numerals are no figures, and by which rule: dates, years, references, names, list numbers.

A rule may only skip what it is sure of: a figure wrongly skipped would be printed without proof.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tieout.tools.figures.units import CODE_BEFORE, SCALE_AFTER, SYMBOL_BEFORE, UNIT_AFTER

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
YEAR = r"(?:19|20|21)\d\d"
_WINDOW = 48
_LONGEST_URL = 300


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule's patterns, compiled when a text first needs them."""

    name: str
    reach: str
    lead: str | None = None
    guarded: bool = True
    """Not where a currency precedes, or a scale, a unit or more digits follow."""

    @cached_property
    def here(self) -> re.Pattern[str]:
        """Starts where the numeral starts, and says how far the rule reaches."""
        return re.compile(self.reach)

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """Ends where the numeral starts."""
        return re.compile(rf"(?:{self.lead})\Z") if self.lead else None


def _rule(name: str, here: str, before: str | None = None, *, guarded: bool = True) -> Rule:
    return Rule(name=name, reach=here, lead=before, guarded=guarded)


_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d])"
_SUB = r"[A-Za-z]?(?:[.-]\d{1,4}[A-Za-z]?){0,6}(?:\([A-Za-z0-9]{1,4}\)){0,6}"
_MORE = rf"(?:(?:,? and |,? or |, | through | to |-|–| & )\d{{1,4}}{_SUB}(?![.,]?\d)){{0,20}}"
_NUMBERED = (
    r"Item|Note|Part|Footnote|Level|Tier|Phase|Scope|Step|Type|Class|Proposal|Basel|Chapter|Annex|Appendix|Volume|Vol\.|"
    r"Article|Schedule|Question|Table|Figure|Chart|Form|Exhibit|Floor|Version|Amendment|Column|Row|Pillar|Category|Stage|"
    r"Suite|Room|Lot|note|ITEM|NOTE|PART|item|exhibit|EXHIBIT|Unit|Building|Series|Track|Zone|Line|Interpretation"
)
_LEGAL = (
    r"Section|section|SECTION|Sec\.|§|Rule|Regulation|Topic|Subtopic|ASC|ASU|SFAS|FAS|FASB|FIN|FSP|EITF|SAB|SOP|IFRS|"
    r"IAS|IFRIC|APB|PCAOB|AS|U\.S\.C\.|USC|CFR|C\.F\.R\.|Code|Release|Paragraph|paragraph|para\.|Opinion|Bulletin|S-K|S-X|"
    r"Title|Staff Position|Law|Directive|Resolution"
)
_NAMES = (
    r"iPhone|iPad|AirPods|Apple Watch(?: Ultra)?|Windows|Boeing|Airbus|Russell|S&P|Fortune|Nasdaq|NASDAQ|FTSE|Dow|"
    r"Nikkei|STOXX|Model|Xbox|PlayStation|Galaxy|Ryzen|EPYC|Threadripper|Radeon|RTX|GTX|Instinct|Xeon|COVID|Microsoft|Office|"
    r"iOS|macOS|iPadOS|watchOS|tvOS|visionOS|Android|Bluetooth|PCIe|DDR|USB|SOC|ISO|IEC|NIST|GPT|Route|Highway|Interstate|Flight|"
    r"Agenda|Vision|Wi-Fi|Zip|ZIP|Box|BOX|COVID-|Apt\.|Bldg\."
)
_STATES = (
    r"A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|"  # Alabama to North Dakota
    r"O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]"
)
_SPAN = r"(?:weeks?|days?|months?|quarters?|years?)"

_LIMIT = (
    r"within(?: the)?(?: next)?|(?:no|not) (?:more|less|longer|later|earlier|fewer) than|"
    r"(?:longer|shorter|greater) than|in excess of|"
    r"periods? (?:of )?up to"
)
"""What makes a length of time a limit and no figure of anything."""
_OPENING = (
    "The|This|These|Those|Represents?|Includes?|Excludes?|Included|Excluded|See|Refer|Relates?|Reflects?|Amounts?|As|In|On|"
    "For|We|Our|Based|Certain|Income|Consists?|Calculated|Defined|Refers"
)
"""Words with which a footnote begins."""

RULES: tuple[Rule, ...] = (
    _rule("accession", r"\d{10}-\d\d-\d{6}(?!\d)", guarded=False),
    _rule("phone", r"1?[ .-]?\(?\d{3}\)[ -]?\d{3}[-.]\d{4}(?!\d)", r"\(?|\+", guarded=False),
    _rule("phone", r"(?:1[-.])?\d{3}([-.])\d{3}\1\d{4}(?!\d)", r"\+?", guarded=False),
    _rule("phone", r"\d{1,4}(?:[ -]\(?\d{1,5}\)?){2,5}", r"(?i:tel|phone|telephone|fax|call)[.:]? ?\+?"),
    _rule("identifier", r"\d{2}-\d{7}(?!\d)|(?:0\d\d|333)-\d{5,6}(?:-\d\d)?(?!\d)", r"(?<![\d.,$€£-])"),
    _rule("identifier", r"[0-9A-Z]{6,10}(?!\w)", r"(?i:CUSIP|CIK|EIN|LEI|SIC)\b.{0,12}?[ :#]"),
    _rule("identifier", r"\d{5}(?:-\d{4})?(?![.,]?\d)", rf", (?:{_STATES}) "),
    _rule("date", rf"{_DAY}(?:\s*[-–]\s*{_DAY})?(?:\s*,\s*|\s+){YEAR}(?!\d)", rf"\b{MONTH}\.?\s+", guarded=False),
    _rule("date", rf"{_DAY}|,?\s*{YEAR}(?!\d)", rf"\b{MONTH}\.?,?\s+"),
    _rule("date", rf"{_DAY}\s+(?:of\s+)?{MONTH}\b\.?(?:,?\s+{YEAR}(?!\d))?", guarded=False),
    _rule("date", rf"{YEAR}-(?:0\d|1[0-2])-[0-3]\d(?:T[\d:.]+Z?)?(?!\d)", guarded=False),
    _rule("date", rf"(?:1[0-2]|0?\d)/[0-3]?\d/(?:{YEAR}|\d\d)(?![\d/])|[0-3]?\d\.(?:1[0-2]|0?\d)\.{YEAR}(?!\d)"),
    _rule("date", rf"\d\d?-{MONTH}-(?:{YEAR}|\d\d)(?!\d)|(?:1[0-2]|0?\d)/{YEAR}(?!\d)"),
    _rule("time", r"\d\d?:\d\d(?::\d\d)?(?:\s?[aApP]\.?[mM]\.?)?(?!\d)|\d\d?\s?[aApP]\.?[mM]\b\.?"),
    _rule(
        "period",
        rf"(?:{YEAR}|\d\d)(?:\s?[-–/]\s?{YEAR}|[-–/]\d\d)?(?![.,]?\d)",
        r"\b(?i:FYE?|CY)[ '-]{0,2}",
        guarded=False,
    ),
    _rule("period", rf"{YEAR}(?:\s?[-–/]\s?{YEAR}|[-–/]\d\d)?(?![.,]?\d)", r"\b(?i:fiscal|calendar)(?i: years?)? "),
    _rule("period", rf"\d(?:[ -]?(?:FY|CY|of )?'?{YEAR}|[ -]?(?:FY|CY|')\d\d)?(?![.,]?\d)", r"(?<![A-Za-z])[QqHh]"),
    _rule(
        "period",
        rf"(?:[1-4][Qq]|[12][Hh]|(?:3|6|9|12)[Mm](?=[ -]?(?:FY|'?{YEAR})))"
        rf"(?:[ -]?(?:FY|CY)?'?{YEAR}|[ -]?(?:FY|CY|')\d\d|\d\d)?\b",
    ),
    _rule("period", rf"(?i:\d\d?[ -]{_SPAN}(?:[ -](?:periods? )?end(?:ed|ing)|[ -]periods?))\b", guarded=False),
    _rule("period", r"(?i:5[23](?:-? ?(?:/|or|and|to|,) ?5[23])?[- ]?(?:st|nd|rd|th)?[- ]weeks?)\b", guarded=False),
    _rule(
        "period",
        rf"(?i:\d\d? (?:fiscal |calendar )?{_SPAN})\b",
        r"\b(?i:last|past|prior|previous|next|trailing|first|preceding|following|final|latest) ",
        guarded=False,
    ),
    _rule("ordinal", r"\d{1,3}(?:st|nd|rd|th)\b(?!-\d)"),
    _rule("citation", r"\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}\]", r"\[\^?"),
    _rule("form", r"(?:10|20|40|8|6|11)-[KQFD](?:SB|T)?(?:/A)?\b|10-?KT\b|13[DFGHdfgh]\b(?:/A)?|14[ACD]\b"),
    _rule("form", r"(?:10|8|20)[KQF]\b", r"\b(?:[Ff]orms?|[Aa]nnual|[Qq]uarterly) "),
    _rule(
        "reference",
        r"401\(?[kK]\)?|409A|144A|501\(c\)(?:\(\d\d?\))?|403\(b\)|457\(b\)|162\(m\)|15\(d\)|13\(a\)|16\(a\)",
    ),
    _rule("reference", r"(?:3|10|12|13|14|15|16|17|19)[a-g]\d?-\d{1,2}(?!\w)(?:\([a-z]\))*"),
    _rule("reference", rf"\d{{1,2}}{_SUB}(?![.,]?\d)", rf"(?<![A-Za-z])(?:{_NUMBERED})[ \u00a0](?:No\.? ?)?"),
    _rule("reference", rf"\d{{1,2}}{_SUB}{_MORE}(?![.,]?\d)", rf"(?<![A-Za-z])(?:{_NUMBERED})s[ \u00a0]"),
    _rule("reference", rf"\d{{1,5}}{_SUB}(?![.,]?\d)", rf"(?<![A-Za-z])(?:{_LEGAL})[ \u00a0]?(?:Nos?\.? ?)?"),
    _rule("reference", rf"\d{{1,5}}{_SUB}{_MORE}(?![.,]?\d)", rf"(?:§§|(?<![A-Za-z])(?:{_LEGAL})s)[ \u00a0]?"),
    _rule("reference", r"\d{1,2} (?:U\.S\.C\.|USC|CFR|C\.F\.R\.)", guarded=False),
    _rule(
        "reference", r"\d[\d-]{0,11}(?![.,]?\d)", r"(?<![A-Za-z])(?:Nos?\.|File Number:?|Registration Number:?|No:) ?"
    ),
    _rule("reference", r"\d{1,4}(?:[-–]\d{1,4})?(?![.,]?\d)", r"(?<![A-Za-z])(?:[Pp]ages?|pp?\.) ?"),
    _rule("reference", r"\d{1,5}(?:\.\d{1,5}){2,9}(?!\d)"),
    _rule("name", r"\d{1,4}(?:[A-Z]{1,3})?(?![\w,.]{0,12}\d)", rf"(?<![A-Za-z])(?:{_NAMES})[ -]?"),
    _rule("name", r"\d{1,4}(?:[A-Za-z]{1,3})?(?![\w,.%]{0,12}\d)\b", r"(?<![\w$€£-])(?!USD|EUR|GBP|EPS)[A-Z]{1,4}-?"),
    _rule("name", r"\d{1,3}[GDAC]\b(?![$€£])", r"(?<![\w$€£.,-])"),
    _rule("name", r"[1-4](?![\w,.%]{0,12}\d)\b", r"(?<![\w$€£-])(?:Aa|Baa|Ba|Caa)"),
    _rule("name", r"\d{1,2}(?:-(?:in\.|inch\b)|[”″])"),
    _rule("idiom", r"24/7\b|50[/-]50\b|9/11\b|20/20\b"),
    _rule("footnote mark", r"\d{1,2}\) ?(?=[A-Z])", r"(?:\A|(?<=\n))[ •▪■*]{0,4}\(?"),
    _rule("footnote mark", rf"[1-9] (?={_OPENING}\b|[A-Z][a-z]+(?<!s) [a-z])", r"(?:\A|(?<=\n)) {0,4}"),
    _rule("duration", rf"(?i:\d{{1,3}}[ -]{_SPAN})\b", rf"\b(?i:{_LIMIT}) ", guarded=False),
    _rule("duration", r"(?i:\d{1,3}-(?:to-\d{1,3}-)?(?:year|month|week|day))(?=[ -][a-z]|,)", guarded=False),
)
_URL = re.compile(
    r"(?:https?|ftp)://\S|www\.\S|[\w.+-]+@[\w-]+\.\w|(?<![$€£\d])[a-z][\w./-]*\.(?:com|org|gov|net|edu|io|html?|pdf|xml|xsd|txt|xlsx|csv|json|jpg|png)\b"
)
_URL_SIGN = re.compile(r"://|www\.|@|\.[a-z]")
_TOKEN_END = re.compile(r"[^\s<>\"|]*")

_YEAR_HERE = re.compile(rf"{YEAR}(?:s\b|(?:\s?[-–/]\s?{YEAR}|[-–/]\d\d)(?![.,]?\d))?(?![\w%]|[,.]\d)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|for|since|by|during|until|till|through|to|and|or|from|year|years|early|late|mid|before|after|vs\.?|"
    r"versus|than|over|above|below|between|throughout|beyond|around|to-date|quarter|half|lower|higher|ended|ending|end|the|spring|summer|fall|winter|with|prior|our|its|their|"
    r"this|that|each|both|per|against|act|copyright|©|&)[ -]|[’']s |s[’'] |[*•▪■●◦] |[(\[\n\t|/–,;:-]|[,;:] )\s*'?\Z",
    re.IGNORECASE,
)
_SURELY = re.compile(r"(?:\byear[ -]end|\bend of|\bfiscal(?: year)?|\bFY) ?\Z", re.IGNORECASE)
_YEAR_LIST = re.compile(rf"{YEAR}(?:,? and|,| or| &|,? versus|,? vs\.?|[-–/]| to| through)?\s*\Z")
_YEAR_PAIR = re.compile(r"(20\d)\d(?: and |, |-to-| to | through | versus )\1\d(?![\w%]|[,.]\d)")
"""Two years of one decade beside each other: "discusses 2024 and 2023 items"."""
_TITLED = re.compile(r"\s*(?:(?:[A-Z][\w&.’'-]*|of|and|the)[ ,:–-]{1,3}){1,8}")
_YEAR_AFTER = re.compile(
    r" (?:annual|proxy|form|plan|results|fiscal|financial|compared|versus|vs|Annual|Proxy|Form|Plan|Act|Notes|Senior)\b"
)
_COUNTED = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:employees|people|persons|stores|restaurants|shares|units|customers|patents|associates|"
    r"locations|facilities|franchisees|vehicles|properties|holders|stockholders|shareholders|countries|rigs|aircraft|"
    r"subscribers|users|members|hours|days|acres|feet|tons|barrels|miles|megawatts|clinics|hospitals|branches|full)\b"
)
_LIKE_A_YEAR = re.compile(r"(?:\d{4,}|\d{1,3}(?:,\d{3})+)[,.]?")
"""A number of as many digits: "2000 and 3500" are two amounts, "2023 and 43.3" a year and an amount."""
_NEXT_NUMBER = re.compile(r"\s?(?:to|and|or|-|–)\s?(\d[\d,.]{0,20})")


def quantified(text: str, end: int) -> bool:
    """Whether a scale or a unit follows, which makes any numeral a figure."""
    scale = SCALE_AFTER.match(text, end)
    unit = UNIT_AFTER.match(text, end)
    return bool(scale and scale[0].strip(" -")) or bool(unit and unit[0].strip(" -"))


def _priced(text: str, start: int) -> bool:
    pos = max(0, start - 8)
    return bool(SYMBOL_BEFORE.search(text, pos, start) or CODE_BEFORE.search(text, pos, start))


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """A range of folded text that is no figure."""

    start: int
    end: int
    rule: str


def _by_rule(text: str, start: int, end: int, floor: int) -> Skip | None:
    for rule in RULES:
        here = rule.here.match(text, start)
        if here is None or here.end() < end:
            continue
        lead = rule.before.search(text, max(floor, start - _WINDOW), start) if rule.before else None
        if rule.before and lead is None:
            continue
        if rule.guarded and (_priced(text, start) or quantified(text, here.end())):
            continue
        return Skip(start=lead.start() if lead else start, end=here.end(), rule=rule.name)
    return None


def _url(text: str, start: int, floor: int) -> Skip | None:
    left = text[max(floor, start - _LONGEST_URL) : start]
    token = left.split()[-1] if left and not left[-1].isspace() else ""
    begin = start - len(token)
    near = _TOKEN_END.match(text, start, start + _LONGEST_URL)
    found = _URL.search(text, begin, near.end()) if near and _URL_SIGN.search(text, begin, near.end()) else None
    stop = _TOKEN_END.match(text, start) if found else None
    return Skip(start=begin, end=stop.end(), rule="url") if stop else None


def _year(text: str, start: int, end: int) -> Skip | None:
    here = _YEAR_HERE.match(text, start)
    left = max(0, start - _WINDOW)
    if here is None or here.end() < end or _priced(text, start) or quantified(text, here.end()):
        return None
    titled = _TITLED.fullmatch(text, 0, start) is not None and not text[here.end() :].strip()
    opens = titled or (left == 0 and not text[:start].strip()) or _YEAR_PAIR.match(text, start) is not None
    led = _YEAR_BEFORE.search(text, left, start) or _YEAR_LIST.search(text, left, start)
    if not (opens or led or _YEAR_AFTER.match(text, here.end())):
        return None
    following = _NEXT_NUMBER.match(text, here.end())
    joined = following and _LIKE_A_YEAR.fullmatch(following[1]) and not re.fullmatch(rf"{YEAR}[,.]?", following[1])
    surely = _SURELY.search(text, left, start)
    if joined or (_COUNTED.match(text, here.end()) and not surely):
        return None
    return Skip(start=start, end=here.end(), rule="year")


_LONG_RUN = 3
_ENUMERATOR = re.compile(r"(?:(?<=\n)|^) {0,8}(\d{1,2})[.)] (?=\D)|\((\d{1,2})\) (?=[A-Za-z])")


@dataclass(slots=True)
class ListNumbers:
    """Where a text numbers its points: 1, 2, 3 in order, at line starts or in parentheses."""

    text: str
    _starts: frozenset[int] | None = field(default=None, init=False)

    def skip(self, start: int, end: int) -> Skip | None:
        """The list number that starts at a numeral, None when it is none."""
        if self._starts is None:
            self._starts = frozenset([*self._run(1), *self._run(2)])
        if start not in self._starts:
            return None
        if quantified(self.text, end + 1):
            return None
        bracket = start > 0 and self.text[start - 1] == "("
        return Skip(start=start - bracket, end=end + 1, rule="list number")

    def _run(self, group: int) -> Iterable[int]:
        """Positions of an unbroken count from 1 to at least 2; a count may start again."""
        run: list[int] = []
        for match in _ENUMERATOR.finditer(self.text):
            if match[group] is None:
                continue
            number = int(match[group])
            if number == len(run) + 1:
                run.append(match.start(group))
            elif number == 1:
                yield from run if len(run) > 1 else ()
                run = [match.start(group)]
        yield from run if len(run) > 1 else ()
        yield from self._later(group)

    def _later(self, group: int) -> Iterable[int]:
        """Positions of a count that goes on from a text before: at least three numbers in order."""
        run: list[tuple[int, int]] = []
        for match in (m for m in _ENUMERATOR.finditer(self.text) if m[group] is not None):
            number = int(match[group])
            if run and number != run[-1][0] + 1:
                yield from (at for _, at in run) if len(run) >= _LONG_RUN else ()
                run = []
            run.append((number, match.start(group)))
        yield from (at for _, at in run) if len(run) >= _LONG_RUN else ()


def nonfigure(text: str, start: int, end: int, floor: int, lists: ListNumbers) -> Skip | None:
    """The skip that a numeral at `start:end` of folded text falls under; None for a figure."""
    return (
        _url(text, start, floor)
        or _by_rule(text, start, end, floor)
        or _year(text, start, end)
        or lists.skip(start, end)
    )
