"""What a reader of an HTML document sees: its canonical text, with the characters of all that matters."""

from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree

from tieout.tools.filings.grid import Grid
from tieout.tools.filings.looks import PLAIN, Look, Looks
from tieout.tools.filings.scribe import Mark, Scribe

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figure footer "
    "figcaption form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul br"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN_NAMES = "head script style template noscript title object iframe svg math textarea select option"
_HIDDEN = frozenset(_HIDDEN_NAMES.split())
_BOLD = frozenset({"b", "strong", "th", *(f"h{level}" for level in range(1, 7))})
_IX_HIDDEN = frozenset({"header", "hidden", "references", "resources"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a marked element stands: its characters and the table cell around it."""

    mark: Mark
    grid: Grid | None
    row: int
    column: int


@dataclass(slots=True)
class Canonical:
    """A document's text and the ranges in it, all half-open and in order."""

    text: str = ""
    grids: list[Grid] = field(default_factory=list)
    """Tables in which something shows and which hold no other table."""
    places: dict[etree._Element, Place] = field(default_factory=dict)
    """The elements that were asked for, where they show."""
    bold: list[tuple[int, int]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    """Superscripts and subscripts."""
    breaks: list[int] = field(default_factory=list)
    """Where pages end."""
    anchors: dict[str, int] = field(default_factory=dict)
    """Where the targets of the document's own links stand."""
    links: list[tuple[str, Mark]] = field(default_factory=list)
    """Targets of its own links, and the range of their words."""

    def is_bold(self, start: int, end: int) -> bool:
        """Whether a whole range is bold."""
        at = bisect_right(self.bold, (start, len(self.text) + 1)) - 1
        return at >= 0 and end <= self.bold[at][1]


def canonical(root: etree._Element, wanted: frozenset[str] = frozenset()) -> Canonical:
    """Write the canonical text of a document.

    Args:
        root: the parsed document.
        wanted: qualified names of the elements whose places are asked for.
    """
    walk = _Walk(root, wanted)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if walk.start(element):
                walk.text(element.text)
            else:
                walker.skip_subtree()
        else:
            walk.end()
            walk.text(element.tail)
    return walk.result()


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is being read: what to do when it ends."""

    bold: bool
    raised: bool
    kind: str
    block: bool
    mark: Mark | None = None
    breaks: bool = False


class _Walk:
    """One pass over the tree, in document order."""

    def __init__(self, root: etree._Element, wanted: frozenset[str]) -> None:
        self._out, self._scribe = Canonical(), Scribe()
        self._wanted = wanted
        self._looks = Looks.of(root)
        self._open: list[_Open] = [_Open(False, False, "", False)]
        self._grids: list[Grid] = []
        self._all: list[Grid] = []
        self._kinds: dict[str, str] = {}
        self._waiting: list[str] = []
        hrefs = (link.get("href", "") for link in root.iter("{*}a"))
        self._targets = frozenset(href[1:] for href in hrefs if href.startswith("#"))

    def start(self, element: etree._Element) -> bool:
        """Enter an element; False when nothing of it shows."""
        kind = self._kind(str(element.tag))
        look = self._look(element, kind)
        self._anchor(element)
        above = self._open[-1]
        entry = _Open(above.bold if look.bold is None else look.bold, above.raised or look.raised, kind, False)
        self._open.append(entry)
        if look.hidden or kind == "hidden":
            entry.kind = "hidden"
            return False
        entry.breaks = look.breaks
        entry.block = kind in _BLOCKS and not look.inline
        if entry.block:
            self._scribe.block()
        self._enter(element, entry)
        return True

    def end(self) -> None:
        """Leave the element that is open."""
        entry = self._open.pop()
        if entry.mark is not None:
            self._scribe.close(entry.mark)
        if entry.kind == "table" and self._grids:
            self._grids.pop()
        elif entry.kind in {"td", "th"}:
            self._scribe.cell_end()
        if entry.block:
            self._scribe.block()
        if entry.breaks:
            self._out.breaks.append(self._scribe.length)

    def text(self, raw: str | None) -> None:
        """Write text of the element that is open."""
        if not raw:
            return
        entry, before = self._open[-1], self._scribe.length
        if entry.kind == "pre":
            for line in raw.splitlines(keepends=True):
                self._scribe.write(line)
                if line[-1] in "\r\n":
                    self._scribe.block()
        else:
            self._scribe.write(raw)
        if (entry.bold or entry.raised) and self._scribe.length > before:
            self._note(entry, before)

    def result(self) -> Canonical:
        """Everything that was found."""
        out = self._out
        out.text = self._scribe.text
        out.grids = [grid for grid in self._all if grid.mark.shows and not grid.nested]
        out.anchors.update(dict.fromkeys(self._waiting, len(out.text)))
        return out

    def _kind(self, tag: str) -> str:
        kind = self._kinds.get(tag)
        if kind is None:
            space, _, name = tag.rpartition("}")
            kind = name.lower()
            if "inlinexbrl" in space.lower():
                kind = "hidden" if kind in _IX_HIDDEN else "wanted" if tag in self._wanted else "ix"
            elif kind in _HIDDEN:
                kind = "hidden"
            self._kinds[tag] = kind
        return kind

    def _look(self, element: etree._Element, kind: str) -> Look:
        style, names = element.get("style"), element.get("class")
        look = self._looks.look(style, names) if style or names else PLAIN
        if kind in _BOLD and look.bold is None:
            look = Look(bold=True).over(look)
        elif kind in {"sup", "sub"}:
            look = Look(raised=True).over(look)
        return Look(hidden=True) if element.get("hidden") is not None else look

    def _anchor(self, element: etree._Element) -> None:
        """Note the name of a link's target; it stands at the next character that shows."""
        for name in (element.get("id"), element.get("name")):
            if name in self._targets and name not in self._out.anchors:
                self._out.anchors[name] = self._scribe.length

    def _enter(self, element: etree._Element, entry: _Open) -> None:
        kind = entry.kind
        if kind == "wanted":
            entry.mark = self._scribe.open()
            self._out.places[element] = self._place(entry.mark)
        elif kind in {"td", "th"} and self._grids:
            grid = self._grids[-1]
            self._scribe.cell(grid.row_start)
            entry.mark = self._scribe.open()
            grid.cell(entry.mark, element.get("colspan"), element.get("rowspan"))
        elif kind == "tr" and self._grids:
            self._grids[-1].row(self._scribe.length)
        elif kind == "table":
            self._table(entry)
        elif kind == "a" and element.get("href", "").startswith("#"):
            entry.mark = self._scribe.open()
            self._out.links.append((element.get("href", "")[1:], entry.mark))

    def _table(self, entry: _Open) -> None:
        for outer in self._grids:
            outer.nested = True
        entry.mark = self._scribe.open()
        self._grids.append(Grid(entry.mark, row_start=self._scribe.length))
        self._all.append(self._grids[-1])

    def _place(self, mark: Mark) -> Place:
        grid = self._grids[-1] if self._grids else None
        if grid is None or not grid.rows or not grid.rows[-1]:
            return Place(mark, None, 0, 0)
        return Place(mark, grid, len(grid.rows) - 1, grid.rows[-1][-1].column)

    def _note(self, entry: _Open, before: int) -> None:
        """Remember that what was just written is bold or raised; the separator before it is not told apart."""
        for flag, ranges in ((entry.bold, self._out.bold), (entry.raised, self._out.raised)):
            if flag and ranges and ranges[-1][1] == before:
                ranges[-1] = (ranges[-1][0], self._scribe.length)
            elif flag:
                ranges.append((before, self._scribe.length))
