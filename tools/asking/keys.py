"""By which words is a company's name told from others, and when are some words a part or an abbreviation of it?"""

import re

from tieout.tools.figures.companies import COMMON, FORMS, GENERIC, folded, name_words, words_of

Words = tuple[str, ...]
"""Folded words of a name, in their order."""
SMALL = frozenset("of and the for de du des da do la le di und y e et van von in".split())
LEAST_TELLING = 5


def key_of(name: str) -> Words:
    """The words of a name that tell it from others, folded; all its words where the rest is none: "Capital Bancorp"."""
    words = name_words(" ".join(words_of(name)))
    return words if telling(words) else written(name)


def written(name: str) -> Words:
    """All words of a name as it is written, folded, without a state of incorporation behind a stroke."""
    return name_words(re.sub(r"/\w+/?\s*$", "", name))


def telling(words: Words) -> bool:
    """Whether some words can be a company's name: not all of them begin many names."""
    kept = [word for word in words if word not in SMALL]
    return bool(kept) and (len(kept) > 1 or (kept[0] not in GENERIC and kept[0] not in COMMON and kept[0] not in FORMS))


def joined(text: str) -> str:
    """The letters and digits of a name in one, as "Total Energies" is TotalEnergies."""
    return re.sub(r"\W", "", folded(text))


def within(few: Words, many: Words) -> bool:
    """Whether some words stand in this order among others, and a telling one among them."""
    rest = iter(many)
    told = any(len(w) >= LEAST_TELLING and w not in GENERIC | COMMON | SMALL for w in few)
    return len(few) < len(many) and told and all(word in rest for word in few)


def abbreviates(short: str, full: Words) -> bool:
    """Whether a short form is a beginning of one word and a beginning of the next, two letters of each at least."""
    if len(full) != 2:  # noqa: PLR2004 - of two words
        return False
    cuts = range(2, len(short) - 1)
    return any(full[0].startswith(short[:cut]) and full[1].startswith(short[cut:]) for cut in cuts)
