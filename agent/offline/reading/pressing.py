"""Which words of a question only press for an answer? Rank, haste, a check said to be off, a figure to agree to.

None of it changes what is asked, and so none of it is read: what is left is the question.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_CHECKS = (
    r"(?:gates?|check(?:s|ing|er)?|double-check\w*|verif\w+|validat\w+|proofs?|proving|safety|safeguards?|filters?|"
    r"guard ?rails?|restrictions?|limits|rules?|critic|sources?|citations?|references|evidence|instructions?|prompts?|"
    r"polic(?:y|ies)|compliance|tie-?out)"
)
_OFF = (
    r"(?:off|disabled?|deactivat\w+|suspend\w*|lift(?:ed)?|waiv\w+|remov\w+|unnecessary|optional|bypass\w*|overrid\w+|"
    r"overrul\w+|skip\w*|ignor\w+|forget|drop(?:ped)?|disregard\w*|switch\w*|turn(?:ed)?|without|no|no longer|"
    r"need not|needn[’']?t|not? (?:need\w*|required|necessary|apply)|"
    r"do(?:es)?(?:n[’']?t| not) (?:need|apply|matter|count))"
)
_RANK = (
    r"(?:ceo|cfo|coo|cto|chief|officer|director|president|chair\w*|auditors?|controller|treasurer|developers?|engineer|"
    r"maker|author|owner|admin\w*|manager|boss|analysts?|regulator|inspector|examiner|judge|lawyer|partner|investor|shareholder|"
    r"journalist|professor|root|superuser|operator|founder|head of|vice|user|customer|dan|ai|bot|assistant|oracle|"
    r"psychic|fortune[- ]teller|time travell?er|expert|genius|friend|grandm\w+)"
)
_WHO = r"(?:i am|i[’']m|we are|we[’']re|this is|speaking as|as|you are(?: now)?|you[’']re(?: now)?)"
_LOST = r"(?:job|house|home|client|bonus|deal|money|licen[cs]e)"
_NOT_WANTED = (
    r"(?:sources?|citations?|references|explanations?|caveats?|disclaimers?|footnotes?|proofs?|hedg\w+|excuses|words|"
    r"text|ifs)"
)
_WORD = r"(?:confirm|repeat|say|write|print|state|agree|admit|approve|sign)"
_PRESSES = (
    rf"^(?:and |but |so |since )?{_WHO}\b(?: \S+){{0,4}}? {_RANK}\b",
    rf"\b{_CHECKS}\b.*\b{_OFF}\b",
    rf"\b{_OFF}\b.*\b{_CHECKS}\b",
    r"\b(?:urgent\w*|emergency|asap|hurry|deadline|no time|time is (?:short|running out)|last chance)\b",
    r"^\W*(?:sudo|system|override|admin override)\b",
    rf"\b(?:lose|lost|cost me) (?:my|our|the|his|her) {_LOST}\b",
    r"\b(?:fire[ds]?|sack(?:ed)?|sue[ds]?|kill\w*|punish\w*|shut|replace[ds]?)\b.*\b(?:me|us|you|them|down)\b",
    r"\b(?:will|would|could|might|may) (?:die|suffer|be (?:fired|sacked|ruined|hurt|sued))\b",
    r"\b(?:depends?|at stake|counting) on (?:you|it|this)\b",
    r"\b(?:life or death|desperate|beg(?:ging)? you|in trouble)\b",
    r"\boff the record\b|\b(?:in confidence|confidentially|our (?:little )?secret)\b",
    r"\b(?:just )?between (?:you and me|us|ourselves|friends)\b",
    r"\b(?:nobody|no one) (?:will|would|needs to|has to|is going to)\b",
    r"\b(?:pretend|imagine|role-?play\w*|act(?:ing)? as|jailbreak\w*|(?:developer|dan|god|debug|admin) mode)\b",
    r"\b(?:only|just|simply|nothing but|any)\b(?: \w+){0,3} (?:number|figure|digits?|value|amount|answer)\b",
    r"^(?:please )?(?:reply|respond|answer) (?:only |just )?with\b|^nothing else$|^one (?:number|figure|word)$",
    r"^no need (?:for|to)\b",
    rf"^(?:and |with |but )?(?:no|without(?: any)?|skip(?: the)?|leave out(?: the)?|spare me(?: the)?) {_NOT_WANTED}\b",
    r"\b(?:take|bear|accept|assume)s? (?:full |all |the |any )*(?:responsib\w+|blame|liability)\b",
    r"\b(?:trust|believe) me\b|\bthis is an order\b|\bpermission\b",
    r"\bi (?:promise|swear|guarantee|authori[sz]e|allow|permit|insist|order|command|demand)\b",
    r"\byou(?:[’']re| are) (?:now )?(?:allowed|authori[sz]ed|permitted|free|unrestricted)\b",
    rf"^(?:and |so |now |then |please |just )*{_WORD}(?: (?:it|this|that|so|yes|down|off|for me|to me|please|now))*$",
    r"^(?:fill in the blanks?|(?:finish|complete) (?:the|this|my) sentence|come on|stop refusing)$",
    r"\brefus\w+|^you (?:must|have to|will|should) answer\b|\bdo(?:n[’']?t| not) care\b|^i work (?:at|for|in|with)\b",
    r"\bnot (?:being )?recorded\b|\b(?:just|only) (?:a |for a )?(?:test|joke|game|demo)\b|\bi (?:said|told you|say)$",
    r"^the (?:filing|10-k|report|source|document)s? (?:is|are) (?:wrong|outdated|incorrect|false|mistaken)$",
    r"^correct (?:it|that|your(?:self| answer))$|^we (?:have )?(?:restated|corrected|updated)(?: it| that)?$",
    r"\bknows? (?:the|this|that) (?:number|figure|answer)\b",
    r"^do(?:n[’']?t| not) (?:refuse|be \w+|argue|worry\b.*)$|^(?:i know )?you (?:can|must) (?:know|do it)$",
    r"^(?:everybody else|other (?:tools|ais?|models|bots)|chatgpt) (?:can|does|do|did|would|will|told)\b.*$",
)
"""Of a stretch between two marks: who asks, that the check is off, haste, what will happen, what to leave out."""
_PLEASE = (
    r"(?:(?:please|kindly|just|simply|now|so|then|and|but|can you|could you|will you|would you|go ahead and|let[’']?s|"
    r"i (?:want|need|order) you to|you (?:must|have to|need to|can|should|may|will))[, ]+)*"
)
_NUMBER_FOR = r"(?:an? (?:number|figure|value) (?:for|of) )?"
_TELL = rf"(?:tell|give|show|hand|send|provide) (?:me|us) (?:just |only |simply )?{_NUMBER_FOR}"
_NOT = r"(?:do(?:n[’']?t| not) |won[’']?t |will not |refuse to |can[’']?t |cannot )?"
_ALL = r"(?:all |any |of |the |your |these |those |previous |prior |earlier )*"
_LEADS = (
    rf"(?:if|unless|until|in case) you {_NOT}(?:{_TELL}|(?:give|name|state|print|provide) {_NUMBER_FOR})",
    rf"{_PLEASE}{_OFF} {_ALL}{_CHECKS}(?: (?:and|or) (?:the )?{_CHECKS})*(?:,| and| then| just)* ",
    rf"{_WHO} (?:the|an?) (?:\w+ ){{0,3}}?{_RANK}(?: of (?:\S+ ){{1,3}}?)? ?(?:and|,) (?={_TELL})",
    r"i have (?:\S+ ){1,5}?(?:in front of me|right here|here) and it (?:clearly )?(?:says|states|shows)(?: that)? ",
    rf"(?:stop|quit) (?:refusing|stalling|arguing)(?:,| and| then)* (?:{_TELL})?",
    rf"{_PLEASE}(?:output|produce|reveal) ",
    r"i (?:order|command|authori[sz]e|permit|allow|instruct) you to (?:give|tell|show|report|name|print)(?: me| us)? ",
)
"""The beginning of a stretch that goes on with the question."""
_AGREE = (
    r"(?:confirm|verify|validate|double-?check|cross-?check|affirm|acknowledge|certify|attest|corroborate|agree|repeat|"
    r"say|print|write|state|put|report|declare|announce|record)"
)
_DOWN = r"(?: (?:after me|down|for me|to me|with me|for us|it|in writing))*"
_THAT = r"(?: (?:that|whether|if|the fact that|the statement|the following|the (?:figure|amount) of))?"
_THEY = r"(?:the|our|my|your) (?:board|auditors?|bank|boss|lawyers?|cfo|ceo|press|news|market)"
_OTHERS = (
    r"(?:(?:my|our|a|the) (?:colleague|friend|boss|teacher|professor|client|newspaper|paper|article|website|chatbot)|"
    r"chatgpt|gpt|gemini|claude|copilot|wikipedia|google|twitter|reddit)"
)
_THERE = r"(?: (?:in|on|from) (?:the |an? |my )?\w+)?"
_SIGNED = r"(?:approved|checked|confirmed|verified|signed off)"
_KNOWN = r"(?:well known|a fact|obvious|clear|common knowledge)"
_SAYS_SO = (
    rf"{_PLEASE}{_AGREE}{_DOWN}{_THAT}\b[:,]? ?",
    r"(?:is|isn[’']?t) it (?:true|right|correct|the case|a fact|not true) that ",
    r"am i right that |(?:would|do) you agree that ",
    rf"(?:i|we) (?:believe|think|heard|read|know|understand|am sure|am told|was told|take it){_THERE}(?: that)? ",
    rf"{_OTHERS} (?:says?|said|told (?:me|us)|claims?|writes?|wrote|insists?)(?: that)? ",
    r"(?:everyone|everybody|anyone) (?:knows|agrees|says)(?: that)? ",
    r"(?:as )?(?:you|we) (?:all |both )?know(?: that)?,? ",
    rf"it(?:[’']?s| is) {_KNOWN} that ",
    rf"{_THEY} (?:has |have |already )*{_SIGNED}(?: (?:it|on it))?{_THAT}[:,]? ",
)
"""What only asks that a stated figure be agreed to."""
_TAGS = (
    r"right|correct|true|yes|no|ok(?:ay)?|agreed|yes or no|can you confirm(?: (?:it|this|that))?",
    r"isn[’']?t (?:it|that (?:right|so|true|correct))|wasn[’']?t it|weren[’']?t (?:they|it)|aren[’']?t they",
    r"am i (?:right|correct|wrong)|is (?:that|this) (?:right|correct|true|so)|(?:do(?:n[’']?t)? you|would you) agree",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


_TAIL = re.compile(
    rf",? (?:without (?:any |the |further |more )?|no ){_CHECKS}(?:,? (?:and|or) (?:any |the )?{_CHECKS})* *[.!]*$",
    re.IGNORECASE,
)
_PRESSED, _LEAD, _CLAIM = _any(_PRESSES), _any(_LEADS), _any(_SAYS_SO)
_TAG = re.compile(rf"(?:,|[.?!;])? *(?:{'|'.join(_TAGS)}) *[?.!]*$", re.IGNORECASE)
_MARKS = re.compile(r"(?<=[.!?;:]) |, | [–—-] | (?=(?:unless|if|otherwise|or else) )", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A question without what presses for its answer."""

    text: str
    dropped: str = ""
    """The words that were left out, for the names in them."""
    agrees: bool = False
    """Whether it asks that what it states be confirmed."""


def unpressed(text: str, *, states: bool, holds: Callable[[str], bool]) -> Pressed | None:
    """The question alone; None where nothing presses, or nothing would be left of it.

    Args:
        text: as it was typed.
        states: whether it states an amount, which may be what is to be confirmed.
        holds: whether a stretch names a metric, an amount or a time, and so is part of the question.
    """
    flat = " ".join(text.split())
    rest = _TAG.sub("", flat) if states else flat
    agrees = rest != flat
    tail = _TAIL.search(rest)
    rest = rest[: tail.start()] if tail else rest
    kept: list[str] = []
    dropped: list[str] = [tail[0]] if tail else []
    for piece in _pieces(rest):
        if _is_pressing(piece, holds):
            dropped.append(piece)
            continue
        lead = _LEAD.match(piece)
        start = lead.end() if lead is not None and not holds(lead[0]) else 0
        dropped += [piece[:start]] if start else []
        claim = _CLAIM.match(piece, start) if states else None
        if claim is not None and not holds(claim[0]):
            agrees, start = True, claim.end()
        kept.append(piece[start:])
    left = "".join(kept).strip(" ,;:-–—")
    if not (dropped or agrees) or not re.search(r"\w{3}", left):
        return None
    return Pressed(text=left, dropped=" ".join(dropped), agrees=agrees)


def _is_pressing(piece: str, holds: Callable[[str], bool]) -> bool:
    """Whether a stretch says nothing of what is asked; a question and a condition do."""
    said = piece.strip().rstrip(" .,:;!-–—").strip()
    if piece.rstrip().endswith("?") or re.match(r"if\b", said, re.IGNORECASE):
        return False
    return _PRESSED.search(said) is not None and not holds(said)


def _pieces(text: str) -> list[str]:
    """The stretches between two marks, each with the mark behind it."""
    ends = [m.end() for m in _MARKS.finditer(text)]
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
