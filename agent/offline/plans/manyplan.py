"""Does a question have several parts? Each is planned by itself, with what the parts before it leave unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.clauses import Clause, clauses, is_question
from tieout.agent.offline.reading.definition import Definition, definitions
from tieout.agent.offline.reading.leaning import completed
from tieout.agent.offline.reading.portion import blanked
from tieout.agent.offline.reading.printing import printing
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Failure, Shown
from tieout.question import Plan, SubQuestion

PAIR = 2
JOINTS = 12
"""Places at which one part is looked at for pairs; a longer list is read as one."""
_JOINT = re.compile(r",\s+and\s+|\s+and\s+|,\s+|\s+vs\.?\s+", re.IGNORECASE)
MOST = 50
"""Parts of one question that are read."""


def plan_many(planning: Planning) -> Plan | None:
    """The plans of a question's parts, one after the other; None where it has only one part."""
    text = planning.question.text
    if not planning.asked.typed or planning.asked.part:
        return None
    if defined := definitions(text):
        parts = with_definitions(text, defined)
        return _Parts(planning=planning, lead="").plan(parts) if len(parts) > 1 else None
    found = clauses(text)
    reader = planning.reader
    parts = [one for part in found.parts[: MOST + 1] for one in paired(part, reader)]
    return _Parts(planning=planning, lead=found.lead).plan(parts) if len(parts) > 1 else None


def with_definitions(text: str, defined: Sequence[Definition]) -> list[Clause]:
    """The parts of a question that defines measures, each with the definitions where it names one of them."""
    bare = blanked(text, [(d.start, d.stop) for d in defined])
    named = [n.casefold() for d in defined for n in (d.name, d.short) if n]
    parts = list(clauses(bare.strip(" .;,")).parts)
    if len(named) < len(defined) or not any(n in p.text.casefold() for p in parts for n in named):
        return []
    lead = "".join(f"{text[d.start : d.stop].strip()}. " for d in defined)
    return [replace(p, text=lead + p.text) if any(n in p.text.casefold() for n in named) else p for p in parts]


def paired(part: Clause, reader: Reader) -> list[Clause]:
    """A part once for each of its pairs: "Apple's revenue in 2024 and AMD's R&D in 2023", "AMD's in 2023"."""
    if not 0 < len(_JOINT.findall(part.text)) <= JOINTS or not _several(part.text, reader):
        return [part]
    whole = reader.read(part.text)
    if whole.ask not in {"look_up", "text"} or max(len(whole.entities), len(whole.periods)) < PAIR:
        return [part]
    for joint in _JOINT.finditer(part.text):
        one, other = part.text[: joint.start()], part.text[joint.end() :]
        if _is_pair(reader.read(one), reader.read(other)):
            return [replace(part, text=one), *paired(replace(part, text=other), reader)]
    return [part]


def _several(text: str, reader: Reader) -> bool:
    """Whether a part names several metrics or several companies."""
    return len(reader.vocabulary.find(text)) >= PAIR or len(reader.companies.find(text)) >= PAIR


def _is_pair(left: Understood, right: Understood) -> bool:
    """Whether two sides have what makes them questions of their own."""
    whose, when = bool(left.entities and right.entities), bool(left.periods and right.periods)
    return (bool(left.metrics and right.metrics) and (whose or when)) or (whose and when)


@dataclass(frozen=True, kw_only=True)
class _Parts:
    planning: Planning
    lead: str

    def plan(self, parts: Sequence[Clause]) -> Plan | None:
        """One plan of all parts; None where they turn out to be one question."""
        merged, wish = self._merged(parts[:MOST])
        if len(merged) < PAIR:
            return None
        asked = [replace(one, shown=one.shown or wish) for one in merged]
        plans = [(one, self.planning.again(replace(self.planning, asked=one))) for one in asked]
        subquestions: list[SubQuestion] = []
        failures: list[Failure] = []
        for one, plan in plans:
            subquestions += plan.subquestions
            failures += [f.model_copy(update={"text": one.text}) for f in plan.failures]
        if len(parts) > MOST:
            failures.append(
                Failure(
                    reason="over_budget",
                    detail="the question has more parts than are answered together; ask the rest on its own",
                    text=parts[MOST].text,
                )
            )
        return Plan(
            subquestions=tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(subquestions, start=1)),
            failures=tuple(dict.fromkeys(failures)),
            assumptions=tuple(dict.fromkeys(a for _, plan in plans for a in plan.assumptions)),
            notes=tuple(dict.fromkeys(n for _, plan in plans for n in plan.notes)),
        )

    def _merged(self, parts: Sequence[Clause]) -> tuple[list[Understood], Shown | None]:
        """The parts as understood; what only says how to print holds for all of them."""
        reader = self.planning.reader
        lead = reader.read(self.lead) if self.lead else None
        before = lead or self.planning.asked.before
        wish = printing(self.lead).shown
        read: list[tuple[Clause, Understood]] = []
        for part in parts:
            now = reader.read(part.text, before)
            if not (now.metrics or now.entities or now.periods) and not is_question(now.typed):
                wish = wish or now.shown
                continue
            read.append((part, now))
            before = now if before is None else completed(now, before)
        return self._filled(read, lead or self.planning.asked.before), wish

    def _filled(self, read: Sequence[tuple[Clause, Understood]], before: Understood | None) -> list[Understood]:
        """Every part with what it leaves unsaid: from the part before, else from one behind it."""
        done: list[Understood] = []
        for at, (part, now) in enumerate(read):
            whole = now if before is None else self._complete(now, before)
            for later, behind in read[at + 1 :]:
                whole = whole if whole.entities or whole.strangers else replace(whole, entities=behind.entities)
                if not whole.periods and later.sentence == part.sentence:
                    whole = replace(whole, periods=behind.periods)
            done.append(replace(whole, part=True))
            before = whole
        return done

    def _complete(self, now: Understood, before: Understood) -> Understood:
        """A part with what it leaves unsaid; a question for words takes no metric."""
        if now.entities and now.metrics and now.periods:
            return now
        whole = replace(completed(now, before), text=now.text, shown=now.shown)
        return whole if whole.ask != "text" or now.metrics else replace(whole, metrics=now.metrics)
