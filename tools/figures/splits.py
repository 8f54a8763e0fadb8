"""Do per-share figures stand on one basis? A stock split between them makes them incomparable.

A split shows where a filing or a table of prices states it, and where a later filing restates a figure per share, or a
number of shares, by the ratio of a split.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from tieout.document import Document
from tieout.fact import Fact

STATED = ("us-gaap:StockholdersEquityNoteStockSplitConversionRatio1", "market:split")
_RATIOS = tuple(
    sorted(
        {Decimal(n) for n in (*range(2, 13), 15, 20, 25, 28, 30, 35, 40, 50, 60, 75, 80, 100)}
        | {Decimal(3) / 2, Decimal(4) / 3, Decimal(5) / 4, Decimal(5) / 2, Decimal(5) / 3, Decimal(6) / 5}
    )
)
_EXACT = Decimal("0.005")
_SURE = Decimal("0.04")
"""Where rounding leaves more room than this, a ratio says nothing."""
_UNSURE = timedelta(days=120)
"""So long after its period's end a filing of unknown date may have come out."""


@dataclass(frozen=True, slots=True)
class Split:
    """A change of basis: what was stated up to `before` is on the old one, from `after` on the new one."""

    before: date
    after: date
    ratio: Decimal
    """New shares for one old share; less than one for a reverse split."""

    @property
    def words(self) -> str:
        """As a message says it: "4-for-1 stock split"."""
        if self.ratio >= 1:
            return f"{self.ratio.normalize():.4g}-for-1 stock split"
        return f"1-for-{(1 / self.ratio).normalize():.4g} stock split"


class Bases:
    """Which splits lie between the figures of some companies."""

    def __init__(self, facts: Iterable[Fact], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._same: dict[object, list[Fact]] = defaultdict(list)
        self._stated: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.concept in STATED and fact.value:
                self._stated[fact.entity.key].append(fact)
            elif per_share(fact) is not None and fact.value:
                self._same[fact.meaning].append(fact)

    def mixed(self, facts: Sequence[Fact]) -> str | None:
        """Why figures cannot be set against each other; None where no split lies between them."""
        return next(iter(self.stale(facts).values()), None)

    def stale(self, facts: Sequence[Fact]) -> dict[str, str]:
        """Ids of the figures that stand before a split which others of the same company stand after, each with why."""
        found: dict[str, str] = {}
        counted = [fact for fact in facts if per_share(fact) is not None]
        for owner in dict.fromkeys(fact.entity.key for fact in counted):
            own = [fact for fact in counted if fact.entity.key == owner]
            for split in self._splits(owner) if len(own) > 1 else ():
                new = next((fact for fact in own if self._side(fact, split) == "new"), None)
                for old in own if new is not None else ():
                    if new is not None and self._side(old, split) == "old":
                        found.setdefault(old.id, _between(old, new, split))
        return found

    def _splits(self, owner: str) -> Iterator[Split]:
        for fact in self._stated[owner]:
            if fact.value:
                yield Split(fact.period.end - timedelta(days=1), fact.period.end, fact.value)
        for same in list(self._same.values()):
            if same[0].entity.key == owner and len({fact.document for fact in same}) > 1:
                yield from self._restated(same)

    def _restated(self, same: Sequence[Fact]) -> Iterator[Split]:
        """Splits that show in two statements of one figure."""
        dated = sorted(((day, fact) for fact in same if (day := self._day(fact))), key=lambda pair: pair[0])
        for (before, old), (after, new) in pairwise(dated):
            ratio = split_ratio(old, new)
            if ratio is not None and before < after:
                yield Split(before, after, ratio)

    def _side(self, fact: Fact, split: Split) -> str:
        """On which side of a split a figure was stated: "old", "new", or "" where that is open."""
        same = [one for one in self._same.get(fact.meaning, [fact]) if one.value == fact.value]
        days = [day for one in same if (day := self._day(one))]
        if not days:
            return ""
        if max(days) >= split.after:
            return "new"
        unsure = self._is_undated(fact) and split.before - max(days) < _UNSURE and split.after - split.before < _UNSURE
        return "old" if max(days) <= split.before and not unsure else ""

    def _day(self, fact: Fact) -> date | None:
        """The day as of which a figure was stated: its own for a price, else the filing's."""
        if fact.origin == "market":
            return fact.period.end
        document = self._documents.get(fact.document)
        if document is None:
            return None
        return document.filed or (document.accepted.date() if document.accepted else document.period_end)

    def _is_undated(self, fact: Fact) -> bool:
        document = self._documents.get(fact.document)
        return fact.origin != "market" and document is not None and document.known_since is None


def per_share(fact: Fact) -> bool | None:
    """True for an amount per share, False for a number of shares, None for what no split changes."""
    if fact.concept in {"market:volume", *STATED} or fact.concept.endswith("djusted_close"):
        return None
    if fact.unit.endswith("/shares"):
        return True
    return False if fact.unit == "shares" else None


def split_ratio(old: Fact, new: Fact) -> Decimal | None:
    """The split by which two statements of one figure differ; None where they differ otherwise, or not at all."""
    if not old.value or not new.value or (old.value < 0) != (new.value < 0):
        return None
    before, after = (old, new) if per_share(old) else (new, old)
    if before.value is None or after.value is None:
        return None
    ratio = before.value / after.value
    slack = _half(before) / abs(before.value) + _half(after) / abs(after.value) + _EXACT
    if slack > _SURE:
        return None
    for known in _RATIOS:
        if abs(ratio / known - 1) <= slack:
            return known
        if abs(ratio * known - 1) <= slack:
            return 1 / known
    return None


def _half(fact: Fact) -> Decimal:
    return Decimal(0) if fact.decimals is None else Decimal(1).scaleb(-fact.decimals) / 2


def _between(old: Fact, new: Fact, split: Split) -> str:
    return (
        f"a {split.words} lies between {_called(old)} ({old.printed}) and {_called(new)} ({new.printed}); "
        "they are on different bases"
    )


def _called(fact: Fact) -> str:
    return f"“{fact.label}” of {fact.period.fiscal or fact.period.end}"
