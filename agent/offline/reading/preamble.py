"""Which stretches of a question only say how to go about it? Roles, instructions, and the statements to look into."""

import re

Place = tuple[int, int]
_STATEMENT = (
    r"(?:(?:consolidated\s+)?(?:statements?\s+of\s+(?:consolidated\s+)?(?:financial\s+position|income|operations|cash\s+flows?|earnings)|"
    r"balance\s+sheets?|income\s+statements?|cash\s+flow\s+statements?|cash\s+flows?\s+statements?|p\s?(?:&|and)\s?l(?:\s+statements?)?|"
    r"profit\s+and\s+loss\s+statements?|financial\s+statements?|annual\s+reports?|10-?ks?(?:\s+filings?)?|filings?))"
)
_ROLE = re.compile(
    r"(?:assume|imagine|pretend|suppose)\s+(?:that\s+)?you(?:\s+are|[’']re)\b|you(?:\s+are|[’']re)\s+an?\b|you\s+have\b|"
    r"(?:as|acting\s+as)\s+an?\s+(?:\w+\s+){0,3}analyst\b|"
    r"(?:please\s+)?(?:answer|respond\s+to|address)\s+(?:the\s+(?:following\s+)?)?(?:question|prompt)|"
    r"(?:please\s+)?give\s+(?:a\s+|your\s+|me\s+a\s+)?(?:response|answer)\b|we\s+(?:want|need|would\s+like)\s+to\s+(?:calculate|compute|know)\s+"
    r"a\s+(?:financial\s+)?(?:metric|figure|ratio)|please\s+help\s+us\b|here(?:[’']s|\s+is)\s+the\s+question|"
    r"(?:please\s+)?(?:show|explain)\s+(?:me\s+)?(?:your|the|all)\s+(?:work|steps|workings?|calculations?)|step\s+by\s+step|"
    r"(?:use|using|utili[sz]e|considering|basing|based|by|when|according|in\s+agreement|relying|referencing|drawing|looking|from)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:according\s+to|based\s+(?:up)?on|basing|by\s+\w+ing|when\s+\w*\s*\w+ing|using|utili[sz]ing|considering|in\s+(?:agreement|line|accordance)\s+with|"
    r"relying\s+on|referencing|looking\s+at|drawing|from|judging)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\s*\b(?:(?:as\s+)?(?:according\s+to|reported\s+(?:in|on)|shown\s+(?:in|on)|stated\s+in|disclosed\s+in|outlined\s+in|found\s+in|based\s+on)|"
    rf"from|per)\s+(?:the\s+|its\s+)?(?:information\s+(?:in|from)\s+(?:the\s+)?)?{_STATEMENT}(?:\s+and\s+(?:the\s+)?{_STATEMENT})*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[,:]\s+(?=(?:please\s+|can\s+you\s+)?(?:what|how|which|by|did|does|do|was|were|is|are|has|have|calculate|compute|give|tell|determine|find|state)\b)",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"if\s+(?:the\s+|this\s+|there\s+)?(?:data|information|figure|value|answer|metric|it|is)\b.{0,60}\b(?:not?|un\w+|missing)\b.{0,60}"
    r"\b(?:return|answer|say|respond|write|reply|state|output)\b.*",
    re.IGNORECASE,
)
"""What to say where nothing is found: "If data is not available, return 'N/A'."."""
_LATEST = re.compile(
    r"\s*\([^()]*\b(?:last|latest|most\s+recent)\s+(?:reporting\s+)?period\b[^()]*\)|"
    r"\s+(?:at|for|in|within)\s+the\s+(?:end\s+of\s+the\s+)?period\s+(?:listed|covered|reported)\s+(?:in|by)\s+(?:the\s+)?annual\s+report|"
    r"(?<=\bwhat\swas\s)the\s+value\s+of\b|(?<=\bwhat\sis\s)the\s+value\s+of\b",
    re.IGNORECASE,
)
"""That the report's own period is meant, or a value, where nothing else could be."""
_PIECE = re.compile(r"[^.?!:;\n]+(?:[.?!:;\n]+|$)")
_FIGURE = re.compile(
    r"(?:19|20)\d\d|\bFY\s?\d\d|=|÷|/\s*\(?[a-z]|\bdefin|\bdivided\b|\bplus\b|\bminus\b|\b(?:ex|in)cluding\b",
    re.IGNORECASE,
)


def asides(text: str) -> tuple[Place, ...]:
    """Stretches that name no figure: "Assume that you are an analyst.", "According to the income statement, …"."""
    found = [m.span() for m in _PIECE.finditer(text) if _is_aside(m[0])]
    for piece in _PIECE.finditer(text):
        asked = _ASKS.search(piece[0] + " what", 1)
        lead = piece[0][: asked.start()] if asked else ""
        if (
            lead
            and _OPENS.match(lead.strip())
            and re.search(_STATEMENT, lead, re.IGNORECASE)
            and not _FIGURE.search(lead)
        ):
            found.append((piece.start(), piece.start() + len(lead) + 1))
    found += [m.span() for m in _LATEST.finditer(text)]
    found += [m.span() for m in _FROM.finditer(text) if not any(s <= m.start() < e for s, e in found)]
    return tuple(sorted(found))


def _is_aside(piece: str) -> bool:
    """Whether a sentence is only an instruction: it opens as one, asks for nothing, holds no year and no formula."""
    said = piece.strip().rstrip(".:;!\n ")
    if _UNLESS.fullmatch(said):
        return True
    if (
        not said
        or piece.rstrip().endswith("?")
        or _FIGURE.search(said)
        or re.search(r"\bwhat\b|\bhow (?:much|many)\b", said, re.IGNORECASE)
    ):
        return False
    if re.fullmatch(rf"(?:the\s+)?{_STATEMENT}(?:\s+and\s+(?:the\s+)?{_STATEMENT})*", said, re.IGNORECASE):
        return True
    opening = _ROLE.match(said)
    if opening is None:
        return False
    listed = re.match(
        r"(?:use|using|utili|consider|basing|based|by|when|according|in\s|rely|refer|draw|look|from)",
        said,
        re.IGNORECASE,
    )
    return listed is None or re.search(_STATEMENT, said, re.IGNORECASE) is not None
