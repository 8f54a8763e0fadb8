"""Whether words speak of a day or of a stretch of time: debts are held on a day, sales and costs take time."""

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["instant", "duration"]

_STOCK = re.compile(
    r"\b(?:assets?|liabilit(?:y|ies)|inventor(?:y|ies)|receivables?|payables?|goodwill|deposits|accumulated|accrued|prepaid|"
    r"equity(?!.*(?:earnings|income|loss|compensation|method))|deferred\s+(?:tax\s+(?:assets?|liabilit)|revenue|income\s+taxes)|"
    r"borrowings|debt(?!\s+(?:issu|repay|extinguish))|notes?(?!\s+(?:issu|repay|redeem))|debentures|loans?|commercial\s+paper|"
    r"land|buildings?|machinery|equipment|improvements|construction|property|carrying|fair\s+value|securities|allowances?|"
    r"treasury\s+stock|retained\s+earnings|common\s+stock|paid-in|balances?|cash(?:\s+and\s+cash\s+equivalents)?$|marketable|"
    r"investments?$|work[\s-]in[\s-]p|raw\s+materials|finished\s+goods|intangibles?|obligations?|commitments?|outstanding|"
    r"unvested|nonvested|exercisable|unrecognized|notional|level\s+[123]|rights|gross|backlog|maturit|originat\w+|reserves?|contracts?|"
    r"funded\s+status|present\s+value|term\s+loan|overdraft|time\s+deposits|money\s+market)",
    re.IGNORECASE,
)
_FLOW = re.compile(
    r"\b(?:sales?|revenues?|expenses?|income|costs?|earnings|loss(?:es)?|gains?|provision|amortization|depreciation|benefit|"
    r"paid|payments?|proceeds|(?:re)?purchase[sd]?|dividends?|compensation|interest|margin|profit|charges?|impairments?|"
    r"acquisitions?|issuances?|repayments?|net\s+cash|changes?|increase|decrease|additions?|capital\s+expenditures|granted|"
    r"vested|exercised|forfeited|settlements?|weighted[\s-]average\s+(?:\w+\s+)*shares|per\s+share|research|selling|marketing|"
    r"advertising|tax(?:es)?|rate|service\s+cost|contributions?|translation|reclassif|other\s+comprehensive|EBITDA|growth|"
    r"returns?)\b",
    re.IGNORECASE,
)
_SURE_STOCK = re.compile(
    r"\b(?:discount\s+rate(?!.*cost)|benefit\s+obligations?\s+assumptions|amounts?\s+(?:recognized|recorded)\W*$|"
    r"(?:used\s+to\s+determine|used\s+in\s+determining)\s+(?:the\s+)?(?:year[\s-]end\s+)?(?:projected\s+)?benefit\s+obligations?|"
    r"amounts?\s+(?:recognized|recorded|included)\s+in\s+accumulated|at\s+amortized\s+cost|\w+\s+AOCI\W*$|trend\s+rate|"
    r"principal\s+(?:amounts?|outstanding)|interest\s+rates?\W*$|fund(?:ed|ing)\s+status|"
    r"unrecognized\s+tax\s+benefits?|accrued\s+(?:interest|penalties)|(?:un)?discounted|ownership|"
    r"(?:revenues?|billings|costs)\s+in\s+excess\s+of|notional"
    r"remaining\s+(?:lease\s+)?(?:term|contractual)|lease\s+term|benefit\s+obligations?$|"
    r"deferred\s+tax\s+(?:assets?|liabilit(?:y|ies))|total\s+(?:assets|liabilities)|(?:long-lived|identifiable)\s+assets|"
    r"(?:net|gross)\s+carrying|temporary\s+differences|carrying\s+(?:amount|value)|balance\s+sheets?|"
    r"accumulated\s+(?:depreciation|amortization|other)|recognized\s+in\s+(?:the\s+)?(?:consolidated\s+)?balance)\b"
    r"(?!.*\b(?:cost|expense|reclassified)\b)",
    re.IGNORECASE,
)
_SURE_FLOW = re.compile(
    r"^\W*(?:amortization|depreciation)\b(?!.*\bnet\b)|\b(?:write|charge)-?offs?\b|^\W*(?:increase|decrease|change)s?\W*$|"
    r"\b(?:expenses?|expenditures\s+for|net\s+periodic|cash\s+(?:in|out)flows|equity\s+(?:method\s+)?(?:income|earnings)|net\s+(?:income|earnings|sales)|compensation\s+(?:cost|expense)|revenues?|"
    r"proceeds|cash\s+paid|(?:interest|rental|lease|variable|operating)\s+(?:income|cost|expense))\b"
    r"(?!.*\b(?:deferred|accrued|prepaid|payable|receivable|unearned|liabilit|in\s+excess\s+of\s+billings))",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"(?<![/\w])\breclassif\w+|^\W*changes?\s+in\b|\b(?:obtained\s+in\s+exchange|transfers?\s+(?:in|out|to|from)|"
    r"(?:gains?|loss(?:es)?)\W*\s+(?:recognized|recorded)\s+in\s+(?:aoci|accumulated)|net\s+periodic|recognized\s+in\s+(?:other\s+comprehensive|earnings|income))\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:deferred|accrued|prepaid|unearned)\s+(?:[\w-]+\s+){0,2}?(?:revenues?|income|expenses?|compensation|marketing|interest|"
    r"costs?|taxes|sales|benefits?)\b(?!\s+(?:expenses?|benefits?\W*$))",
    re.IGNORECASE,
)
"""Names of balances that are made of the names of flows: "deferred revenue"."""
_ON_A_DAY = re.compile(
    r"\b(?:as\s+of|as\s+at|balance\s+sheets?|statements?\s+of\s+(?:consolidated\s+)?financial\s+(?:position|condition))\b"
    r"|\bat\s+(?:(?:fiscal\s+)?(?:year|quarter|period)[\s-]end|[A-Z][a-z]+\s+\d{1,2}\b)",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\b(?:ended|ending|during|for\s+(?:the\s+)?(?:fiscal\s+)?(?:years?|quarters?|three|six|nine|twelve|(?:19|20)\d\d)|"
    r"statements?\s+of\s+(?:consolidated\s+)?(?:operations|income|earnings|cash|comprehensive)|activity|roll-?forward|"
    r"changes\s+in)\b",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"\b(?:beginn?ing|opening|start)\b|\b(?:at|as\s+of|,)\s*January\s+1\W*$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\b(?:end(?:ing)?|closing)\b(?!\s+(?:rate|price))|\b(?:at|as\s+of|,)\s*December\s+31\W*$", re.IGNORECASE
)
_FIRST_OR_LAST = re.compile(r"\W*(?:beginning|opening|ending|closing)\b", re.IGNORECASE)
_HELD = re.compile(
    r"\W*(?:total|net|adjusted|unvested|nonvested|outstanding|aggregate)\b|"
    r".*\b(?:balances?|outstanding|cash|obligation|assets|liability|value|allowance|benefits?|period|year)\b",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"(?!.*\b(?:changes?|increases?|decreases?|payments?|transfers?|proceeds|average|costs?|interest|income|expenses?)\b).*\bbalances?\W*$",
    re.IGNORECASE,
)
_PORTION = re.compile(r"\b(?:included|recogni[sz]ed)\b.*\b(?:beginning|opening)\b", re.IGNORECASE)
_TOTAL_EQUITY = re.compile(
    r"^\W*total\s+(?:[\w’'.]+\s+){0,4}equity(?:\s*\W?deficit\W?)?\W*$", re.IGNORECASE
)  # the last row of a statement of equity
_SHEET = re.compile(
    r"\breconciliation\s+of\s+cash\b|^\W*amounts?\s+(?:recognized|recorded|included)\s+in\s+(?:accumulated|the\s+(?:consolidated\s+)?"
    r"(?:balance|statements?\s+of\s+financial\s+position))|\bdetermin\w+\s+(?:the\s+)?(?:year[\s-]end\s+)?(?:projected\s+)?"
    r"benefit\s+obligations?\W*$|"
    r"\b(?:recorded|recognized)\s+(?:in|on)\s+(?:the\s+)?(?:consolidated\s+)?balance\s+sheets?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def sure(words: str) -> Kind | None:
    """What words say that leave no doubt; None where they leave it open."""
    if _MOVED.search(words):
        return "duration"
    if _SURE_STOCK.search(words):
        return "instant"
    words = _PUT_OFF.sub(" accrued ", words)
    return "duration" if _SURE_FLOW.search(words) else None


@lru_cache(maxsize=8192)
def leaning(words: str) -> Kind | None:
    """What most of the words are used of; None for neither."""
    words = _PUT_OFF.sub(" accrued ", words)
    held, moved = len(_STOCK.findall(words)), len(_FLOW.findall(words))
    return "instant" if held > moved else "duration" if moved > held else None


@lru_cache(maxsize=8192)
def worded(line: str) -> Kind | None:
    """Whether a sentence speaks of a day ("as of") or of a time ("ended"); None for both or neither."""
    on_a_day, over_time = _ON_A_DAY.search(line), _OVER_TIME.search(line)
    if bool(on_a_day) == bool(over_time):
        return None
    return "instant" if on_a_day else "duration"


@lru_cache(maxsize=8192)
def is_balance(label: str) -> bool:
    """Whether a label names a balance at the beginning or the end of its column's period."""
    if _PORTION.search(label):
        return False
    if _TOTAL_EQUITY.search(label) or _BALANCE.match(label) or _FIRST_OR_LAST.match(label):
        return True
    ends = _BEGINNING.search(label) is not None or _ENDING.search(label) is not None
    return ends and _HELD.match(label) is not None


def is_beginning(label: str) -> bool:
    """Whether a label names a balance at the beginning."""
    return is_balance(label) and _BEGINNING.search(label) is not None


def is_sheet(section: str) -> bool:
    """Whether a section lists balances within a statement of flows."""
    return _SHEET.search(section) is not None


def weight(kind: Kind | None) -> int:
    """One for a stretch of time, minus one for a day, nought for neither."""
    return 0 if kind is None else 1 if kind == "duration" else -1
