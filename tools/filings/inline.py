"""Which figures and words a filing tags, and what each is worth (Inline XBRL 1.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from tieout.tools.filings.contexts import Context, Names, contexts, units
from tieout.tools.filings.formats import number

SPACES = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")
_FRACTIONS = frozenset(f"{{{space}}}fraction" for space in SPACES)
NUMBERS = frozenset(f"{{{space}}}nonFraction" for space in SPACES) | _FRACTIONS
_WORDS = frozenset(f"{{{space}}}nonNumeric" for space in SPACES)
_CONTINUES = frozenset(f"{{{space}}}continuation" for space in SPACES)
_EXCLUDES = frozenset(f"{{{space}}}exclude" for space in SPACES)
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_LARGEST_SCALE = 30
_MOST_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One tagged figure; a `value` of None is nil."""

    element: etree._Element
    ordinal: int
    concept: str
    context: Context
    unit: str
    value: Decimal | None
    decimals: int | None
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One tagged text."""

    concept: str
    context: Context
    text: str


@dataclass(slots=True)
class Inline:
    """Everything that a document tags, in document order."""

    figures: list[Figure] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    """Only of the taxonomies that were asked for."""
    unreadable: list[str] = field(default_factory=list)
    """Figures whose text their format does not allow: concept and text."""
    missing: list[str] = field(default_factory=list)
    """Contexts and units that tags refer to and that are not there."""


def inline(
    root: etree._Element,
    prefixes: frozenset[str] = frozenset({"dei"}),
    beside: Sequence[etree._Element] = (),
) -> Inline:
    """Collect the tagged figures, and the tagged words of some taxonomies.

    Args:
        root: the parsed document.
        prefixes: the taxonomies whose words are wanted.
        beside: the other documents of the same filing, whose contexts, units and continuations may be referred to.
    """
    names = Names(root)
    found = Inline()
    known, measures = contexts(root, names), units(root)
    later: dict[str, etree._Element] = {}
    for other in beside:
        known = contexts(other, Names(other)) | known
        measures = units(other) | measures
    for part in (*beside, root):
        later.update((element.get("id", ""), element) for element in part.iter(*_CONTINUES))
    for ordinal, element in enumerate(root.iter(*NUMBERS)):
        context, unit = known.get(element.get("contextRef", "")), measures.get(element.get("unitRef", ""))
        if context is None or unit is None:
            key = "contextRef" if context is None else "unitRef"
            found.missing.append(f"{key} {element.get(key)!r}")
        elif context.end is not None:
            concept = names.name(element.get("name", ""), element)
            _add_figure(found, element, ordinal=ordinal, concept=concept, context=context, unit=unit)
    for element in root.iter(*_WORDS):
        concept = names.name(element.get("name", ""), element)
        context = known.get(element.get("contextRef", ""))
        if context is not None and concept.partition(":")[0] in prefixes:
            found.words.append(Words(concept=concept, context=context, text=_continued(element, later)))
        elif context is None:
            found.missing.append(f"contextRef {element.get('contextRef')!r}")
    return found


def _add_figure(
    found: Inline, element: etree._Element, *, ordinal: int, concept: str, context: Context, unit: str
) -> None:
    text = _shown(element)
    is_nil = element.get(_NIL, "").strip() in {"true", "1"}
    value = None if is_nil else _value(element, text)
    if value is None and not is_nil:
        found.unreadable.append(f"{concept} {text!r}")
        return
    figure = Figure(
        element=element,
        ordinal=ordinal,
        concept=concept,
        context=context,
        unit=unit,
        value=value,
        decimals=_decimals(element, value),
        printed=" ".join(text.split()),
    )
    found.figures.append(figure)


def _shown(element: etree._Element) -> str:
    """The text of an element without what it excludes."""
    if next(element.iter(*_EXCLUDES), None) is None:
        return "".join(str(part) for part in element.itertext())
    parts = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        if event == "start" and part.tag in _EXCLUDES:
            walker.skip_subtree()
        elif event == "start":
            parts.append(part.text or "")
        elif part is not element:
            parts.append(part.tail or "")
    return "".join(parts)


def _value(element: etree._Element, text: str) -> Decimal | None:
    if element.tag in _FRACTIONS:
        return _fraction(element)
    plain = number(text, element.get("format"))
    scale = _whole(element.get("scale", "0"))
    if plain is None or scale is None or abs(scale) > _LARGEST_SCALE:
        return None
    value = Decimal(format(plain.scaleb(scale), "f"))
    return -value if element.get("sign") == "-" and value else value


def _fraction(element: etree._Element) -> Decimal | None:
    """A numerator over a denominator, to as many digits as a decimal holds; one fraction may stand within another."""
    parts = {name: next(element.iter(f"{{*}}{name}"), None) for name in ("numerator", "denominator")}
    values = [None if part is None else _value(part, _shown(part)) for part in parts.values()]
    top, bottom = values
    return top / bottom if top is not None and bottom else None


def _decimals(element: etree._Element, value: Decimal | None) -> int | None:
    """The accuracy; None is exact. `precision` counts significant digits instead."""
    if (decimals := element.get("decimals")) is not None:
        return _whole(decimals)
    precision = _whole(element.get("precision", ""))
    if precision is None or not value:
        return None
    return precision - value.adjusted() - 1


def _whole(text: str) -> int | None:
    text = text.strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else None


def _continued(element: etree._Element, later: dict[str, etree._Element]) -> str:
    """The text of an element and of its continuations."""
    parts, seen = [], set[str]()
    following: etree._Element | None = element
    while following is not None:
        parts.append(_shown(following))
        link = following.get("continuedAt", "")
        following = None if link in seen else later.get(link)
        seen.add(link)
    return " ".join(" ".join(parts).split())
