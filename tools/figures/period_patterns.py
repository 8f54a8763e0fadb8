"""How periods are worded: dates, fiscal and calendar years, quarters, halves, spans that end, relative words."""

import re
from functools import cache

MONTHS = {
    month: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for month in names.split()
}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20|21)\d\d(?!\d|[,.]\d)"
_SHORT = r"'?\d\d(?!\d|[,.]?\d|%)"
DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*|\s+){_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"
    r"|(?:19|20|21)\d\d-\d\d-\d\d(?!\d)"
    rf"|{_MONTH}\s+\d{{1,2}}(?!\d))"
)
_DATES = rf"{DATE}(?:(?:\s*,\s*and|\s*,|\s+and|\s+to|\s+or)\s+(?:{DATE}|{_YEAR})){{0,9}}"
COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "thirteen": 13, "thirty-nine": 39, "twenty-six": 26, "fifty-two": 52, "fifty-three": 53,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + ")"
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "last": 4, "final": 4,
}  # fmt: skip
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|final|1st|2nd|3rd|4th)"
_BASIS = r"(?:fiscal(?:[ -]years?)?|calendar(?:[ -]years?)?|fye?s?|cys?)"
_OF_YEAR = (
    rf"(?:[\s,'-]*(?:(?:of|in|for)\s+)?(?:the\s+)?(?P<{{0}}_basis>{_BASIS})?"
    rf"[\s'-]{{{{0,2}}}}(?P<{{0}}_year>{_YEAR}|(?<=['yY])\d\d(?!\d)))?"
)
_LINK = r"(?:\s?[-–—/]\s?|,?\s+(?:to|through|thru|until|and|or|&)\s+|,\s+(?:and\s+)?)"
_YEARS = (
    rf"{{first}}(?:{_LINK}(?:{_BASIS}\s?)?"
    rf"(?:{_YEAR}|(?<=[-–/])\d\d(?![\d,.]*\d|%)|(?<=[fF][yY])'?\d\d(?!\d))){{{{0,12}}}}"
)

_QUARTER = (
    rf"(?:the\s+)?(?:{_BASIS}[\s'-]{{0,2}})?(?:{_YEAR}[\s-]+|'?\d\d[\s-]+)?"
    rf"(?:q[1-4]|[1-4]q|{_ORDINAL}[\s-]+(?:fiscal\s+)?quarter)"
)
"""A quarter, its year before it where it is said there."""

_WORDINGS = "|".join(
    (
        (
            rf"(?P<closing>(?:(?P<c_count>{_COUNT})[\s-]+months?|(?P<c_whole>(?:fiscal\s+)?(?:year|quarter)))"
            rf"\s+(?:end(?:ed|ing)|to)\s+(?:in\s+)?(?P<c_month>{_MONTH})\s*,?\s+(?:of\s+)?(?P<c_year>{_YEAR})"
            rf"|(?P<m_month>{_MONTH})[\s-]+quarter(?:\s+(?:of|in))?\s+(?P<m_year>{_YEAR}))"
        ),
        (
            rf"(?P<ended>(?:(?P<count>{_COUNT})[\s-]+(?:fiscal\s+)?"
            r"(?P<span>months?|weeks?|quarters?|years?)(?:\s+periods?)?"
            r"|(?P<named>(?:fiscal\s+|calendar\s+)?years?"
            rf"|(?:{_ORDINAL}\s+)?(?:fiscal\s+)?quarters?|period|half[ -]year))"
            rf"\s*,?\s+end(?:ed|ing)\s+(?:on\s+)?(?P<ends>{_DATES}))"
        ),
        rf"(?P<date>(?:(?P<as_of>as\s+(?:of|at)|at)\s+)?(?P<dates>{_DATES}))",
        rf"(?P<month>{_MONTH}\s*,?\s+(?P<month_year>{_YEAR}))",
        (
            r"(?P<quarters>"
            + r"\s*(?:[-–—]|\b(?:to|through|thru)\b)\s*(?:the\s+)?".join(
                rf"(?:q(?P<{end}_q>[1-4])|(?P<{end}_word>first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter)"
                rf"(?:\s+of)?\s+(?:{_BASIS}\s+)?(?P<{end}_year>{_YEAR})"
                for end in ("f", "l")
            )
            + ")"
        ),
        rf"(?P<quarter>(?:q(?P<q>\d)|(?P<q_first>\d)q|(?:(?P<q_also>{_ORDINAL})\s+(?:and|to|or|vs\.?|versus)\s+(?:the\s+)?"
        rf"(?={_ORDINAL}[\s-]+(?:fiscal\s+)?quarters?\s+(?:(?:of|in|for)\s+)?(?:{_BASIS}\s+)?{_YEAR}))?"
        rf"(?P<q_word>{_ORDINAL})[\s-]+(?:fiscal\s+)?quarters?)(?!\w*-\d)"
        + _OF_YEAR.format("q")
        + r"(?P<q_short>(?<=[qQ])\d\d(?!\d))?)",
        r"(?P<half>(?:h(?P<h>\d)|(?P<h_first>\d)h|(?P<h_word>first|second)[\s-]+half(?![ -]a))"
        + _OF_YEAR.format("h")
        + r"(?P<h_short>(?<=[hH])\d\d(?!\d))?)",
        (
            r"(?P<nine>(?:(?P<n_short>[69])m|first\s+(?P<n_first>three|six|nine|[369])[\s-]months?(?:\s+of)?"
            r"|first\s+(?P<n_weeks>13|thirteen|26|twenty[\s-]six|39|thirty[\s-]nine)[\s-]weeks?(?:\s+of)?"
            r"|(?P<n_count>nine|9)[\s-]months?(?:\s+of)?|year[\s-]to[\s-]date|ytd)"
        )
        + _OF_YEAR.format("n")
        + ")",
        rf"(?P<fiscal>(?:{_BASIS}|years?)[\s'-]{{0,2}}"
        + _YEARS.format(first=rf"(?:{_YEAR}|(?<=[yY]){_SHORT}|(?<=[yY][ '-]){_SHORT})")
        + ")",
        r"(?P<bare>(?<![$€£¥\d.,])" + _YEARS.format(first=_YEAR) + "(?![%\\w]))",
        (
            r"(?P<same>(?:the\s+)?(?:same|comparable|corresponding|year[\s-]ago|prior[\s-]year(?:'s)?)\s+(?:quarter|period|months?)"
            r"(?:\s+(?:of|in)\s+(?:the\s+)?(?:prior|last|previous|preceding)\s+(?:fiscal\s+)?year|\s+(?:last|a)\s+year(?:\s+ago)?)?)"
        ),
        (
            r"(?P<trailing>(?:(?:the\s+)?(?:trailing|rolling|last|past|latest)[\s-]+(?:twelve|12)[\s-]+months?|ttm|ltm"
            rf"|(?:the\s+)?(?:twelve|12)[\s-]+months?(?=\s+(?:end(?:ed|ing)|to|through)\s+{_QUARTER}))\b"
            rf"(?:\s*,?\s+(?:to|through|as\s+of|as\s+at|at|end(?:ed|ing)(?:\s+(?:in|on))?)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?"
            rf"(?:(?:q(?P<t_q>[1-4])|(?P<t_first>[1-4])q|(?P<t_word>{_ORDINAL})[\s-]+(?:fiscal\s+)?quarter)(?!\w*-\d)"
            + _OF_YEAR.format("t")
            + rf"(?P<t_short>(?<=[qQ])\d\d(?!\d))?|(?P<t_ends>{DATE})))?)"
        ),
        (
            rf"(?P<several>(?:last|past|latest|previous|prior|preceding|most\s+recent|recent|trailing)\s+(?P<many>{_COUNT})\s+"
            r"(?:fiscal\s+|full\s+)?(?P<several_span>years?|quarters?|months?))"
        ),
        rf"(?P<each>(?:each\s+of\s+(?:the\s+)?|all\s+|the\s+)(?P<each_many>{_COUNT})\s+(?:fiscal\s+)?years\b)",
        (
            r"(?P<earlier>(?:a|one)\s+year\s+(?:ago|earlier|before)|(?:the\s+)?year[\s-](?:before|ago)|year[\s-]over[\s-]year"
            r"|(?:prior|previous|preceding)[\s-]+(?:fiscal\s+)?year|prior[\s-]year)"
        ),
        r"(?P<last>last\s+(?:fiscal\s+)?(?P<last_span>year|quarter))",
        r"(?P<next>(?:next|coming|upcoming|following)\s+(?:fiscal\s+)?(?P<next_span>year|quarter))",
        r"(?P<prior_quarter>(?:prior|previous|preceding)\s+(?:fiscal\s+)?quarter|quarter[\s-]over[\s-]quarter)",
        (
            r"(?P<latest>(?:this|current|(?:the\s+)?(?:latest|most\s+recent(?:ly)?)(?:\s+(?:completed|reported))?)\s+(?:fiscal\s+)?"
            r"(?P<latest_span>year|quarter)\b|(?:the\s+)?(?:latest|most\s+recent)\b"
            r"|(?<=\bfor )the\s+(?P<the_span>quarter)(?=\s*[.,;)]|\s+(?:was|were|is|came|stood|rose|fell)\b|$))"
        ),
    )
)


@cache
def pattern() -> re.Pattern[str]:
    """All wordings, the more specific first, each at a word's beginning; a match must also end at a word's edge."""
    return re.compile(rf"(?<![^\W_])(?=[^\W_])(?:{_WORDINGS})", re.IGNORECASE)


ONE_DATE = re.compile(DATE, re.IGNORECASE)
ONE_YEAR = re.compile(r"(?<!\d)(\d{4}|\d\d)(?!\d)")
LINKED = re.compile(rf"(?P<link>{_LINK})(?:{_BASIS}\s?'?)?(?P<year>\d{{4}}|\d\d)(?!\d)", re.IGNORECASE)
