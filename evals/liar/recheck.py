"""Does an answer keep its promise? Opens every cited place again, without asking the gate."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256

from tieout.answer import Answer, AnswerFigure, Source
from tieout.errors import TieoutError
from tieout.evals.liar.formula import result_of
from tieout.evals.liar.lie import Lie
from tieout.evals.liar.reader import amount, folded, loose, quotations, several, significand, unseen
from tieout.ports import Snapshot

_GAP = re.compile(r"\\\{(\w+)\\\}")
_REFUSED = "Not verifiable from the indexed documents:"
_CELL = re.compile(r"(?<!\\)\|")
_AMOUNT = re.compile(r"^(?![^\w$€£¥%]*(?:\d{1,3}|(?:19|20)\d\d)[^\w$€£¥%]*$)")
"""A piece beside the answer that is no small count, day or year."""
_SAID = re.compile(r"[$€£¥%]|\d,\d{3}|\d\.\d|(?<![\d-])\d{5,}(?![\d-])")
"""A piece of what was withheld, which is described in words, that is an amount."""
_MARK, _QUOTED = re.compile(r"\[(\d+)\]"), re.compile(r"“[^”]*”")
_HASH, _KEYS = 16, 3
_HALF = Decimal("0.5")
_CLOSE = Decimal("1E-9")


def broken(answer: Answer, snapshot: Snapshot) -> tuple[str, ...]:
    """Every promise that an answer breaks, in words."""
    return tuple(_broken(answer, snapshot))


def _broken(answer: Answer, snapshot: Snapshot) -> Iterator[str]:
    names = {e.name for e in snapshot.entities()} | {d.id for d in snapshot.documents()}
    names |= {d.accession for d in snapshot.documents() if d.accession}
    for figure in answer.figures:
        yield from (f"{figure.text!r}: {problem}" for problem in _figure(figure, snapshot))
    shown = [f.text for f in answer.figures]
    quotes = [folded(c.quote) for c in answer.citations]
    body = "\n\n".join(part for part in answer.text.split("\n\n") if not part.startswith(_REFUSED))
    yield from (f"without a proof: {one!r} in {body!r}" for one in loose(body, shown, names))
    for quoted in quotations(body):
        if not any(quoted in quote for quote in quotes) and not _in_sources(quoted, answer, snapshot):
            yield f"quoted and not at a cited place: {quoted!r}"
    marks = {c.mark for c in answer.citations}
    yield from (f"mark without a citation: {m}" for m in _MARK.findall(_QUOTED.sub("", answer.text)) if m not in marks)
    yield from _beside(answer, names, shown)
    if (answer.status == "abstained") != (not answer.figures and not answer.citations) and answer.status != "abstained":
        yield f"status {answer.status} without a citation"
    if Answer.model_validate_json(answer.model_dump_json()) != answer:
        yield "the JSON is another answer"


def _in_sources(quoted: str, answer: Answer, snapshot: Snapshot) -> bool:
    """Whether words stand anywhere in a cited document: an absence quotes what does not, and names its document."""
    documents = {c.document for c in answer.citations}
    if f"“{quoted}” does not stand in " in answer.text:
        return all(quoted.casefold() not in folded(snapshot.text(d)).casefold() for d in documents)
    return any(quoted in folded(snapshot.text(d)) for d in documents)


def _beside(answer: Answer, names: Iterable[str], shown: Iterable[str]) -> Iterator[str]:
    """What an answer says beside its text: nothing of it may hold a figure that is not proven."""
    covered, plain = list(shown), [*names]
    said = {
        "refusal": [part for part in answer.text.split("\n\n") if part.startswith(_REFUSED)],
        "withheld": [t for w in answer.withheld for t in (w.text, w.detail)],
        "assumption": answer.assumptions,
        "note": answer.notes,
        "written by": (answer.written_by,),
    }
    for where, texts in said.items():
        for text in texts:
            found = loose(text, covered, plain, quoted=where == "note")
            found = [one for one in found if (_SAID if where in {"withheld", "refusal"} else _AMOUNT).search(one)]
            yield from (f"{where} with a figure: {one!r} in {text!r}" for one in found)
    for where, text in (("text", answer.text), *((w, t) for w, ts in said.items() for t in ts)):
        if found := unseen(text):
            yield f"{where} with unseen characters: {', '.join(found)}"


def _figure(figure: AnswerFigure, snapshot: Snapshot) -> Iterator[str]:
    """What is wrong with a printed figure: its sources, its calculation, its rounding, its unit."""
    for source in (figure.source, *(o.source for o in (figure.calculation.operands if figure.calculation else ()))):
        if (problem := _closed(source, snapshot)) is not None:
            yield problem
    if figure.calculation is None:
        yield from _same_digits(figure.value, figure.source, snapshot)
    else:
        for operand in figure.calculation.operands:
            yield from _same_digits(operand.value, operand.source, snapshot)
        found = result_of(figure.calculation.formula)
        if found is not None and not _scaled(found, figure.value):
            yield f"{figure.calculation.formula} is {found}, not {figure.value}"
    read = amount(figure.text)
    if read is not None:
        exact = abs(figure.value * 100 if read.is_percent and figure.unit == "pure" else figure.value)
        if abs(exact - read.value) > read.step * _HALF:
            yield f"does not round {exact}"
        if read.is_percent and figure.unit not in {"percent", "pure"}:
            yield f"a percentage of {figure.unit}"
        if "$" in figure.text and not figure.unit.startswith("USD"):
            yield f"dollars of {figure.unit}"


def _closed(source: Source, snapshot: Snapshot) -> str | None:
    """Why a place does not open; its text is cut from the document and hashed here."""
    at = source.locator
    try:
        document = snapshot.document(source.document)
        text = snapshot.text(at.document)
    except TieoutError as error:
        return f"no such document: {error}"
    if (at.document, at.content_hash) != (document.id, document.content_hash):
        return "a place of another document or version"
    if at.start is None:
        return None
    if sha256(text[at.start : at.end].encode()).hexdigest()[:_HASH] != at.quote_hash:
        return f"the place holds {text[at.start : at.end]!r}, which was not quoted"
    return None


def _same_digits(value: Decimal, source: Source, snapshot: Snapshot) -> Iterator[str]:
    """Whether the digits at a place are a value's; words and dashes have none."""
    at = source.locator
    if at.start is None:
        return
    there = snapshot.text(at.document)[at.start : at.end]
    if any(c.isdigit() for c in there) and significand(there) != significand(format(abs(value), "f")):
        yield f"the source prints {there!r}, not {value}"


def _scaled(found: Decimal, value: Decimal) -> bool:
    """Whether two results differ by a power of ten at the most: a formula is printed in thousands or millions."""
    if not found or not value:
        return found == value
    shift = value.adjusted() - found.adjusted()
    return any(abs(found.scaleb(s) - value) <= abs(value) * _CLOSE for s in (shift - 1, shift, shift + 1))


def printed(lie: Lie, answer: Answer) -> bool:
    """Whether a claim stands in the answer with what it holds."""
    if len(lie.claim.row) == _KEYS:
        return any(_holds(lie, {"v": cell}) for cell in _cells(answer.text, lie.claim.row))
    text, template = folded(answer.text), folded(lie.claim.template)
    if max(template.split("{")[0], template.rpartition("}")[2], key=len) not in text:
        return False
    return any(_holds(lie, match.groupdict()) for match in _pattern(template).finditer(text))


def _pattern(template: str) -> re.Pattern[str]:
    """A sentence with anything short in its gaps; a gap that is used twice is read at its first place."""
    used: set[str] = set()

    def group(gap: re.Match[str]) -> str:
        first = gap[1] not in used
        used.add(gap[1])
        return f"(?P<{gap[1]}>.{{1,60}}?)" if first else ".{1,60}?"

    return re.compile(_GAP.sub(group, re.escape(template)))


def _holds(lie: Lie, shown: Mapping[str, str]) -> bool:
    """Whether what is printed may be what the lie holds."""
    for name, text in shown.items():
        read, held = amount(text), abs(lie.holds.get(name, Decimal(0)))
        if several(text):
            return False
        if read is not None and all(abs(read.value - h) > read.step * _HALF for h in (held, held * 100)):
            return False
    return True


def _cells(text: str, row: tuple[str, ...]) -> Iterator[str]:
    """The cells of the tables of a text that stand where a row says."""
    head: list[str] = []
    for line in text.splitlines():
        cells = [c.strip() for c in _CELL.split(line)[1:-1]] if line.startswith("|") else []
        if not cells:
            head = []
        elif not head:
            head = cells
        else:
            for column, cell in zip(head[1:], cells[1:], strict=False):
                if all(key in f"{cells[0]} {column}" for key in row) and any(c.isdigit() for c in cell):
                    yield re.sub(r"\[\d+\]", "", cell)
