"""What does the engine make of a filing's own words, and of edits of them, with the rest of the filing as source?"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.judging import Desk, desk, verdict
from tieout.evals.mutation.mdna import Paragraph, paragraphs
from tieout.evals.mutation.own import Editor, Own, own_sentences
from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.record import Case, Recorder
from tieout.evals.mutation.rows import Planter, Row, rows
from tieout.evals.mutation.source import Place
from tieout.tools.figures.said import Setting
from tieout.tools.filings.sentences import sentences

Told = TypeVar("Told", Own, Row, Paragraph)
_EDITS, _DECOYS, _PLANTED = 2, 3, 4


@dataclass(frozen=True)
class Untouched:
    """Judges sentences, cells and paragraphs of one filing."""

    catalog: Catalog
    rng: random.Random
    recorder: Recorder

    def sentences(self, count: int) -> None:
        """Sentences with tagged figures, without their paragraphs in the source, and their mutants."""
        editor = Editor(self.catalog, self.rng)
        for source, group in self._sources(self._sample(own_sentences(self.catalog.filing), count)):
            for own in group:
                setting = source.setting(own.headings, own.before)
                bound = self.recorder.tied(source, own.text, setting)
                for figure in own.figures:
                    case = Case(
                        origin="own",
                        sentence=own.text,
                        elsewhere=figure.elsewhere,
                        reachable=source.may_prove(own.text, bound, (figure.start, figure.end)),
                        by_chance=source.may_prove(own.text, bound, (figure.start, figure.end), other=True),
                    )
                    self.recorder.keep(case, verdict(bound, (figure.start, figure.end)), figure.printed, source)
                self._edited(editor, own, source, setting, "own")

    def quotations(self, count: int) -> None:
        """The same with all of the filing in the source, as who quotes a filing has it, and their mutants."""
        editor, source = Editor(self.catalog, self.rng), desk(self.catalog.filing)
        for own in self._sample(own_sentences(self.catalog.filing), count):
            setting = source.setting(own.headings, own.before)
            bound = self.recorder.tied(source, own.text, setting)
            for figure in own.figures:
                case = Case(origin="quotation", sentence=own.text)
                self.recorder.keep(case, verdict(bound, (figure.start, figure.end)), figure.printed, source)
            self._edited(editor, own, source, setting, "quotation")

    def _edited(self, editor: Editor, own: Own, source: Desk, setting: Setting, origin: str) -> None:
        for found, most in ((editor.edits(own), _EDITS), (editor.decoys(own), _DECOYS)):
            for edited in self.recorder.chosen(found, most, partial(editor.is_true, own)):
                outcome = verdict(self.recorder.tied(source, edited.text, setting), edited.span)
                fault = edited.fault.removesuffix(" of words")
                case = Case(origin=origin, sentence=edited.text, fault=fault, decoy=edited.decoy)
                self.recorder.keep(case, outcome, edited.printed, source)

    def cells(self, count: int) -> None:
        """Cells of tables, without their rows in the source, and other figures in their place."""
        every = rows(self.catalog.filing)
        beside: dict[Place, list[Row]] = defaultdict(list)
        for row in every:
            beside[row.place].append(row)
        planter = Planter(self.catalog, beside, self.rng)
        for source, group in self._sources(self._sample(every, count)):
            for row in group:
                reach = True if row.elsewhere else None
                case = Case(origin="row", sentence="", elsewhere=row.elsewhere, reachable=reach)
                self._cell(row, row.printed, source, case)
                for other in self.recorder.chosen(planter.planted(row), _PLANTED, planter.is_true):
                    case = Case(origin="row", sentence="", fault=other.fault, decoy=other.decoy)
                    self._cell(row, other.printed, source, case)

    def _cell(self, row: Row, printed: Printed, source: Desk, case: Case) -> None:
        text = row.showing(printed)
        tier = source.tier
        setting = tier.inherited(tier.said(row.caption), source.setting(row.headings))
        bound = self.recorder.timed(
            lambda: tier.cell(text, row=row.row, column=row.column, scale=row.scale, setting=setting)
        )
        shown = Case(**{**vars(case), "sentence": f"{row.caption} | {row.row} | {row.column} | {text}"})
        self.recorder.keep(shown, verdict(bound, (0, len(text))), printed, source)

    def discussion(self, count: int) -> None:
        """Paragraphs of management's discussion, every figure, tagged or not; then quoted from the whole filing."""
        chosen = paragraphs(self.catalog.filing, count, self.rng)
        for source, group in self._sources(chosen):
            for paragraph in group:
                self._discussed(paragraph, source, "discussion")
        for paragraph in chosen:
            self._discussed(paragraph, desk(self.catalog.filing), "discussion quoted")

    def _discussed(self, paragraph: Paragraph, source: Desk, origin: str) -> None:
        setting = source.setting(paragraph.headings)
        for low, high in sentences(paragraph.text):
            text = paragraph.text[low:high]
            for bound in self.recorder.tied(source, text, setting):
                outcome = verdict([bound], (bound.reading.start, bound.reading.end))
                may, chance = None, False
                if origin == "discussion":
                    may, chance = (ask(text, bound.reading) for ask in (source.reach.may, source.reach.by_chance))
                shown = f"{text} [{bound.reading.text}]"
                case = Case(origin=origin, sentence=shown, reachable=may, by_chance=chance)
                self.recorder.keep(case, outcome, None, source)
            setting = source.tier.inherited(source.tier.said(text), setting)

    def _sample(self, every: Sequence[Told], count: int) -> list[Told]:
        """Some, half of them with figures that the filing tags elsewhere too, as far as there are."""
        twice = [at for at, one in enumerate(every) if one.elsewhere]
        chosen = set(self.rng.sample(twice, min(count // 2, len(twice))))
        others = [at for at in range(len(every)) if at not in chosen]
        chosen.update(self.rng.sample(others, min(count - len(chosen), len(others))))
        return [every[at] for at in sorted(chosen)]

    def _sources(self, sample: Iterable[Told]) -> Iterator[tuple[Desk, list[Told]]]:
        """What is sampled in batches, each with the filing without the places of its batch."""
        filing = self.catalog.filing
        by_place: dict[Place, list[Told]] = defaultdict(list)
        for one in sample:
            by_place[one.place].append(one)
        for batch in filing.batches(by_place):
            tier, facts = filing.tier_without(batch)
            source = Desk(tier, facts, filing.text, tuple(filing.ranges(batch)), filing.told)
            yield source, [one for place in sorted(batch) for one in by_place[place]]
