"""What stands at a locator, and in which sentence or table row."""

from collections.abc import Callable

from tieout.document import TableCell
from tieout.errors import NotThereError
from tieout.fact import Fact, FactQuery
from tieout.locator import CellAddress, Locator, quote_hash
from tieout.tools.filings.sentences import sentences
from tieout.tools.home.pin import Pin

Facts = Callable[[FactQuery], tuple[Fact, ...]]


def open_quote(pin: Pin, locator: Locator, facts: Facts) -> str:
    """The exact text at a locator; raises NotThereError when it is not what the locator was made from."""
    _require_version(pin, locator)
    reach = _range(pin, locator)
    quote = pin.text(locator.document)[slice(*reach)] if reach else _hidden(locator, facts)
    if quote_hash(quote) != locator.quote_hash:
        raise NotThereError(
            f"what stands in {locator.document!r} at {reach} is not what was quoted; ingest the document again"
        )
    return quote


def open_around(pin: Pin, locator: Locator, facts: Facts) -> str:
    """The table row, cells joined by " | ", or the sentence in which a locator stands."""
    quote = open_quote(pin, locator, facts)
    if address := _address(locator):
        return " | ".join(cell.text for cell in _row(pin, locator.document, address))
    reach = _range(pin, locator)
    return sentence_at(pin.text(locator.document), *reach) if reach else quote


def _require_version(pin: Pin, locator: Locator) -> None:
    document = pin.kept(locator.document).document
    if document.content_hash != locator.content_hash:
        raise NotThereError(f"document {locator.document!r} has changed since it was quoted; ask again")


def _range(pin: Pin, locator: Locator) -> tuple[int, int] | None:
    if locator.start is not None and locator.end is not None:
        return locator.start, locator.end
    if address := _address(locator):
        cell = _cell(pin, locator.document, address)
        return cell.start, cell.end
    return None


def _address(locator: Locator) -> CellAddress | None:
    return locator.cell if locator.kind in {"cell", "tag"} else None


def _row(pin: Pin, document: str, address: CellAddress) -> tuple[TableCell, ...]:
    rows = pin.table(document, address.table).rows
    if address.row >= len(rows):
        raise NotThereError(f"table {address.table} of {document!r} has no row {address.row}")
    return rows[address.row]


def _cell(pin: Pin, document: str, address: CellAddress) -> TableCell:
    for cell in _row(pin, document, address):
        if cell.column <= address.column < cell.column + cell.span:
            return cell
    raise NotThereError(f"row {address.row} of table {address.table} of {document!r} has no cell {address.column}")


def _hidden(locator: Locator, facts: Facts) -> str:
    """What a tag that is not shown says."""
    if locator.kind == "tag":
        for fact in facts(FactQuery(documents=(locator.document,), concepts=(locator.concept,))):
            if fact.locator == locator:
                return fact.printed
    raise NotThereError(f"the locator in {locator.document!r} has no range, and no hidden fact stands there")


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentences of the blocks that `start:end` touches, cut to those that it touches."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1))
    block = text[first : len(text) if last < 0 else last]
    touched = [(a, b) for a, b in sentences(block) if first + a < max(end, start + 1) and first + b > start]
    whole = block[touched[0][0] : touched[-1][1]] if touched else block
    return whole.strip().replace("\t", " | ")
