"""What does a Word document say? Paragraphs, tables and notes as they are shown, without hidden and deleted text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from tieout.tools.checking.archive import Archive
from tieout.tools.checking.written import GridCell, Written

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACES = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}pPr"})
_OFF = frozenset({"0", "false", "off"})
_PARTS = ("footnotes", "endnotes", "header", "footer")
_DEEPEST = 40
_SHOWN = 12


class Shown(NamedTuple):
    """A run and the text that it shows."""

    run: etree._Element
    text: str


@dataclass(kw_only=True)
class WordText:
    """A document's text, and by range which run shows each stretch of it."""

    written: Written = field(default_factory=Written)
    runs: list[tuple[int, int, etree._Element]] = field(default_factory=list)
    body: etree._Element | None = None


def read_docx(archive: Archive) -> WordText:
    """Read a document; raises ReadError where a part of it is broken."""
    reader = _Reader(styles=_Styles.of(archive))
    root = archive.tree("word/document.xml")
    reader.found.body = root
    for body in root.iter(f"{_W}body"):
        reader.blocks(body)
    for kind, name in sorted(archive.related("word/document.xml").values()):
        if kind.startswith(_PARTS) and name in archive.names:
            reader.note(archive.tree(name))
    reader.say(archive)
    return reader.found


@dataclass(frozen=True, kw_only=True)
class _Styles:
    """Which styles are headings, and which hide their text."""

    levels: dict[str, int]
    hiding: frozenset[str]

    @classmethod
    def of(cls, archive: Archive) -> "_Styles":
        if "word/styles.xml" not in archive.names:
            return cls(levels={}, hiding=frozenset())
        styles = {s.get(f"{_W}styleId", ""): s for s in archive.tree("word/styles.xml").iter(f"{_W}style")}
        levels = {name: level for name, style in styles.items() if (level := cls._level(style)) is not None}
        hiding = {n for n, s in styles.items() if any(_hides(one.find(f"{_W}rPr")) for one in _line(s, styles))}
        return cls(levels=levels, hiding=frozenset(hiding))

    @staticmethod
    def _level(style: etree._Element) -> int | None:
        name = style.find(f"{_W}name")
        said = (name.get(f"{_W}val", "") if name is not None else "").casefold()
        if said == "title":
            return 1
        return int(said[-1]) if said.startswith("heading ") and said[-1:].isdecimal() else None


def _line(style: etree._Element, styles: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    for _ in range(_DEEPEST):
        yield style
        based = style.find(f"{_W}basedOn")
        following = styles.get(based.get(f"{_W}val", "")) if based is not None else None
        if following is None:
            return
        style = following


def _hides(properties: etree._Element | None) -> bool:
    """Whether the properties of a run hide it."""
    found = None if properties is None else properties.find(f"{_W}vanish")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


@dataclass(kw_only=True)
class _Reader:
    styles: _Styles
    found: WordText = field(default_factory=WordText)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, kind: str = "paragraph", depth: int = 0) -> None:
        """Write the paragraphs and tables in a body, a text box or a note."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, kind)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag not in _GONE and depth < _DEEPEST:
                self.blocks(child, kind, depth + 1)
            self._boxes()

    def note(self, root: etree._Element) -> None:
        """Write footnotes, a header or a footer."""
        self.found.written.heading = []
        self.blocks(root, "note")

    def say(self, archive: Archive) -> None:
        """Note what is not checked."""
        numerals = [text for text in self.hidden if any(map(str.isdigit, text))]
        if numerals:
            said = ", ".join(repr(" ".join(text.split())) for text in numerals[:_SHOWN])
            self.found.written.notes.append(f"hidden or deleted text with numerals is not checked: {said}")
        if any(name.startswith(("word/charts/", "word/embeddings/")) for name in archive.names):
            self.found.written.notes.append("charts and embedded objects are not checked")

    def _paragraph(self, paragraph: etree._Element, kind: str) -> None:
        seen = list(self._seen(paragraph))
        text = "".join(text for _, text in seen)
        level = self._level(paragraph)
        written = self.found.written
        if kind == "note":
            start = written.block(text, "note")
        else:
            start = written.block(text) if level is None else written.head(text, level)
        if start is not None:
            self._place(start, seen)

    def _place(self, start: int, seen: Sequence[Shown]) -> None:
        for run, text in seen:
            self.found.runs.append((start, start + len(text), run))
            start += len(text)

    def _level(self, paragraph: etree._Element) -> int | None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "").isdecimal():
            return int(outline.get(f"{_W}val", "")) + 1
        return self.styles.levels.get(style.get(f"{_W}val", "")) if style is not None else None

    def _seen(self, element: etree._Element, depth: int = 0, *, styled: bool = False) -> Iterator[Shown]:
        """Every run of a paragraph with the text that it shows."""
        style = element.find(f"{_W}pPr/{_W}pStyle") if depth == 0 else None
        styled = styled or (style is not None and style.get(f"{_W}val", "") in self.styles.hiding)
        for child in element:
            if child.tag == f"{_W}r":
                text = self._run(child)
                if styled or self._is_hidden(child):
                    self.hidden.append(text)
                elif text:
                    yield Shown(child, text)
            elif child.tag in _GONE:
                self.hidden.extend(t.text or "" for t in child.iter(f"{_W}t", f"{_W}delText"))
            elif child.tag == _MATH:
                yield Shown(element, child.text or "")
            elif depth < _DEEPEST:
                yield from self._seen(child, depth + 1, styled=styled)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{_W}rPr")
        style = run.find(f"{_W}rPr/{_W}rStyle")
        return _hides(properties) or (style is not None and style.get(f"{_W}val", "") in self.styles.hiding)

    def _run(self, run: etree._Element) -> str:
        letters: list[str] = []
        for child in run:
            if child.tag == f"{_W}t":
                letters.append(child.text or "")
            elif child.tag in _SPACES:
                letters.append(_SPACES[str(child.tag)])
            elif child.tag not in _GONE:
                inside = child.iter(f"{_W}txbxContent")
                self.boxes.extend(b for b in inside if not any(a.tag in _GONE for a in b.iterancestors()))
        return "".join(letters)

    def _boxes(self) -> None:
        """Write the text boxes that were met."""
        while self.boxes:
            waiting, self.boxes = self.boxes, []
            for box in waiting:
                self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        rows: list[list[GridCell]] = []
        seen: list[list[list[Shown]]] = []
        for row in _children(table, "tr"):
            column, cells = 0, list[GridCell]()
            seen.append([])
            for cell in _children(row, "tc"):
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                said = span.get(f"{_W}val", "") if span is not None else ""
                wide = int(said) if said.isdecimal() else 1
                parts = [part for n, p in enumerate(cell.iter(f"{_W}p")) for part in self._spaced(n, p)]
                cells.append((column, max(1, wide), "".join(text for _, text in parts)))
                seen[-1].append(parts)
                column += max(1, wide)
            rows.append(cells)
        starts = self.found.written.table(rows)
        for row_starts, row_parts in zip(starts, seen, strict=True):
            for start, parts in zip(row_starts, row_parts, strict=True):
                self._place(start, parts)

    def _spaced(self, number: int, paragraph: etree._Element) -> Iterator[Shown]:
        if number:
            yield Shown(paragraph, " ")
        yield from self._seen(paragraph)


def _children(parent: etree._Element, name: str, depth: int = 0) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, within what may stand between."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag not in _GONE and depth < _DEEPEST and child.tag not in {f"{_W}tc", f"{_W}tbl"}:
            yield from _children(child, name, depth + 1)
