"""How are the systems under the scripted model printed? Tables in Markdown, which say that they are of the wiring."""

from collections.abc import Iterator, Sequence

from tieout.evals.peers.loop import MOST, LoopCost
from tieout.evals.peers.outcome import Outcome
from tieout.evals.peers.planted import KINDS
from tieout.model import Thing

SYSTEMS = (
    "| system | calls | tokens | median s | wrong figures written | wrong figures that reached the reader (95 %) "
    "| right figure shown | no figure |\n|---|---|---|---|---|---|---|---|"
)
LOOP = "| wrong drafts | questions | calls: single → loop | ratio (95 %) | tokens, ratio (95 %) | kept |"


class Compared(Thing):
    """One run of the comparison, as it is written down."""

    command: str
    about: str
    machine: str
    version: str
    commit: str | None
    date: str
    load: tuple[float, float] = (0.0, 0.0)
    """Processes that wanted a core, a minute's average, before and after."""
    rate: float
    """The share of drafts that are wrong."""
    seed: int
    latency: float
    """Seconds that the server takes for a call."""
    rounds: int
    systems: tuple[Outcome, ...]
    loop: tuple[LoopCost, ...]


def lines(found: Compared, file: str | None = None) -> Iterator[str]:
    """The section without its heading; `file` is where the result is kept."""
    by = f"[{file}](results/{file}), by" if file else "By"
    yield f"- {by} `{found.command}`: {found.about}"
    low, high = found.load
    yield f"- {found.machine}; load {low:g} and {high:g}; version {found.version}, commit {found.commit}; {found.date}"
    yield (
        f"- The model is a script on loopback, {1000 * found.latency:g} ms a call, which writes a wrong figure into "
        f"{100 * found.rate:g} % of its drafts, second drafts too (seed {found.seed}). This measures the wiring: what "
        "it says of right and wrong is as scripted, and no measure of answer quality."
    )
    yield "- A token is counted as four characters of messages and output shape, for every system alike."
    yield "- The grader of the plain loop passes every right answer, and of the wrong ones the share that is named."
    if found.systems:
        yield from ("", SYSTEMS)
        yield from map(_system, found.systems)
        yield from ("", "Wrong figures that reached the reader, of those written, by kind:", "")
        yield from _kinds(found.systems)
    if found.loop:
        yield from ("", f"Cost of the loop (at most {found.loop[0].rounds} drafts) over a single pass:", "")
        yield from (LOOP, "|---|---|---|---|---|---|")
        yield from map(_cost, found.loop)


def _system(one: Outcome) -> str:
    low, high = one.leak_bounds
    leaks = f"{one.leaks} of {one.questions} questions ({100 * low:.1f} – {100 * high:.1f} %)"
    sown = f"{one.sown}, {one.bound} bound to facts" if one.bound else f"{one.sown}"
    cells = (one.system, f"{one.calls:,}", f"{one.tokens:,}", f"{one.median_seconds:.2f}", sown)
    return f"| {' | '.join(cells)} | {leaks} | {one.right} | {one.nothing} |"


def _kinds(systems: Sequence[Outcome]) -> Iterator[str]:
    kinds = [
        kind
        for kind in (*KINDS, "other")
        if any(one.planted.get(kind, 0) or one.reached.get(kind, 0) for one in systems)
    ]
    yield f"| system | {' | '.join(kinds)} |"
    yield "|---" * (len(kinds) + 1) + "|"
    for one in systems:
        if one.sown:
            cells = (f"{one.reached.get(kind, 0)} of {one.planted.get(kind, 0)}" for kind in kinds)
            yield f"| {one.system} | {' | '.join(cells)} |"


def _cost(one: LoopCost) -> str:
    calls, tokens = (f"{m.value:.2f} ({m.low:.2f} – {m.high:.2f})" for m in (one.calls, one.tokens))
    kept = "yes" if one.holds else "**no**"
    return (
        f"| {100 * one.rate:g} % | {one.questions} | {one.single_calls:,} → {one.loop_calls:,} | {calls} "
        f"| {tokens}, bar ≤ {MOST:g} | {kept} |"
    )
