"""Do documents print a name only as that of a company which somebody buys, sells or merges with?

Such a company has no documents of its own there, however often the buyer's report prints its name.
"""

import re
from collections.abc import Callable
from typing import Final

from tieout.tools.figures.companies import FORMS, name_words, words_of

_DEAL: Final = (
    r"(?:acqui(?:red?|ring|sition)|merg(?:ed?|er|ing)|purchas(?:ed?|ing)|bought|buy|buyout|takeover|sold|sale|divest\w*"
    r"|dispos(?:al|ed)|combin(?:ed?|ation)|consideration|goodwill|transaction|stake)"
)
_ABOUT = re.compile(rf"\b(?:{_DEAL}s?|deals?|paid for|pay for|sell|owns?|owned|invest\w*)\b", re.IGNORECASE)
"""A question about a deal, or about what somebody owns."""
_BEFORE: Final = 8
"""Words between a deal and the name of its object: "acquired all of the outstanding shares of"."""
_DONE: Final = (
    r"(?:(?:was|were|is|has been|had been|to be) (?:\w+ )?(?:acquired|merged|purchased|sold|bought)"
    r"|(?:acquisition|merger|transaction|combination|purchase|sale|deal))\b"
)
"""What follows the object of a deal."""
_NO_TELLING_FORM: Final = frozenset({"the", "and", "de", "new", "group", "trust"})


def printed_alone(question: str, name: str) -> Callable[[str], bool]:
    """Whether a text in plain words prints a name of the question, and not merely as the object of a deal.

    Deals count as well where the question is about one, and for a single word without a legal form, which may be a
    brand or a part of the company.
    """
    core = " ".join(name_words(" ".join(words_of(name)))) or " ".join(name_words(name))
    whole = " ".join(name_words(name))
    if _ABOUT.search(question) or not (" " in core or _is_formed(question, core)):
        return lambda text: f" {whole} " in text
    named = re.escape(whole)
    dealt = re.compile(rf"\b{_DEAL} (?:\w+ ){{0,{_BEFORE}}}?{named} |(?<= ){named} {_DONE}")
    return lambda text: f" {whole} " in dealt.sub(" ", text)


def _is_formed(question: str, core: str) -> bool:
    """Whether the question has the name with a legal form behind it."""
    asked = f" {' '.join(name_words(question))} "
    behind = asked.partition(f" {core} ")[2].split()
    return bool(behind) and behind[0] in FORMS - _NO_TELLING_FORM
