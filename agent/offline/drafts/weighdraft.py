"""How does what was said compare with what was reported? The reported figure, and the verdict between the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.agent.offline.drafts.cells import Cell
from tieout.agent.offline.drafts.claiming import BASES, slot, wanted
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.claim import Claim, Failure, Style
from tieout.document import Document
from tieout.fact import Fact
from tieout.question import Draft, SubQuestion, Weighed
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.verdicts import multiple_of, verdict_of

PRECISION = "what was said and what was reported are compared at the precision at which it was said"


@dataclass(frozen=True, kw_only=True)
class WeighDrafter(FigureDrafter):
    """Drafts one reported figure and its verdict; `said` are the facts that the words of the call state."""

    said: tuple[Fact, ...] = ()

    def draft(self) -> Draft:
        """The figure as ever, then the verdict; a failure where the two cannot be set against each other."""
        plain = super().draft()
        weighed = self.subquestion.weighed
        if weighed is None or not plain.claims:
            return plain
        try:
            verdict = self._verdict(weighed)
        except NotDerivable as error:
            failure = Failure(
                reason=error.reason, detail=error.detail, subquestion=self.subquestion.id, text=self.subquestion.text
            )
            return plain.model_copy(update={"failures": (*plain.failures, failure)})
        return plain.model_copy(update={"claims": (*plain.claims, verdict)})

    def _verdict(self, weighed: Weighed) -> Claim:
        entity, asked, period = (
            self.subquestion.entities[0],
            self.subquestion.metrics[0],
            self.subquestion.periods[0],
        )
        level = self.ledger.level(wanted(entity, asked, period))
        by_id = {f.id: f for f in self.said}
        if any(i not in by_id for i in weighed.said):
            raise NotDerivable("missing_evidence", "what was said cannot be read again at its place")
        said = tuple(by_id[i] for i in weighed.said)
        cell = Cell(entity=entity, asked=asked, period=period, level=level)
        found = verdict_of(weighed.manner, said, level, slot(level, self._style(cell, level)))
        return Claim(
            subquestion=self.subquestion.id,
            kind="verdict",
            template=found.template,
            slots=found.slots,
            citations=(*(f.locator for f in said), *self.places(level)),
            notes=(PRECISION,),
        )

    def _style(self, cell: Cell, level: Level) -> Style:
        style = self.signed(cell, level)[1]
        return "auto" if style == "magnitude" else style


def weighed_for(
    subquestion: SubQuestion, facts: Sequence[Fact], documents: Mapping[str, Document], vocabulary: Vocabulary
) -> Draft:
    """The reported figure and the verdict; what was said is no figure of the ledger."""
    reported = tuple(f for f in facts if f.origin != "text")
    drafter = WeighDrafter(
        subquestion=subquestion,
        ledger=Ledger(reported, documents, vocabulary),
        vocabulary=vocabulary,
        facts={f.id: f for f in reported},
        documents=tuple(documents.values()),
        said=tuple(f for f in facts if f.origin == "text"),
    )
    return drafter.draft()


def multiple_for(
    subquestion: SubQuestion, facts: Sequence[Fact], documents: Mapping[str, Document], vocabulary: Vocabulary
) -> Draft:
    """How many times its yearly earnings a share cost at a close, with both."""
    entity, period, day = subquestion.entities[0], subquestion.periods[0], subquestion.days[0]
    price = next((f for f in facts if f.concept == "market:close" and f.period.end == day), None)
    sought = Wanted(entity=entity.key, metric="eps_diluted", words="", period=period)
    try:
        earnings = _reported(Ledger(facts, documents, vocabulary), sought, price)
        found = multiple_of(price, earnings) if price is not None else None
    except NotDerivable as error:
        failure = Failure(reason=error.reason, detail=error.detail, subquestion=subquestion.id, text=subquestion.text)
        return Draft(failures=(failure,))
    if found is None or price is None:
        return Draft()
    claim = Claim(
        subquestion=subquestion.id,
        kind="verdict",
        template=found.template,
        slots=found.slots,
        citations=(price.locator, earnings.locator),
        notes=(BASES["market:close"], f"earnings are those of {period.words}, the latest four quarters reported then"),
    )
    return Draft(claims=(claim,))


def _reported(ledger: Ledger, sought: Wanted, price: Fact | None) -> Fact:
    """The reported earnings per share; raises NotDerivable where none are, or a split lies before the price."""
    earnings = ledger.level(sought)
    if price is None or not isinstance(earnings, Fact):
        raise NotDerivable("missing_evidence", "no close as traded, or no reported earnings per share, is indexed")
    for why in ledger.before_split((price, earnings)).values():
        raise NotDerivable("not_derivable", why)
    return earnings
