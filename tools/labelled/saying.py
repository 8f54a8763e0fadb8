"""How is a printed figure stated so that its sentence alone leads back to it? By the words of its row and column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tieout.calculation import Operation as Kind
from tieout.claim import Failure, Reason, Slot
from tieout.fact import Fact
from tieout.ports import Snapshot
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.fill import printed_value
from tieout.tools.figures.framed import Framed
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.terms import Level
from tieout.tools.figures.units import is_currency
from tieout.tools.labelled.grid import Entry
from tieout.tools.labelled.prose import known_entries
from tieout.tools.labelled.working import calculated

_LEAD: Final = "According to "
_WORDS: Final[dict[Kind, str]] = {
    "change": "change", "percent_change": "percent change", "difference": "difference", "sum": "sum",
    "average": "average", "ratio": "ratio", "share": "share",
}  # fmt: skip
_KINDS: Final = {words: kind for kind, words in _WORDS.items()}
_JOINS: Final[dict[Kind, str]] = {
    "change": " to ", "percent_change": " to ", "difference": " less ", "sum": " plus ", "average": " and ",
    "ratio": " to ", "share": " of ",
}  # fmt: skip
_OPENS: Final[dict[Kind, str]] = {"change": "from ", "percent_change": "from ", "average": "of "}
_REF: Final = re.compile(r"“(?P<label>[^“”]+)”(?: under “(?P<head>[^“”]+)”)?(?: in “(?P<section>[^“”]+)”)?")
_LEVEL: Final = re.compile(rf"(?P<ref>{_REF.pattern}) is (?P<figure>[^“”]+)")
_WORKED: Final = re.compile(rf"the (?P<kind>{'|'.join(_KINDS)}) is (?P<figure>[^“”:]+): (?P<list>.+)")
_AT: Final = " at "
_QUOTED: Final = re.compile(r"“[^“”]*”")


@dataclass(frozen=True, kw_only=True)
class Ref:
    """The words that name one figure of a document's tables."""

    label: str
    head: str = ""
    section: str = ""

    @property
    def words(self) -> str:
        """As a sentence has it."""
        under = f" under “{self.head}”" if self.head else ""
        return f"“{self.label}”{under}" + (f" in “{self.section}”" if self.section else "")

    def names(self, entry: Entry) -> bool:
        """Whether these are the words of a figure."""
        section = entry.sections[0] if entry.sections else ""
        return (self.label, self.head) == (entry.label, entry.head) and self.section in {"", section}

    def among(self, known: Sequence[Entry]) -> Fact | None:
        """The one figure that they name; None for none or for several that differ."""
        found = [entry.fact for entry in known if self.names(entry)]
        return found[0] if found and len({(f.value, f.unit) for f in found}) == 1 else None


def ref_of(entry: Entry, known: Sequence[Entry]) -> Ref | None:
    """The fewest words that name a figure and no other; None where there are none."""
    if any(mark in text for text in (entry.label, entry.head, *entry.sections[:1]) for mark in "“”{}"):
        return None
    section = entry.sections[0] if entry.sections else ""
    tries = (Ref(label=entry.label, head=entry.head), Ref(label=entry.label, head=entry.head, section=section))
    return next((ref for ref in tries if ref.among(known) is not None), None)


def template(title: str, kind: Kind | None, refs: Sequence[Ref]) -> str:
    """A sentence with gaps: `{result}` and `{item_1}` … of a calculation, `{item_1}` alone of one figure."""
    if kind is None:
        return f"{_LEAD}{title}, {refs[0].words} is {{item_1}}."
    items = _JOINS[kind].join(f"{ref.words}{_AT}{{item_{n}}}" for n, ref in enumerate(refs, start=1))
    return f"{_LEAD}{title}, the {_WORDS[kind]} is {{result}}: {_OPENS.get(kind, '')}{items}."


def slot_of(level: Level) -> Slot:
    """What fills a gap; a unit that house style has no word for is not printed."""
    unit = level.unit.partition("/")[0]
    style = "auto" if is_currency(unit) or level.unit in {"percent", "points", "shares"} else "plain"
    if isinstance(level, Fact):
        return Slot(fact=level.id, style=style)
    return Slot(calculation=level, style=style)


def is_labelled(sentence: str) -> bool:
    """Whether a finished sentence has this form, so that none of its words is left to be judged."""
    if not sentence.startswith(_LEAD):
        return False
    starts = (match.end() for match in re.finditer(r", (?=“|the )", sentence))
    return any(_said(sentence, start) is not None for start in starts)


def read_labelled(sentence: str, snapshot: Snapshot) -> Framed | None:
    """Every figure of a finished sentence with what its labels lead to; None for a sentence of another form.

    The digits of the title and of the labels are the document's own words.

    Raises:
        NotDerivable: what the sentence computes cannot be computed of these figures.
    """
    if not sentence.startswith(_LEAD):
        return None
    for document in snapshot.documents():
        lead = f"{_LEAD}{document.title}, "
        said = _said(sentence, len(lead)) if sentence.startswith(lead) else None
        if said is not None:
            bound = tuple(_bound(sentence, said, len(lead), known_entries(snapshot, document)))
            return Framed(bound=bound, given=(document.title, *_QUOTED.findall(sentence)))
    return None


@dataclass(frozen=True, kw_only=True)
class _Said:
    """A sentence taken apart; ranges are of the sentence."""

    kind: Kind | None
    refs: tuple[Ref, ...]
    items: tuple[tuple[int, int], ...]
    result: tuple[int, int] | None = None


def _said(sentence: str, start: int) -> _Said | None:
    body = sentence[start:].removesuffix(".")
    if level := _LEVEL.fullmatch(body):
        place = (start + level.start("figure"), start + level.end("figure"))
        return _Said(kind=None, refs=(_ref(level),), items=(place,))
    worked = _WORKED.fullmatch(body)
    if worked is None:
        return None
    kind, at = _KINDS[worked["kind"]], start + worked.start("list")
    found = list(_items(worked["list"], kind))
    if not found:
        return None
    return _Said(
        kind=kind,
        refs=tuple(ref for ref, _, _ in found),
        items=tuple((at + low, at + high) for _, low, high in found),
        result=(start + worked.start("figure"), start + worked.end("figure")),
    )


def _items(text: str, kind: Kind) -> Iterator[tuple[Ref, int, int]]:
    """The figures that a calculation is of, each with the range of its print; nothing where it reads otherwise."""
    opens = _OPENS.get(kind, "")
    one = rf"{_REF.pattern}{_AT}(?P<figure>[^“”]+?)"
    if not text.startswith(opens):
        return
    at, found = len(opens), list[tuple[Ref, int, int]]()
    while match := re.compile(rf"{one}(?P<join>{_JOINS[kind]}(?=“)|$)").match(text, at):
        found.append((_ref(match), match.start("figure"), match.end("figure")))
        at = match.end()
        if not match["join"]:
            yield from found
            return


def _ref(match: re.Match[str]) -> Ref:
    return Ref(label=match["label"], head=match["head"] or "", section=match["section"] or "")


def _bound(sentence: str, said: _Said, start: int, known: Sequence[Entry]) -> Iterator[Bound]:
    """Figures in their order; each must be printed where the form has one, and nowhere else."""
    bare = " " * start + _QUOTED.sub(lambda m: " " * len(m[0]), sentence)[start:]
    facts = [ref.among(known) for ref in said.refs]
    levels: dict[tuple[int, int], Level | None] = dict(zip(said.items, facts, strict=True))
    if said.kind is not None and said.result is not None:
        whole = [fact for fact in facts if fact is not None]
        levels[said.result] = calculated(said.kind, whole) if len(whole) == len(facts) else None
    for reading in figures(bare):
        if reading.is_figure:
            yield _tied(reading, levels.get((reading.start, reading.end)))


def _tied(reading: Reading, level: Level | None) -> Bound:
    reason = _differs(reading, level)
    if reason is None:
        return Bound(reading=reading, level=level)
    detail = (
        "its labels name no single figure of the document" if level is None else "the document prints another figure"
    )
    return Bound(reading=reading, level=level, failure=Failure(reason=reason, detail=detail, text=reading.text))


def _differs(reading: Reading, level: Level | None) -> Reason | None:
    """In which way a print is not what its labels lead to; it must be in house style, sign and unit included."""
    if level is None or level.value is None or reading.value is None:
        return "ambiguous"
    if isinstance(level, Fact):
        printed = printed_value(slot_of(level), {level.id: level})
    else:
        printed = printed_value(slot_of(level), {})
    if not agrees(reading.value, reading.precision, level.value):
        return "wrong_value"
    return None if printed == reading.text else "wrong_unit"
