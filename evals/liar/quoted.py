"""How can a quotation lie? Altered words, other places, other speakers, figures cut or typed around it."""

import re

from tieout.evals.liar.lie import Desk, Lie, Maker, lie
from tieout.evals.liar.sentences import text_of
from tieout.locator import Locator, Span, quote_hash

_NUMBER = re.compile(r"\d[\d,.]*\d")
_LONGEST = 200
_INVENTED = Span(document="nobody", content_hash="0" * 64, quote_hash="0" * 16, start=0, end=5)


def _words(desk: Desk) -> tuple[str, Locator] | None:
    """The beginning of a passage, and where exactly it stands."""
    passages = [p for p in desk.passages if p.locator.start is not None and len(p.text) > 1]
    if not passages:
        return None
    passage = desk.random.choice(passages)
    words = passage.text[: desk.random.randint(20, _LONGEST)].strip()
    return words, placed(passage.locator, passage.text.find(words), words)


def placed(locator: Locator, offset: int, words: str) -> Locator:
    """A part of a place, whose words are given."""
    start = (locator.start or 0) + offset
    return locator.model_copy(update={"start": start, "end": start + len(words), "quote_hash": quote_hash(words)})


def _quotation(kind: str, desk: Desk, template: str, at: Locator, *, false: bool = True) -> Lie | None:
    text = template.replace("{", "(").replace("}", ")")
    return lie(kind, desk.claim(text, kind="quotation", at=(at,)), false=false)


def verbatim(desk: Desk) -> Lie | None:
    """No lie: the words as they stand."""
    found = _words(desk)
    return _quotation("verbatim", desk, f"“{found[0]}”", found[1], false=False) if found else None


def altered(desk: Desk) -> Lie | None:
    """One character is another."""
    found = _words(desk)
    if found is None:
        return None
    words, at = found
    places = [i for i, letter in enumerate(words) if letter.isalnum()]
    if not places:
        return None
    place = desk.random.choice(places)
    new = desk.random.choice([c for c in ("17" if words[place].isdigit() else "aeo") if c != words[place]])
    return _quotation("altered by one character", desk, f"“{words[:place]}{new}{words[place + 1 :]}”", at)


def invented(desk: Desk) -> Lie | None:
    """Words that stand nowhere, at a true or an invented place."""
    found = _words(desk)
    if found is None:
        return None
    said = desk.random.choice(
        ("Net sales were $987 billion.", f"{found[0]} 5", f"$5 {found[0]}", "We lost it all.", " ")
    )
    return _quotation("invented words", desk, f"“{said}”", desk.random.choice((found[1], _INVENTED)))


def elsewhere(desk: Desk) -> Lie | None:
    """True words at a place that does not open."""
    found = _words(desk)
    if found is None:
        return None
    words, at = found
    start = (at.start or 0) + 3
    wrong: dict[str, object] = desk.random.choice(
        [
            {"document": "nobody"},
            {"content_hash": "0" * 64},
            {"quote_hash": "0" * 16},
            {"start": start, "end": start + len(words)},
            {"start": None, "end": None},
        ]
    )
    return _quotation("place that does not open", desk, f"“{words}”", at.model_copy(update=wrong))


def misattributed(desk: Desk) -> Lie | None:
    """True words, said by another company or in another year's report."""
    found = _words(desk)
    document = desk.documents.get(found[1].document) if found else None
    if found is None or document is None:
        return None
    others = sorted({f.entity.name for f in desk.facts if f.entity.key != document.entity.key})
    leads = [f"{name} {verb}: " for name in others for verb in ("says", "reported", "wrote")]
    leads += ["Tesla, Inc. said: ", "The auditor states: ", "The SEC found: ", "In its 10-Q, the company says: "]
    leads += [f"In its 10-K for fiscal {year}, the company says: " for year in (1999, 2031)]
    return _quotation("misattributed quotation", desk, f"{desk.random.choice(leads)}“{found[0]}”", found[1])


def surrounded(desk: Desk) -> Lie | None:
    """True words with a claim around them."""
    found = _words(desk)
    if found is None:
        return None
    words = found[0]
    form = desk.random.choice(
        (
            f"Sales were $987 billion: “{words}”",
            f"“{words}”, which is $987 billion.",
            f"Nine hundred billion dollars: “{words}”",
            f"It says “{words}” and sales doubled.",
            f"In its report of a tenfold gain, it said: “{words}”",
            f"“{words}” “{words} $987 billion”",
            f"“$987 billion” “{words}”",
            f"It is false that “{words}”",
            f"The company denies: “{words}”",
        )
    )
    return _quotation("claim around a quotation", desk, form, found[1])


def cut(desk: Desk) -> Lie | None:
    """A figure of the source from which digits, sign or scale are cut."""
    passages = [p for p in desk.passages if p.locator.start is not None and _NUMBER.search(p.text)]
    if not passages:
        return None
    passage = desk.random.choice(passages)
    number = desk.random.choice(list(_NUMBER.finditer(passage.text)))
    start, end = number.start(), number.end()
    start, end = desk.random.choice(((start + 1, end), (start, end - 1), (start + 1, min(end + 20, len(passage.text)))))
    words = passage.text[start:end]
    if not words.strip() or words.strip(",.") == number[0]:
        return None
    at = placed(passage.locator, start, words)
    return _quotation("cut figure", desk, f"“{words}”", at)


def within(desk: Desk) -> Lie | None:
    """Quotation marks around a figure inside another kind of sentence."""
    known = desk.any_known(money=True)
    if known is None:
        return None
    form = desk.random.choice(
        (
            "{name}’s {words} {verb} “$987 billion” in fiscal {year}.",
            "{name}’s {words} {verb} “{{v}}” in fiscal {year}, “up tenfold”.",
            "{name}’s {words} {verb} {{v}} in fiscal {year}: “we made $987 billion”.",
            "It said “{words} {verb} nine hundred billion dollars” ({{v}}).",
        )
    )
    template = text_of(known, form)
    held = known.fact if "{v}" in template else None
    how = desk.random.choice(("figure", "prose"))
    return lie("quotation marks in a sentence", desk.claim(template, held, kind=how), held)  # type: ignore[arg-type]  # one of two kinds


QUOTED: dict[str, Maker] = {
    "verbatim": verbatim,
    "altered by one character": altered,
    "invented words": invented,
    "place that does not open": elsewhere,
    "misattributed quotation": misattributed,
    "claim around a quotation": surrounded,
    "cut figure": cut,
    "quotation marks in a sentence": within,
}
