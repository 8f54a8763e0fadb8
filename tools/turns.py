"""Who speaks when on a call, and which turns ask something? The turns of a call, in their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from tieout.calculation import Calculation, Operand
from tieout.document import Document, Passage
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.period import Instant
from tieout.ports import Snapshot
from tieout.tools.filings.calls import UNNAMED
from tieout.tools.filings.sentences import sentences
from tieout.tools.spoken import ROLES, passages_of

PREFIX = "turn"
REMARKS = "Prepared remarks"
_ASKS = 120
"""A turn of an analyst that is longer asks something, with or without a question mark."""
_NUMBERED = re.compile(r"Speaker \d+", re.IGNORECASE)
_ID = re.compile(rf"{PREFIX}:(\d{{1,6}}):(.+)", re.DOTALL)
_ROLE = {role: re.compile(words, re.IGNORECASE) for role, words in ROLES.items()}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one speaker said without a break."""

    number: int
    speaker: str
    role: str | None
    section: str | None
    passages: tuple[Passage, ...]
    is_guest: bool
    """Whether the speaker is an analyst: by the role, or by not being among those who made the remarks."""

    @property
    def is_operator(self) -> bool:
        """Whether the operator speaks."""
        return _ROLE["operator"].search(f"{self.speaker} {self.role or ''}") is not None

    @property
    def locator(self) -> Locator:
        """Where it begins."""
        return self.passages[0].locator

    def sentences(self) -> Iterator[tuple[int, int, str]]:
        """Its sentences, each once: half-open range in the canonical text, and the words."""
        last = -1
        for passage in self.passages:
            base = passage.locator.start or 0
            for start, end in sentences(passage.text):
                text = passage.text[start:end]
                low = base + start + len(text) - len(text.lstrip())
                if low > last and text.strip():
                    last = low
                    yield low, low + len(text.strip()), text.strip()

    @property
    def asks(self) -> bool:
        """Whether an analyst asks something in it."""
        text = " ".join(said for *_, said in self.sentences())
        return self.is_guest and ("?" in text or len(text) >= _ASKS)


def turns_in(snapshot: Snapshot, call: Document) -> tuple[Turn, ...]:
    """The turns of a call."""
    found = [p for p in passages_of(snapshot, call.id) if p.locator.kind == "turn"]
    hosts = {_speaker(p) for p in found if p.locator.section == REMARKS}
    return tuple(_turn(tuple(group), hosts) for _, group in groupby(found, key=_number))


def _turn(passages: tuple[Passage, ...], hosts: set[str]) -> Turn:
    at = passages[0].locator
    speaker, role = _speaker(passages[0]), at.role if at.kind == "turn" else None
    named = f"{speaker} {role or ''}"
    by_role = role is not None and role != speaker
    named_so = speaker != UNNAMED and _NUMBERED.fullmatch(speaker) is None
    unknown = at.section != REMARKS and speaker not in hosts and named_so
    is_guest = (
        _ROLE["analyst"].search(role or "") is not None
        if by_role
        else unknown and _ROLE["operator"].search(named) is None
    )
    return Turn(
        number=_number(passages[0]),
        speaker=speaker,
        role=role,
        section=at.section,
        passages=passages,
        is_guest=is_guest,
    )


def _number(passage: Passage) -> int:
    return passage.locator.turn if passage.locator.kind == "turn" else -1


def _speaker(passage: Passage) -> str:
    return passage.locator.speaker if passage.locator.kind == "turn" else UNNAMED


def turn_id(document: str, number: int) -> str:
    """The id of the fact that a turn is one."""
    return f"{PREFIX}:{number}:{document}"


def turn_fact(snapshot: Snapshot, identifier: str) -> Fact | None:
    """The fact that a turn is one turn, by its id; None where there is no such turn."""
    named = _ID.fullmatch(identifier)
    if named is None:
        return None
    document = snapshot.document(named[2])
    turn = next((t for t in turns_in(snapshot, document) if t.number == int(named[1])), None)
    if turn is None:
        return None
    return Fact(
        id=identifier,
        document=document.id,
        entity=document.entity,
        concept="call:turn",
        label=f"turn of {turn.speaker}",
        value=Decimal(1),
        unit="turns",
        period=Instant(end=document.filed or document.period_end or date.min, is_assumed=document.filed is None),
        measure="other",
        scope="other",
        printed=turn.speaker,
        locator=turn.locator,
        origin="text",
        known_since=document.known_since,
    )


def counted(turns: Sequence[Fact]) -> Calculation:
    """How many turns there are."""
    names = [f"t{number}" for number, _ in enumerate(turns, start=1)]
    return Calculation(
        operation="sum",
        metric=f"number of turns: {turns[0].label}",
        expression=" + ".join(names),
        formula=" + ".join("1" for _ in names),
        operands=tuple(Operand(name=n, fact=f.id, value=Decimal(1)) for n, f in zip(names, turns, strict=True)),
        value=Decimal(len(turns)),
        unit="turns" if len(turns) > 1 else "turn",
        entity=turns[0].entity.key,
        period=turns[0].period,
    )
