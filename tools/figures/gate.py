"""May this sentence be printed? Two keys for every figure: the draft's binding, and what the text alone says."""

import re
from collections.abc import Iterable, Sequence
from typing import Self

from tieout.calculation import Calculation
from tieout.claim import Check, Claim, Failure, Figure, Proof, Reason, Slot, Verdict, sentence_hash
from tieout.errors import NotThereError, TieoutError
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.ports import Evidence, Snapshot
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.fill import Filled, fill
from tieout.tools.figures.framed import Framed, Frames, is_framed
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.guise import guise, unseen, vague
from tieout.tools.figures.places import overlaps
from tieout.tools.figures.recompute import recompute
from tieout.tools.figures.remainder import BOUNDED, DENIED, SCALED, SUPPOSED, dated, remainder
from tieout.tools.figures.said import Said
from tieout.tools.figures.terms import Level
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.unproven import folded
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.introduced import introduced, is_whole
from tieout.tools.labelled.saying import is_labelled, read_labelled
from tieout.tools.readthrough import contradiction
from tieout.tools.rejudged import judged_again
from tieout.tools.textual import quoted_facts

_QUOTE = re.compile(r"“(.*)”", re.DOTALL)
_QUOTED = re.compile(r"“([^”]*)”")
ROW = 3
"""Keys of a line of a table: company, metric, period."""


class Gate:
    """Judges claims against an evidence; a claim it cannot judge is not verified."""

    def __init__(self, *, facts: Sequence[Fact], tier: Tier, snapshot: Snapshot, question: str = "") -> None:
        self._facts = {f.id: f for f in facts}
        self._tier = tier
        self._snapshot = snapshot
        self._frames = Frames(tier, self._beside, question)

    @classmethod
    def over(cls, evidence: Evidence, snapshot: Snapshot, vocabulary: Vocabulary, question: str = "") -> Self:
        """The gate for one question's evidence; limits and definitions are the user's where the question has them."""
        facts = tuple({f.id: f for found in evidence.facts.values() for f in found}.values())
        tier = Tier(facts, evidence.documents, snapshot.entities(), vocabulary, strict=True)
        return cls(facts=facts, tier=tier, snapshot=snapshot, question=question)

    def judge(self, claim: Claim) -> Verdict:
        """The verdict on one claim; its own errors are failures of the claim."""
        try:
            if (found := self._without_tie(claim)) is not None:
                return found
            problem = self._misshapen(claim)
            if problem is not None:
                return refused(claim.template, "unsupported", problem)
            filled = fill(claim, self._facts)
            framed = read_labelled(filled.sentence, self._snapshot) or self._frames.read(filled.sentence)
            bound = self._tier.tie(filled.sentence) if framed is None else framed.bound
            return self._compared(claim, filled, bound, framed)
        except NotDerivable as error:
            return refused(claim.template, error.reason, error.detail)
        except NotThereError as error:
            return refused(claim.template, "no_source", str(error))
        except TieoutError as error:
            return refused(claim.template, "critic_unavailable", str(error))

    def _without_tie(self, claim: Claim) -> Verdict | None:
        """The verdict on what is read again in its source instead of being tied to facts; None for all else."""
        if claim.kind == "quotation":
            return self._quotation(claim)
        if claim.kind == "absence":
            at = claim.citations[0]
            why = contradiction(claim.template, self._snapshot, at.document) if not claim.slots else "it has gaps"
            return Verdict(sentence=claim.template) if why is None else refused(claim.template, "contradicted", why)
        if claim.kind == "verdict":
            return judged_again(claim, self._facts, self._snapshot, self._tier.ledger.vocabulary)
        return None

    def loose(self, sentence: str) -> tuple[str, ...]:
        """Words of a finished sentence that its figures do not explain: somebody has to judge them."""
        return () if is_framed(sentence) or is_labelled(sentence) else remainder(self._tier.said(sentence)).words

    def _misshapen(self, claim: Claim) -> str | None:
        """What is wrong with a claim before any figure is looked at."""
        line = f"{', '.join(claim.row)}: {{{''.join(claim.slots)}}}"
        if claim.kind == "figure" and not claim.slots:
            return "a claim of figures states no figure"
        if claim.row and (len(claim.row) != ROW or claim.template != line):
            return "a line of a table states its company, metric and period, and one figure"
        if not is_labelled(claim.template) and (hidden := guise(claim, self._facts)) is not None:
            return hidden
        if claim.kind == "figure":
            stray = () if is_labelled(claim.template) else self._numbered(claim.template)
            return "a number that the draft typed names no period, and nothing proves it" if stray else None
        texts = [
            f"{folded(self._snapshot.around(at))} {at.section}" for at in claim.citations if self._snapshot.quote(at)
        ]
        said = [*_QUOTED.findall(claim.template), *self._numbered(claim.template), *vague(claim.template)]
        invented = any(not any(folded(q) in text for text in texts) for q in said)
        return "a quotation or a number of the sentence does not stand at the cited places" if invented else None

    def _numbered(self, template: str) -> tuple[str, ...]:
        """Numbers that a drafter typed and that read as no figures: marks, references; not periods, forms and names."""
        said = self._tier.said(template)
        named = [*dated(said), *said.named()]
        typed = (r for r in said.readings if not r.is_figure and r.skipped != "form" and any(map(str.isdigit, r.text)))
        return tuple(r.text for r in typed if not overlaps((r.start, r.end), named))

    def _beside(self, said: Said) -> Failure | None:
        """What the words around proven figures say that makes them other figures."""
        left = remainder(said)
        hints: tuple[tuple[re.Pattern[str], Reason, str], ...] = (
            (DENIED, "contradicted", "denies its figure"),
            (SUPPOSED, "wrong_modality", "does not state its figure as reported"),
            (SCALED, "wrong_scale", "gives its figure a second scale or unit"),
            (BOUNDED, "unsupported", "compares with its figure instead of stating it"),
        )
        for pattern, reason, what in hints:
            if (match := pattern.search(left.rest)) is not None:
                return Failure(reason=reason, detail=f"the sentence {what}: {match[0]!r}", text=said.text)
        if left.names:
            detail = f"the sentence names {left.names[0]!r}, which is no company, metric or part of the evidence"
            return Failure(reason="wrong_scope", detail=detail, text=said.text)
        if left.moves and not any(r.kind == "change" for r in said.readings if r.is_figure):
            detail = f"{min(left.moves)!r} says how a figure moved, and no change is stated"
            return Failure(reason="unsupported", detail=detail, text=said.text)
        return None

    def _compared(self, claim: Claim, filled: Filled, bound: Sequence[Bound], framed: Framed | None = None) -> Verdict:
        """Turn both keys: each figure read back must be what its slot holds."""
        proofs: list[Proof] = []
        failures: list[Failure] = []
        unused = set(filled.places)
        for one in bound:
            name = slot_at(filled, one)
            unused.discard(name or "")
            outcome = self._figure(one, claim.slots[name] if name else None, filled.sentence)
            (proofs if isinstance(outcome, Proof) else failures).append(outcome)  # type: ignore[arg-type]  # one list each
        for name in sorted(unused):
            start, end = filled.places[name]
            failures.append(
                Failure(
                    reason="unsupported", detail="a value is not read back as a figure", text=filled.sentence[start:end]
                )
            )
        plain = framed is None and proofs and not failures
        beside = self._beside(self._tier.said(filled.sentence)) if plain else None
        failures += [beside] if beside is not None else []
        return Verdict(
            sentence=filled.sentence,
            proofs=tuple(proofs),
            failures=located(failures, filled.sentence),
            given=framed.given if framed else (),
        )

    def _figure(self, bound: Bound, slot: Slot | None, sentence: str) -> Proof | Failure:
        """A proof when both keys agree, else why not."""
        text = bound.reading.text
        if bound.failure is not None:
            return bound.failure
        if slot is None:
            return Failure(reason="unsupported", detail="the draft binds this figure to nothing", text=text)
        figure, level = bound.reading.figure(), bound.level
        if figure is None or level is None:
            return Failure(reason="unsupported", detail="this figure cannot be read", text=text)
        if isinstance(level, Calculation):
            return self._calculated(figure, level, slot, sentence)
        drafted = self._facts.get(slot.fact or "")
        if drafted is None or not same_fact(drafted, level):
            return Failure(reason=differs(drafted, level), detail=explained(drafted, level), text=text)
        return Proof(figure=figure, fact=drafted.id, check=passed(sentence))

    def _calculated(self, figure: Figure, level: Calculation, slot: Slot, sentence: str) -> Proof | Failure:
        """Both calculations rest on the same facts and come to the same value, computed again."""
        drafted = slot.calculation
        if drafted is None:
            return Failure(reason="wrong_metric", detail=f"the sentence states {level.metric}", text=figure.text)
        again = recompute(drafted, self._facts)
        if again != drafted.value or again != level.value:
            return Failure(
                reason="bad_arithmetic", detail=f"{level.formula} does not give {figure.text}", text=figure.text
            )
        if self._meanings(drafted) != self._meanings(level):
            return Failure(
                reason="wrong_metric",
                detail="the draft computes it from other facts than the sentence says",
                text=figure.text,
            )
        return Proof(figure=figure, calculation=level, check=passed(sentence))

    def _meanings(self, calculation: Calculation) -> list[tuple[object, ...]]:
        return sorted((self._facts[o.fact].meaning for o in calculation.operands), key=str)

    def _quotation(self, claim: Claim) -> Verdict:
        """The quoted words stand at the cited place, and every figure among them is a fact of that place."""
        sentence, at = claim.template, claim.citations[0]
        match = _QUOTE.search(sentence)
        if match is None or claim.slots:
            return refused(sentence, "unsupported", "a quotation stands in quotation marks and has no gaps")
        if not introduced(sentence, match.span(), at, self._snapshot, self._tier) or unseen(sentence):
            return refused(sentence, "unsupported", "a quotation claim says nothing of its own beside the quotation")
        if folded(self._snapshot.quote(at)) != folded(match[1]):
            return refused(sentence, "unsupported", "the quoted words do not stand at the cited place")
        if not is_whole(at, self._snapshot):
            return refused(sentence, "unsupported", "the quotation cuts a word or a figure of its source in two")
        outside = [r for r in figures(sentence) if r.is_figure and not match.start(1) <= r.start < match.end(1)]
        if outside:
            return refused(sentence, "unsupported", f"{outside[0].text!r} stands outside the quotation")
        return self._quoted(sentence, match, at)

    def _quoted(self, sentence: str, match: re.Match[str], at: Locator) -> Verdict:
        inside = [r for r in figures(sentence) if r.is_figure and match.start(1) <= r.start < match.end(1)]
        stated = quoted_facts(self._snapshot, at)
        if len(inside) != len(stated):
            return refused(sentence, "ambiguous", "a figure of the quotation cannot be read the same way in its source")
        proofs: list[Proof] = []
        for reading, fact in zip(inside, stated, strict=True):
            figure = reading.figure()
            if figure is None or folded(fact.printed) != folded(reading.text):
                return refused(sentence, "wrong_value", f"{reading.text!r} is not what the source prints")
            proofs.append(Proof(figure=figure, fact=fact.id, check=passed(sentence)))
        return Verdict(sentence=sentence, proofs=tuple(proofs))


def slot_at(filled: Filled, bound: Bound) -> str | None:
    """The slot whose printed value a figure is: both ranges share characters."""
    at = bound.reading
    return next((n for n, (start, end) in filled.places.items() if at.start < end and start < at.end), None)


def same_fact(one: Fact, other: Fact) -> bool:
    """Whether two facts mean the same and say the same."""
    return one.meaning == other.meaning and one.value == other.value


def differs(drafted: Fact | None, level: Level) -> Reason:
    """In which way the draft's fact is another than the sentence states."""
    if drafted is None or isinstance(level, Calculation):
        return "wrong_metric"
    if drafted.entity.key != level.entity.key:
        return "wrong_entity"
    if (drafted.period.start, drafted.period.end) != (level.period.start, level.period.end):
        return "wrong_period"
    if drafted.dimensions != level.dimensions:
        return "wrong_scope"
    return "wrong_metric" if drafted.concept != level.concept else "wrong_value"


def explained(drafted: Fact | None, level: Level) -> str:
    """What the draft says and what the sentence says."""
    said = f"“{level.label}”, {level.period.end}" if isinstance(level, Fact) else level.metric
    held = f"“{drafted.label}”, {drafted.period.end}" if drafted else "no fact"
    return f"the sentence states {said}; the draft holds {held}"


def passed(sentence: str) -> Check:
    """The record that all eight questions were asked of a figure of this sentence and answered."""
    return Check(
        value=True, precision=True, scale=True, sign=True, unit=True, period=True, entity=True, metric=True,
        sentence=sentence_hash(sentence),
    )  # fmt: skip


def refused(sentence: str, reason: Reason, detail: str) -> Verdict:
    """A verdict with one failure."""
    return Verdict(sentence=sentence, failures=(Failure(reason=reason, detail=detail, text=sentence),))


def located(failures: Iterable[Failure], sentence: str) -> tuple[Failure, ...]:
    """Failures that say in which sentence they arose."""
    return tuple(f if f.text else f.model_copy(update={"text": sentence}) for f in failures)
