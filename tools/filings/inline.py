"""Which figures and words a filing tags, and what each is worth (Inline XBRL 1.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

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
_LONGEST = 200
"""Characters; no figure of a filing comes near it."""
_SHOWN = 40

T = TypeVar("T")


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
    format: str | None = None


@dataclass(slots=True)
class Inline:
    """Everything that a document tags, in document order."""

    figures: list[Figure] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    """Only of the taxonomies that were asked for."""
    unreadable: list[str] = field(default_factory=list)
    """Figures whose text their format does not allow: concept and text."""
    undated: list[str] = field(default_factory=list)
    """Concepts of figures whose period or unit cannot be read, or is declared twice and differs."""
    inexact: list[str] = field(default_factory=list)
    """Concepts of figures that do not say how accurate they are; they are as accurate as they are printed."""
    missing: list[str] = field(default_factory=list)
    """Contexts and units that tags refer to and that are not there."""
    loose: list[str] = field(default_factory=list)
    """Continuations that texts refer to and that are not there."""

    @property
    def is_whole(self) -> bool:
        """Whether all that the document refers to is there."""
        return not (self.missing or self.loose)


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
    known = _agreed([contexts(other, Names(other)) for other in beside]) | contexts(root, names)
    measures = _agreed([units(other) for other in beside]) | units(root)
    later: dict[str, etree._Element] = {}
    for part in (*beside, root):
        later.update((element.get("id", ""), element) for element in part.iter(*_CONTINUES))
    for ordinal, element in enumerate(root.iter(*NUMBERS)):
        context, unit = known.get(element.get("contextRef", "")), measures.get(element.get("unitRef", ""))
        if context is None or unit is None:
            key = "contextRef" if context is None else "unitRef"
            found.missing.append(f"{key} {element.get(key)!r}")
        elif context.end is None or not unit:
            found.undated.append(names.name(element.get("name", ""), element))
        else:
            concept = names.name(element.get("name", ""), element)
            _add_figure(found, element, ordinal=ordinal, concept=concept, context=context, unit=unit)
    for element in root.iter(*_WORDS):
        if (link := element.get("continuedAt", "")) and link not in later:
            found.loose.append(link)
        concept = names.name(element.get("name", ""), element)
        context = known.get(element.get("contextRef", ""))
        if context is not None and concept.partition(":")[0] in prefixes:
            found.words.append(
                Words(concept=concept, context=context, text=_continued(element, later), format=element.get("format"))
            )
        elif context is None:
            found.missing.append(f"contextRef {element.get('contextRef')!r}")
    return found


def _agreed(declared: Sequence[dict[str, T]]) -> dict[str, T]:
    """What several documents declare, without what they declare differently."""
    found: dict[str, T] = {}
    torn: set[str] = set()
    for one in declared:
        torn.update(name for name, value in one.items() if found.setdefault(name, value) != value)
    return {name: value for name, value in found.items() if name not in torn}


def _add_figure(
    found: Inline, element: etree._Element, *, ordinal: int, concept: str, context: Context, unit: str
) -> None:
    text = _shown(element)
    is_nil = element.get(_NIL, "").strip() in {"true", "1"}
    value = None if is_nil else _value(element, text)
    if value is None and not is_nil:
        found.unreadable.append(f"{concept} {text[:_SHOWN]!r}")
        return
    decimals, is_said = _decimals(element, value)
    if not is_said:
        found.inexact.append(concept)
    figure = Figure(
        element=element,
        ordinal=ordinal,
        concept=concept,
        context=context,
        unit=unit,
        value=value,
        decimals=decimals,
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
    plain = number(text, element.get("format")) if len(text) <= _LONGEST else None
    scale = _whole(element.get("scale", "0"))
    sign = element.get("sign", "")
    if plain is None or scale is None or abs(scale) > _LARGEST_SCALE or sign not in {"", "-"}:
        return None
    value = Decimal(format(plain.scaleb(scale), "f"))
    return -value if sign and value else value


def _fraction(element: etree._Element) -> Decimal | None:
    """A numerator over a denominator, to as many digits as a decimal holds; one fraction may stand within another."""
    parts = {name: next(element.iter(f"{{*}}{name}"), None) for name in ("numerator", "denominator")}
    values = [None if part is None else _value(part, _shown(part)) for part in parts.values()]
    top, bottom = values
    return top / bottom if top is not None and bottom else None


def _decimals(element: etree._Element, value: Decimal | None) -> tuple[int | None, bool]:
    """The accuracy, None is exact, and whether the tag says it; `precision` counts significant digits instead."""
    decimals, precision = element.get("decimals", "").strip(), element.get("precision", "").strip()
    if value is None or element.tag in _FRACTIONS or "INF" in (decimals, precision):
        return None, True
    said, digits = _whole(decimals), _whole(precision)
    if said is not None and abs(said) <= _LARGEST_SCALE:
        return said, True
    if digits is not None and 0 < digits <= _LARGEST_SCALE:
        return (digits - value.adjusted() - 1 if value else None), True
    return -int(value.as_tuple().exponent) - _trimmed(element), False


def _trimmed(element: etree._Element) -> int:
    """How many of a value's digits come from its scale."""
    return max(_whole(element.get("scale", "0")) or 0, 0)


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
