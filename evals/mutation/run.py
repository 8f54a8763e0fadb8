"""What does the engine make of one filing's true sentences and of their mutants?"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.change_forms import ANSWERS
from tieout.evals.mutation.claim import Claim
from tieout.evals.mutation.claims import FORMS, Maker
from tieout.evals.mutation.forms import Form
from tieout.evals.mutation.judging import Desk, desk, verdict
from tieout.evals.mutation.mutants import Mutant, Mutators
from tieout.evals.mutation.record import Case, Recorder, worst
from tieout.evals.mutation.source import filing
from tieout.evals.mutation.tally import Report
from tieout.evals.mutation.truth import Truths
from tieout.evals.mutation.untouched import Untouched
from tieout.tools.figures.said import Setting

_EDITS, _DECOYS = 2, 4
_OF_PARAPHRASES, _OF_ANSWERS, _OF_OWN, _OF_ROWS, _OF_DISCUSSION = 0.6, 0.06, 0.14, 0.14, 0.06
"""How the true sentences of a filing are shared out; more than half are paraphrases."""


@dataclass(frozen=True)
class Paraphrases:
    """Facts in the words of our forms, against the whole filing."""

    catalog: Catalog
    rng: random.Random
    recorder: Recorder

    def judge(self, forms: Sequence[Form], count: int, origin: str) -> None:
        """About so many true sentences with their mutants, each form as often as the others."""
        maker, source = Maker(self.catalog, self.rng), desk(self.catalog.filing)
        mutators = Mutators(self.catalog, Truths(self.catalog), self.rng)
        order = self.rng.sample(forms, len(forms))
        for at in range(count):
            claim = maker.claim(order[at % len(order)])
            if claim is not None:
                self._claim(claim, source, origin)
                for found, most in ((mutators.edits(claim), _EDITS), (mutators.decoys(claim), _DECOYS)):
                    for mutant in self.recorder.chosen(found, most, mutators.is_true):
                        self._mutant(mutant, source, origin)

    def _claim(self, claim: Claim, source: Desk, origin: str) -> None:
        said = claim.said()
        bound = self.recorder.tied(source, said.text, Setting())
        case = Case(origin=origin, sentence=said.text, half=claim.form.half)
        for gap, span in said.spans.items():
            self.recorder.keep(case, verdict(bound, span), claim.values[gap], source)

    def _mutant(self, mutant: Mutant, source: Desk, origin: str) -> None:
        claim = mutant.claim
        said = claim.said()
        bound = self.recorder.tied(source, said.text, Setting())
        verdicts = [(verdict(bound, said.spans[gap]), claim.values[gap]) for gap in mutant.planted]
        case = Case(origin=origin, sentence=said.text, fault=mutant.fault, decoy=mutant.decoy, half=claim.form.half)
        self.recorder.keep(case, *worst(verdicts, whole=mutant.whole), source)


def judged(path: Path, count: int, seed: int) -> Report:
    """About so many true sentences of one filing, with their mutants."""
    read = filing(path)
    rng = random.Random(f"{seed} {path.stem}")  # noqa: S311  # a sample, repeatable on purpose
    report = Report(filing=read.document.id, half=read.half)
    catalog, recorder = Catalog(read), Recorder(report)
    paraphrases, untouched = Paraphrases(catalog, rng, recorder), Untouched(catalog, rng, recorder)
    paraphrases.judge(FORMS, round(count * _OF_PARAPHRASES), "paraphrase")
    paraphrases.judge(ANSWERS, round(count * _OF_ANSWERS), "answer")
    untouched.sentences(round(count * _OF_OWN))
    untouched.cells(round(count * _OF_ROWS))
    untouched.discussion(round(count * _OF_DISCUSSION))
    untouched.quotations(round(count * _OF_DISCUSSION))
    return report
