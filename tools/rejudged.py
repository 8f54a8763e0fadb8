"""Is a verdict of the draft right? The words of the call are read again, and must lead to the same sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.calculation import Calculation
from tieout.claim import Check, Claim, Failure, Proof, Slot, Verdict, sentence_hash
from tieout.document import Document
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.fill import Filled, fill
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.heard import Guided, Listener, quarter_after, quarter_on
from tieout.tools.spoken import is_of, quarter_in, time_ahead
from tieout.tools.textual import facts_by_id, sentence_around, text_id
from tieout.tools.turns import turn_id, turns_in
from tieout.tools.verdicts import (
    DIFFERS,
    count_of,
    metric_of,
    multiple_of,
    other_basis,
    same_level,
    value_in,
    verdict_of,
)

CLOSE, EARNINGS = "market:close", "eps_diluted"


def judged_again(claim: Claim, facts: Mapping[str, Fact], snapshot: Snapshot, vocabulary: Vocabulary) -> Verdict:
    """The verdict on a verdict; raises NotDerivable where the gate does not come to it by itself."""
    return Bench(facts=facts, snapshot=snapshot, vocabulary=vocabulary).judge(claim)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Judges verdicts against the facts of an evidence, whose calls it reads again."""

    facts: Mapping[str, Fact]
    snapshot: Snapshot
    vocabulary: Vocabulary

    def judge(self, claim: Claim) -> Verdict:
        """The verdict on a verdict; raises NotDerivable where the gate does not come to it by itself."""
        if "count" in claim.slots:
            return self._counted(claim)
        if "multiple" in claim.slots:
            return self._multiple(claim)
        said = self._said(claim)
        facts = {**self.facts, **{f.id: f for f in said}}
        manner, level = self._read(said)
        if not _holds(claim.slots["actual"], level):
            raise NotDerivable("wrong_metric", "the words of the call name another figure than the draft holds")
        found = verdict_of(manner, said, level, claim.slots["actual"])
        if found.template == DIFFERS or manner != "said":
            self._on_one_basis(said[0], level)
        if (found.template, found.slots) != (claim.template, claim.slots):
            raise NotDerivable("contradicted", "the figures do not come to this verdict")
        return _proven(claim, fill(claim, facts), level, facts)

    def _multiple(self, claim: Claim) -> Verdict:
        """A close and a year's diluted earnings per share of one company, as the ledger has them."""
        held = {
            name: self.facts.get(claim.slots[name].fact or "") for name in ("price", "earnings") if name in claim.slots
        }
        price, earnings = held.get("price"), held.get("earnings")
        if price is None or earnings is None or price.concept != CLOSE or price.entity.key != earnings.entity.key:
            raise NotDerivable("no_source", "the close or the earnings are not among the evidence")
        documents = {d.id: d for d in self.snapshot.documents()}
        period = FiscalPeriod.parse(earnings.period.fiscal or "")
        wanted = period and Wanted(entity=price.entity.key, metric=EARNINGS, words="", period=period)
        ledger = Ledger(self.facts.values(), documents, self.vocabulary)
        found = multiple_of(price, earnings)
        for why in ledger.before_split((price, earnings)).values():
            raise NotDerivable("not_derivable", why)
        if not wanted or not same_level(ledger.level(wanted), earnings):
            raise NotDerivable("wrong_metric", "these are not the diluted earnings per share of that year")
        if (found.template, found.slots) != (claim.template, claim.slots):
            raise NotDerivable("contradicted", "the close and the earnings do not come to this")
        return _proven(claim, fill(claim, self.facts), earnings, self.facts)

    def _counted(self, claim: Claim) -> Verdict:
        """The turns of the speaker are counted again on the whole call."""
        ids = _operands(claim.slots["count"])
        held = facts_by_id(self.snapshot, ids)
        if not ids or set(held) != set(ids) or len({(f.document, f.printed) for f in held.values()}) != 1:
            raise NotDerivable("no_source", "the turns that are counted are not there, or not of one speaker")
        first = held[ids[0]]
        call = self.snapshot.document(first.document)
        asked = [t for t in turns_in(self.snapshot, call) if t.asks and t.speaker == first.printed]
        again = facts_by_id(self.snapshot, [turn_id(call.id, t.number) for t in asked])
        found = count_of(list(again.values()), call)
        if (found.template, found.slots) != (claim.template, claim.slots):
            raise NotDerivable("contradicted", "the turns of the call do not come to this number")
        count = found.slots["count"].calculation
        if count is None:
            raise NotDerivable("bad_arithmetic", "nothing is counted")
        return _proven(claim, fill(claim, again), count, again)

    def _on_one_basis(self, said: Fact, level: Level) -> None:
        if other_basis(self.snapshot.text(said.document), metric_of(level, self.vocabulary)):
            raise NotDerivable("ambiguous", "the call speaks of non-GAAP measures, the filing of others")

    def _said(self, claim: Claim) -> tuple[Fact, ...]:
        """What the words of the call state, in its order; raises NotDerivable where they are not there."""
        if "actual" not in claim.slots:
            raise NotDerivable("unsupported", "a verdict states a reported figure")
        held = [slot for name, slot in claim.slots.items() if name != "actual"]
        ids = [i for slot in held for i in ([slot.fact] if slot.fact else _operands(slot))]
        found = facts_by_id(self.snapshot, dict.fromkeys(ids))
        said = tuple(sorted(found.values(), key=lambda f: f.locator.start or 0))
        if not said or len(found) != len(set(ids)) or any(f.origin != "text" for f in said):
            raise NotDerivable("no_source", "the words of the call are not there")
        return said

    def _read(self, said: Sequence[Fact]) -> tuple[str, Level]:
        """How the call's words state their figures, and the reported figure that they name."""
        document = self.snapshot.document(said[0].document)
        if document.kind != "transcript":
            raise NotDerivable("no_source", f"{document.id} is no call")
        text = self.snapshot.text(document.id)
        places = [sentence_around(text, f.locator.start or 0, f.locator.end or 0) for f in said]
        if len(set(places)) != 1:
            raise NotDerivable("ambiguous", "the two figures do not stand in one sentence")
        low, high = places[0]
        owned = [f for f in self.facts.values() if f.entity.key == document.entity.key and f.origin != "text"]
        documents = {d.id: d for d in self.snapshot.documents()}
        listener = Listener(owned, documents, self.vocabulary)
        ids = [f.id for f in said]
        for bound in listener.stated(text[low:high], document):
            if [placed(document, low, bound.reading)] == ids and bound.level is not None:
                return "said", bound.level
        for reading, level in listener.stating(text[low:high], document):
            if [placed(document, low, reading)] == ids:
                return "said", level
        guided = self._guided(listener, text[low:high], document, low, ids)
        return guided.manner, self._reported(guided.wanted, Ledger(owned, documents, self.vocabulary), said[0].unit)

    def _reported(self, wanted: Wanted, ledger: Ledger, unit: str) -> Level:
        """The reported figure that is guided: of the readings of its words the one in the unit that was said."""
        readings = self.vocabulary.metric(wanted.metric).readings if wanted.metric else ()
        for metric in (wanted.metric, *readings):
            try:
                level = ledger.level(replace(wanted, metric=metric))
                value_in(level, unit)
            except NotDerivable:
                continue
            return level
        raise NotDerivable("missing_evidence", "no reported figure is in the unit of what was guided")

    def _guided(self, listener: Listener, sentence: str, document: Document, low: int, ids: list[str]) -> Guided:
        own = quarter_on(document)
        if own is not None:
            period = quarter_after(own)
            for one in listener.guided(sentence, document, period):
                if [placed(document, low, r) for r in one.readings] == ids and is_for(sentence, period):
                    return one
        raise NotDerivable("ambiguous", "the words of the call do not surely name a reported figure")


def is_for(sentence: str, period: FiscalPeriod) -> bool:
    """Whether guidance is for a quarter: a sentence that names no time leaves it to those around it."""
    time = time_ahead(sentence)
    return time is None or is_of(sentence, time, quarter_in(period.span))


def placed(document: Document, low: int, reading: Reading) -> str:
    """The id of the fact that a reading of a sentence states, which begins at `low`."""
    return text_id(document.id, low + reading.start, low + reading.end)


def _operands(slot: Slot) -> list[str]:
    return [o.fact for o in slot.calculation.operands] if slot.calculation else []


def _holds(slot: Slot, level: Level) -> bool:
    """Whether a slot holds the figure that was found again."""
    if isinstance(level, Calculation):
        return slot.calculation is not None and same_level(slot.calculation, level)
    return slot.fact == level.id


def _proven(claim: Claim, filled: Filled, level: Level, facts: Mapping[str, Fact]) -> Verdict:
    """A proof for every figure of the sentence; a figure that is not read back as what fills its gap is a failure."""
    proofs: list[Proof] = []
    check = Check(
        value=True, precision=True, scale=True, sign=True, unit=True, period=True, entity=True, metric=True,
        sentence=sentence_hash(filled.sentence),
    )  # fmt: skip
    read = [r for r in figures(filled.sentence) if r.is_figure]
    for name, place in filled.places.items():
        slot = claim.slots[name]
        held: Level = level if name in {"actual", "count"} else slot.calculation or facts[slot.fact or ""]
        reading = next((r for r in read if (r.start, r.end) == place), None)
        figure = reading.figure() if reading else None
        exact = None if reading is None else in_print(held, reading)
        exact = value_in(held, figure.unit) if exact is None and figure is not None else exact
        if figure is None or exact is None or not agrees(figure.value, figure.precision, exact):
            failure = Failure(reason="unsupported", detail="a value is not read back as a figure", text=filled.sentence)
            return Verdict(sentence=filled.sentence, failures=(failure,))
        calculation = held if isinstance(held, Calculation) else None
        fact = held.id if isinstance(held, Fact) else None
        proofs.append(Proof(figure=figure, fact=fact, calculation=calculation, check=check))
    if len(read) != len(proofs):
        failure = Failure(reason="unsupported", detail="a figure is bound to nothing", text=filled.sentence)
        return Verdict(sentence=filled.sentence, failures=(failure,))
    return Verdict(sentence=filled.sentence, proofs=tuple(proofs))
