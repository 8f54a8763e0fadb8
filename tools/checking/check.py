"""What does a paper say that its sources do not? Every figure tied, wrong or untied; every other numeral skipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tieout.calculation import Calculation
from tieout.checked import Checked, Finding, Judged, Sentence, Skipped, Tie, status_of
from tieout.claim import Failure
from tieout.fact import Fact
from tieout.tools.checking.numerals import Cover, left_over
from tieout.tools.checking.paper import Paper, Piece, Place
from tieout.tools.checking.sources import Sources
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.grammar import figures as read_figures
from tieout.tools.figures.identities import Suspect, doubted, suspects
from tieout.tools.figures.said import Said, Setting
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.sentences import sentences

_SPLIT = Failure(reason="unsupported", detail="something that is not shown stands between its digits")
LONGEST = 4_000
"""Characters of a sentence; the figures of a longer one are not judged."""


def check(paper: Paper, sources: Sources, vocabulary: Vocabulary) -> Checked:
    """The verdict on every figure of a paper, and the rule for every numeral that is none.

    Args:
        paper: what is checked.
        sources: what it is checked against.
        vocabulary: the words of metrics.
    """
    tier = Tier(sources.facts, sources.documents, sources.entities, vocabulary, prose=sources.prose)
    doubts = doubted(suspects(sources.facts))
    walk = _Walk(tier=tier, facts={f.id: f for f in sources.facts}, quote=sources.quote, doubts=doubts)
    for piece in paper.pieces:
        walk.take(piece)
    figures = tuple(walk.figures)
    skipped = [*walk.skipped, *left_over(paper, walk.cover)]
    return Checked(
        status=status_of(figures),
        name=paper.name,
        text=paper.text,
        figures=figures,
        sentences=tuple(walk.sentences),
        skipped=tuple(sorted(skipped, key=lambda one: one.span)),
        sources=tuple(sources.documents),
        documents=tuple(sources.documents.values()),
        notes=(*paper.notes, *sources.notes),
    )


@dataclass
class _Walk:
    """Goes through a paper from top to bottom and remembers what it spoke of last."""

    tier: Tier
    facts: Mapping[str, Fact]
    quote: Callable[[Fact], str]
    doubts: Mapping[str, Suspect] = field(default_factory=dict)
    """Facts that an accounting identity contradicts."""
    figures: list[Judged] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    cover: Cover = field(default_factory=Cover)
    heads: dict[tuple[str, ...], Setting] = field(default_factory=dict)
    setting: Setting = field(default_factory=Setting)
    path: tuple[str, ...] = ()
    table: tuple[int | None, tuple[str, ...], Setting] = (None, (), Setting())

    def take(self, piece: Piece) -> None:
        """Judge one piece and let the next ones know what it speaks of."""
        if piece.heading != self.path:
            self.path, self.setting = piece.heading, self._headed(piece.heading)
        if piece.block == "heading":
            self._heading(piece)
        elif piece.block == "cell":
            self._cell(piece)
        else:
            if piece.block == "paragraph":
                self.setting = replace(self._headed(piece.heading), scale=self.setting.scale)
            for place in sentences(piece.visible):
                self._sentence(piece, place)

    def _heading(self, piece: Piece) -> None:
        text = piece.visible.strip()
        self._sentence(piece, (0, len(piece.visible)))
        above = self._headed(piece.heading)
        if len(text) <= LONGEST:
            above = self.tier.inherited(self.tier.said(text), above, heading=True)
        self.heads[tuple(" ".join(one.split()) for one in (*piece.heading, text))] = self.setting = above

    def _headed(self, heading: tuple[str, ...]) -> Setting:
        """What the headings above a piece say, the innermost last."""
        setting = Setting()
        path = tuple(" ".join(one.split()) for one in heading)
        for depth in range(1, len(path) + 1):
            setting = self.heads.get(path[:depth], setting)
        return setting

    def _sentence(self, piece: Piece, place: Place) -> None:
        """Judge the figures of one sentence."""
        text = piece.visible[slice(*place)]
        if len(text) > LONGEST:
            self._unread(piece, place, text)
            return
        said = self.tier.said(text)
        self._keep(piece, place, said, self.tier.tied(said, self.setting))
        if piece.block not in {"heading", "caption"}:
            self.setting = self.tier.inherited(said, self.setting)

    def _unread(self, piece: Piece, place: Place, text: str) -> None:
        """Leave every figure of a sentence that is too long to be one untied."""
        why = Failure(reason="unsupported", detail=f"it stands in a sentence of more than {LONGEST:,} characters")
        readings = read_figures(text)
        bound = tuple(Bound(reading=r, level=None, failure=why) for r in readings if r.is_figure)
        said = Said(text=text, readings=readings, companies=(), wordings=(), terms=(), parts=())
        self._keep(piece, place, said, bound)

    def _cell(self, piece: Piece) -> None:
        """Judge the figures of one cell by its row, its column and what stands above its table."""
        if len(piece.visible) + len(piece.row) + len(piece.column) > LONGEST:
            self._unread(piece, (0, len(piece.visible)), piece.visible)
            return
        bound = self.tier.cell(
            piece.visible, row=piece.row, column=piece.column, scale=piece.scale, setting=self._tabled(piece)
        )
        self._keep(piece, (0, len(piece.visible)), self.tier.said(piece.visible), bound)

    def _tabled(self, piece: Piece) -> Setting:
        """What stands above a cell: its headings, the caption, the rows that head its row."""
        if self.table[:2] != (piece.table, piece.under):
            setting = self.tier.inherited(self.tier.said(piece.caption[:LONGEST]), self._headed(piece.heading))
            for row in piece.under:
                setting = self.tier.inherited(self.tier.said(row[:LONGEST]), setting, heading=True)
            self.table = (piece.table, piece.under, setting)
        return self.table[2]

    def _keep(self, piece: Piece, place: Place, said: Said, bound: tuple[Bound, ...]) -> None:
        """Record a sentence with its figures and what was skipped, at their places in the paper."""
        first = len(self.figures)
        unread = Failure(reason="unsupported", detail="it cannot be read as a figure here")
        judged_at = {(b.reading.start, b.reading.end) for b in bound}
        more = [r for r in said.readings if r.is_figure and (r.start, r.end) not in judged_at]
        for one in (*bound, *(Bound(reading=r, level=None, failure=unread) for r in more)):
            span = piece.span(place[0] + one.reading.start, place[0] + one.reading.end)
            if piece.is_split(place[0] + one.reading.start, place[0] + one.reading.end):
                one = replace(one, level=None, failure=_SPLIT)  # noqa: PLW2901  # the same figure, not believed
            if self.cover.take(span):
                self.figures.append(self._quoted(judged(one, span)))
        for reading in said.readings:
            span = piece.span(place[0] + reading.start, place[0] + reading.end)
            if not reading.is_figure and any(map(str.isdigit, reading.text)) and self.cover.take(span):
                self.skipped.append(Skipped(text=reading.text, span=span, rule=reading.skipped or ""))
        for named in said.companies:
            self.cover.names.append(piece.span(place[0] + named.start, place[0] + named.end))
        if said.text.strip():
            self.sentences.append(
                Sentence(
                    text=said.text,
                    span=piece.span(*place),
                    block=piece.block,
                    heading=piece.heading,
                    figures=tuple(range(first, len(self.figures))),
                    row=piece.row,
                    column=piece.column,
                )
            )

    def _quoted(self, figure: Judged) -> Judged:
        """The same with the words of its sources."""
        ids = [o.fact for o in figure.calculation.operands] if figure.calculation else []
        operands = tuple(self.facts[i] for i in ids if i in self.facts)
        figure = self._doubted(figure, [*ids, *([figure.fact.id] if figure.fact else [])])
        quote = self.quote(figure.fact) if figure.fact else ""
        if not operands and not quote:
            return figure
        more = {"operands": operands, "quote": quote, "quotes": tuple(self.quote(f) for f in operands)}
        return figure.model_copy(update=more)

    def _doubted(self, figure: Judged, ids: Sequence[str]) -> Judged:
        """The same with what an accounting identity says against its facts."""
        said = [self.doubts[one].detail for one in ids if one in self.doubts]
        if figure.verdict != "tied" or not said:
            return figure
        return figure.model_copy(update={"detail": f"read with care: {said[0]}"})


def unsourced(checked: Checked) -> Checked:
    """The same of a text that no source was named for: none of its figures can be looked up."""
    update = {"verdict": "untied", "reason": "no_source", "detail": "no source was named", "fact": None}
    figures = tuple(f.model_copy(update=update) for f in checked.figures)
    return checked.model_copy(update={"figures": figures, "status": status_of(figures)})


def with_findings(checked: Checked, findings: tuple[Finding, ...]) -> Checked:
    """The same with what a text says against itself; a figure that ties, or that a person answers for, is not accused.

    Where no source was asked, a figure that the text contradicts is wrong.
    """
    standing = {f.span for f in checked.figures if f.stands}
    kept = tuple(one for one in findings if one.verdict != "wrong" or one.spans[0] not in standing)
    accused = {one.spans[0]: one for one in kept if one.verdict == "wrong" and not checked.sources}
    figures = tuple(
        f.model_copy(update={"verdict": "wrong", "reason": "contradicted", "detail": accused[f.span].detail})
        if f.span in accused and not f.stands
        else f
        for f in checked.figures
    )
    return checked.model_copy(update={"figures": figures, "findings": kept, "status": status_of(figures)})


def judged(bound: Bound, span: Place) -> Judged:
    """One figure's verdict."""
    level, failure = bound.level, bound.failure
    fact = level if isinstance(level, Fact) else None
    calculation = level if isinstance(level, Calculation) else None
    if failure is None:
        return Judged(text=bound.reading.text, span=span, verdict="tied", fact=fact, calculation=calculation)
    verdict: Tie = bound.verdict
    return Judged(
        text=bound.reading.text,
        span=span,
        verdict=verdict,
        reason=failure.reason,
        detail=failure.detail,
        fact=fact,
        calculation=calculation,
    )
