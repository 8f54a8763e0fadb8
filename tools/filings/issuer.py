"""Whose report is it, where no cover page tells? Names from titles, audit opinions, running heads and definitions."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from tieout.tools.figures.companies import folded, name_words, words_of
from tieout.tools.filings.callednames import called
from tieout.tools.filings.namecues import FORM, cues, is_stranger

_LEAST = 14.0
"""What a name must weigh to be believed: less than one cue of each of two kinds."""
_OF_FORM = 1.3
_SPREAD = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Whose report a text is; None where nothing tells."""

    name: str | None = None
    names: tuple[str, ...] = ()
    """What else it is called in the text: short and former names, subsidiaries, ticker symbols."""


def issuer(pages: tuple[str, ...], title: str | None, registrant: str | None) -> Issuer:
    """Read whose report some pages are.

    Args:
        pages: the text of each page.
        title: what the file says its title is.
        registrant: the name on a form's cover, where there is one.
    """
    text = "\f".join(pages)
    scores: dict[tuple[str, ...], float] = defaultdict(float)
    shown: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name, weight in cues(pages, title):
        if core := words_of(name):
            scores[core] += weight
            shown[core][name] += 1
    whose = _fuller(registrant, _best(scores, shown, pages))
    return Issuer(name=whose, names=called(whose, text, pages)) if whose else Issuer()


def _fuller(registrant: str | None, best: str | None) -> str | None:
    """The name on the cover, but the text's where the cover's is only its last line: "COMPANY"."""
    if registrant is None or best is None:
        return registrant or best
    own, whole = name_words(registrant), name_words(best)
    is_part = len(own) < len(whole) and (whole[-len(own) :] == own or is_stranger(registrant))
    return best if is_part else registrant


def _best(
    scores: dict[tuple[str, ...], float], shown: dict[tuple[str, ...], Counter[str]], pages: tuple[str, ...]
) -> str | None:
    """The name that weighs most, with what its short forms weigh and how many pages print it."""
    plain = [folded(page) for page in pages]
    weighed: dict[tuple[str, ...], float] = {}
    for core, score in scores.items():
        shorter = sum(s for other, s in scores.items() if other != core and core[: len(other)] == other)
        spread = sum(" ".join(core) in page for page in plain) / max(len(plain), 1)
        has_form = any(FORM.search(name) for name in shown[core])
        weighed[core] = (score + shorter / 2 + _SPREAD * spread) * (_OF_FORM if has_form else 1)
    found = max(weighed, key=lambda core: (weighed[core], len(core)), default=None)
    if found is None or weighed[found] < _LEAST:
        return None
    return _printed(shown[found])


def _printed(names: Counter[str]) -> str:
    """The fullest way a name is printed, rather not in capitals."""
    formed = [name for name in names if FORM.search(name)] or list(names)
    return min(formed, key=lambda name: (name.isupper(), -names[name], len(name), name))
