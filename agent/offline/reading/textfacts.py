"""Which text fact does a question ask for? The auditor, the front page, people, and what filings state in words."""

import re
from typing import Final

from tieout.tools.officers import ROLES

_WHO = r"\b(?:who|whom|whose|name)\b"


def _asks(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_NOT_AUDITOR = _asks(
    r"\bfees?\b",
    r"\bopinion\b",
    r"\bmatters?\b",
    r"\bcommittee\b",
    r"\brisks?\b",
    r"\bunaudited\b",
    r"\binternal\b",
    r"\bwhat (?:does|did) .*\bsay\b",
)
FRONT: Final = {
    "state of incorporation": _asks(
        r"\b(?:where|which state|what state|when|in which)\b.*\bincorporated\b(?! by)",
        r"\b(?:state|jurisdiction|place|country) of (?:incorporation|organi[sz]ation)\b",
        r"\bdomiciled?\b",
    ),
    "address of its principal executive offices": _asks(
        r"\bheadquarter",
        r"\bhead office\b",
        r"\bprincipal executive offices?\b",
        r"\bhq\b",
        r"\bcorporate address\b",
        r"\bwhere (?:is|are)\b.*\b(?:based|located)\b",
        r"\baddress of\b|['’]s address\b",
    ),
    "telephone number": _asks(r"\b(?:tele)?phone number\b"),
    "employer identification number": _asks(r"\bEIN\b", r"\bemployer identification\b", r"\btax id\b"),
    "Commission file number": _asks(r"\b(?:commission|sec) file number\b"),
    "listed securities": _asks(
        r"\b(?:which|what|name)\b.*\b(?:stock )?exchange\b(?! rate)",
        r"\b(?:stock )?exchange\b(?! rate).*\b(?:list|trade)",
        r"\b(?:where|what)\b.*\b(?:shares?|stock)\b.*\b(?:listed|traded?)\b",
        r"\blisted on\b",
        r"\bticker\b|\btrading symbol\b|\bstock symbol\b",
    ),
}
"""What the front page gives, by the words that ask for it."""
OTHERS: Final = {
    "auditor": _asks(
        r"\bauditors?\b", r"\baudit(?:s|ed) by\b", rf"{_WHO}.*\baudit", r"\bwhich\b.*\baudit", r"\baudit firm\b"
    ),
    "customers": _asks(
        r"\bcustomers?\b.*\b(?:10|ten)\s?(?:%|per\s?cent)",
        r"\b(?:10|ten)\s?(?:%|per\s?cent).*\bcustomers?\b",
        r"\b(?:largest|major|biggest|significant|key|main|top) customers?\b",
        r"\bcustomer concentration\b",
        r"\bdepend(?:s|ent|ence)? on (?:a few|few|any|single|one|large)\b.*\bcustomers?\b",
    ),
    "authorization": _asks(
        r"\b(?:repurchas\w*|buy-?\s?backs?)\b.*\b(?:authori[sz]\w*|programs?|programmes?|plans?|capacity|remain\w*)\b",
        r"\bauthori[sz]\w*\b.*\b(?:repurchas\w*|buy-?\s?backs?|buy back)\b",
    ),
    "segments": _asks(r"\b(?:what|which|list|name|how many|describe)\b.*\bsegments\b", r"\breportable segments\b"),
    "year end": _asks(
        r"\b(?:when|what)\b.*\b(?:fiscal|financial)\s+year\b.*\b(?:end|close|start|begin)",
        r"\b(?:fiscal|financial) year[- ]end\b",
        r"\b(?:end|last day) of (?:its|the|their)?\s*(?:fiscal|financial) year\b",
    ),
    "dividends": _asks(
        r"\bdividends?\b.*\bdeclared?\b.*\bboard\b",
        r"\bboard\b.*\bdeclared?\b.*\bdividends?\b",
        r"\bdividends?\b.*\bboard\b.*\bdeclared?\b",
    ),
    "legal": _asks(r"\blegal proceedings?\b", r"\blawsuits?\b", r"\blitigation\b"),
    "estimates": _asks(r"\bcritical accounting\b"),
    "properties": _asks(
        r"\bwhat (?:properties|facilities)\b", r"\bproperties\b.*\b(?:own|lease|occup|describe)", r"\bItem 2\b"
    ),
    "officers": _asks(r"\bexecutive officers\b", r"\bmanagement team\b", r"\bleadership team\b", r"\bexecutive team\b"),
    "employees": _asks(
        r"\b(?:how many|number of|total)\b.*\b(?:employees|people|staff|workers|associates|team members)\b",
        r"\bheadcount\b",
        r"\bemployee (?:count|number)s?\b",
        r"\bemployees\s*\??$",
        r"\bworkforce size\b|\bsize of .*\bworkforce\b",
    ),
}
"""What stands elsewhere in a filing, by the words that ask for it."""
_ROLE = {
    "ceo": r"ceo|chief executive(?: officer)?",
    "cfo": r"cfo|chief financial officer|finance chief",
    "coo": r"coo|chief operating officer",
    "cto": r"cto|chief technology officer",
    "accounting": r"chief accounting officer|principal accounting officer|controller",
    "counsel": r"general counsel|chief legal officer|top lawyer",
    "chair": r"chair(?:man|woman|person)?(?: of the board)?",
    "president": r"president",
}
_SPEAKS = re.compile(
    r"\bsa(?:y|ys|id)\b|\bcall\b|\bguid|\bcomment|\bexpect|\bmention|\bask|\banswer|\btalk", re.IGNORECASE
)
_NOT: Final = {
    "auditor": _NOT_AUDITOR,
    "legal": _asks(r"\brisks?\b", r"\bexpenses?\b", r"\bcosts?\b", r"\bhow much\b", r"\breserves?\b", r"\baccru"),
    "authorization": _asks(
        r"\bhow (?:much|many)\b.*\b(?:spend|spent|repurchased?|bought|buy)\b(?!.*\b(?:authori|remain|left))"
    ),
    "employees": _asks(
        r"\bper employee\b", r"\bunion", r"\bturnover\b", r"\bwomen\b", r"\bretire", r"\bstock\b", r"\blaid\b|\blay"
    ),
    "segments": _asks(r"\bby segments?\b", r"\brevenue|\bsales\b|\bincome\b|\bprofit\b|\bmargin\b|\bgrew\b|\bgrow"),
    "address of its principal executive offices": _asks(
        r"\b(?:plants?|stores?|restaurants?|factor\w+|assets|facilities) (?:located|based)\b"
    ),
}


def front_asked(question: str) -> str | None:
    """The item of the front page that a question asks for."""
    return _asked(question, FRONT)


def fact_asked(question: str) -> str | None:
    """The kind of text fact that a question asks for, elsewhere than on the front page."""
    return _asked(question, OTHERS)


def _asked(question: str, kinds: dict[str, re.Pattern[str]]) -> str | None:
    for kind, pattern in kinds.items():
        if pattern.search(question) and not (kind in _NOT and _NOT[kind].search(question)):
            return kind
    return None


def role_asked(question: str) -> str | None:
    """The office whose holder is asked for; None where it is asked what somebody said."""
    if _SPEAKS.search(question):
        return None
    for role in ROLES:
        words = _ROLE[role]
        if re.search(
            rf"{_WHO}.*\b(?:{words})\b|(?:[’']s?|of|^\w+)\s+(?:current\s+)?(?:{words})\s*\??$", question, re.IGNORECASE
        ):
            return role
    return None
