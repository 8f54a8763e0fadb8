"""How do the hits of several documents share the places? In turn, or so that none crowds out the others."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from tieout.ports import Hit, Snapshot

_DECAY = 0.985
"""What each further hit of a document counts less; scores of fused ranks lie close together."""


CROWD = 5
"""From so many documents on none has more than half of the places."""


def interleaved(lists: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first of each list, then the second of each, and so on."""
    longest = max((len(hits) for hits in lists), default=0)
    return tuple(hits[place] for place in range(longest) for hits in lists if place < len(hits))


def spread(hits: Sequence[Hit], snapshot: Snapshot) -> tuple[Hit, ...]:
    """The hits by score, each further one of the same document a little lower."""
    passages = snapshot.passages([h.passage for h in hits])
    of = {h.passage: passages[h.passage].document for h in hits if h.passage in passages}
    if len(set(of.values())) < 2:  # noqa: PLR2004 - nothing to share
        return tuple(hits)
    seen: Counter[str] = Counter()
    weighed: list[tuple[float, int, Hit]] = []
    for place, hit in enumerate(hits):
        document = of.get(hit.passage, "")
        weighed.append((-hit.score * _DECAY ** seen[document], place, hit))
        seen[document] += 1
    return tuple(hit for _, _, hit in sorted(weighed, key=lambda one: one[:2]))


def shared(hits: Sequence[Hit], snapshot: Snapshot, places: int) -> tuple[Hit, ...]:
    """The hits with no document on more than half of the first `places`, where there are hits of several documents.

    What a document has too many of comes behind, in its order; scores do not rise.
    """
    passages = snapshot.passages([h.passage for h in hits])
    of = {h.passage: passages[h.passage].document for h in hits if h.passage in passages}
    if len(set(of.values())) < CROWD:
        return tuple(hits)
    most, taken = max(1, places // 2), Counter[str]()
    first: list[Hit] = []
    for hit in hits:
        document = of.get(hit.passage, "")
        if len(first) < places and taken[document] < most:
            first.append(hit)
            taken[document] += 1
    among = {hit.passage for hit in first}
    order = (*first, *(hit for hit in hits if hit.passage not in among))
    scores = accumulate((hit.score for hit in order), min)
    return tuple(hit.model_copy(update={"score": score}) for hit, score in zip(order, scores, strict=True))
