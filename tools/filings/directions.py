"""Whether the brackets around an amount make it negative, or only say that it is taken away."""

import re
from functools import lru_cache

_TAKEN = re.compile(
    r"^\W*(?:less\b|(?:re)?purchases?\b|(?:common\s+stock|shares|stock)\s+(?:re)?purchased\b|payments?\b|repayments?\b|"
    r"redemptions?\b|dividends?\b|distributions?\b|acquisitions?\b|business(?:es)?\s+acquired|capital\s+expenditures?\b|"
    r"additions\s+to\s+(?:property|plant|premises)|investments?\s+in\b|cash\s+(?:paid|dividends)\b|taxes\s+paid\b|"
    r"(?:RSUs?|PSUs?|PRSUs?|shares|(?:stock\s+)?options|awards|units)\s+(?:vested|cancell?ed|forfeited|expired|exercised)\b|"
    r"(?:total\s+|net\s+)?deferred\s+(?:tax\s+)?liabilities\b|(?:non-?\s?current|current|long-term)\s+liabilit(?:y|ies)\b|"
    r"expected\s+return\s+on\s+plan\s+assets|sublease\s+income|licensing\s+gains?|preferred\s+stock\s+dividends|"
    r"gains?\s+(?:on|from|associated\s+with)\s+(?:the\s+)?(?:sales?|disposals?|dispositions?|divestitures?|licens\w+)|"
    r"(?:selling|general|marketing|research)\b[\w\s,&]*(?:administrative|marketing|development)(?:\s*\(\w{1,4}\))?\W*$|"
    r"treasury\s+(?:stock|shares)\b|(?:common\s+)?stock\s+(?:held\s+in\s+treasury|in\s+treasury|withheld)|"
    r"accumulated\s+(?:depreciation|amortization)|(?:valuation\s+)?allowances?\b|forfeit(?:ed|ures)\b|exercised\b|vested\b|"
    r"cancell?ed\b|expired\b|converted\b|released\b|decreases?\b(?!\s*[\(/])|reductions?\b|deductions?\b|write-?offs?\b|"
    r"charge-?offs?\b|(?:total\s+)?benefits?\s+(?:paid|payments)|(?:total\s+)?costs?\s+(?:of|and)\b|"
    r"(?:total\s+)?operating\s+expenses\b|(?:unamortized|debt)\s+(?:debt\s+)?(?:discount|issuance)|settlements?\b|"
    r"taxes\s+related\s+to\s+net\s+share|retirements?\b|impairments?\b|provision\s+for\s+income\s+taxes|lapse|expirations?\b|"
    r"deferred\s+tax\s+liabilit|current\s+(?:portion|maturities)|(?:gross\s+)?unrealized\s+(?:holding\s+)?losses)|"
    r"\b(?:repurchased\b|(?:repurchases?|repayments?)\s+of|dividends\s+(?:paid|declared)|benefits?\s+paid|"
    r"(?:share|stock)\s+repurchases?|imputed\s+interest|present\s+value\s+discount|less\s+(?:amount|current)|"
    r"(?:research|development|foreign|energy)\b(?:\s+\w+)*\s+credits?(?:,\s*net)?\W*$|deductions?\W*$|(?:pension|plan)\s+contributions\b|"
    r"(?:amortization|depreciation|compensation|corporate|general|development|administrative|marketing|interest|tax|operating|other|rent|lease)"
    r"\s+expenses?\W*(?:,\s*net)?$)",
    re.IGNORECASE,
)
_TAKEN_COLUMN = re.compile(
    r"\b(?:accumulated\s+(?:depreciation|amortization)|(?:gross\s+)?unrealized\s+(?:holding\s+)?losses|deductions|"
    r"treasury\s+(?:stock|shares)\s+at\s+cost)\b(?!.*\bgains?\b)",
    re.IGNORECASE,
)
_TAKEN_SECTION = re.compile(r"^\W*(?:less\W*$|deferred\s+(?:income\s+)?tax\s+liabilit)", re.IGNORECASE)
_SAVED = re.compile(r"\btax\s+benefits?\s+(?:related\s+to|on)\b|^\W*related\s+tax\s+benefits?\b", re.IGNORECASE)
_BOTH_WAYS = re.compile(
    r"\((?:increases?|decreases?|gains?|loss(?:es)?|benefits?|proceeds|income|provision|expenses?|costs?|repayments?|payments?|"
    r"paid|purchases?|recover\w+|deductions?)\)|"
    r"\w/\(?(?:increases?|decreases?|gains?|loss|benefits?|proceeds|income|repayments?|\(\w+)\)?|"
    r"\b(?:net\s+of\s+(?:repayments|maturities|cash)|or)\b|\bgain|\bincome\s+tax\s+benefit",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_taken_away(label: str, head: str = "", section: str = "") -> bool:
    """Whether the words already take an amount away: "Less: imputed interest (2,345)" is 2,345 of interest.

    A label that names both directions, "Gain (loss)", leaves it to the brackets.

    Args:
        label: the row's label.
        head: the words over the column.
        section: what the row stands under.
    """
    if _SAVED.search(label):
        return True
    if _BOTH_WAYS.search(label):
        return False
    return (
        _TAKEN.search(label) is not None
        or _TAKEN_COLUMN.search(head) is not None
        or _TAKEN_SECTION.search(section) is not None
    )
