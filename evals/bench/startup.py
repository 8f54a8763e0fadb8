"""How long does a command take, from its name to its prompt?"""

from pathlib import Path

from tieout.evals.bench.child import TIEOUT, Child, Spent
from tieout.evals.bench.measure import Bar, Measure
from tieout.evals.bench.questions import FIGURE, TEXT

PEER = "import langgraph.graph, sqlalchemy, onnxruntime"
"""`import langgraph` alone imports nothing: it is a namespace package."""
BAR = Bar(side="at most", limit=1.5, of="ratio")


def measure_help(child: Child, runs: int) -> tuple[Measure, ...]:
    """`tieout --help`."""
    child.run(TIEOUT, ["--help"])
    spent = [child.run(TIEOUT, ["--help"]) for _ in range(runs)]
    bar = Bar(side="at most", limit=0.5)
    return (Measure(group="start", name="`tieout --help`", unit="s", runs=seconds(spent), bars=(bar,)),)


def measure_ask(child: Child, home: Path, runs: int) -> tuple[Measure, ...]:
    """`tieout ask` on a warm home, a question of figures and one of text, each beside the import."""
    return tuple(_beside(child, home, runs, kind, question) for kind, question in (("figure", FIGURE), ("text", TEXT)))


def seconds(spent: list[Spent]) -> tuple[float, ...]:
    """Wall clock of each run."""
    return tuple(round(one.seconds, 4) for one in spent)


def _beside(child: Child, home: Path, runs: int, kind: str, question: str) -> Measure:
    command = ["ask", "--home", str(home), "--offline", question]
    answered = (0, 1)  # verified or not, it ran to its end
    child.run(PEER)
    child.run(TIEOUT, command, codes=answered)
    pairs = [(child.run(TIEOUT, command, codes=answered), child.run(PEER)) for _ in range(runs)]
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    cpu = sorted(a.cpu / b.cpu for a, b in pairs)[runs // 2]
    return Measure(
        group="start",
        name=f"`tieout ask`, a {kind}",
        unit="s",
        runs=seconds(ours),
        peer=f"`{PEER}`",
        beside=seconds(theirs),
        bars=(BAR,),
        note=f"processor time {cpu:.2f}× that of the import",
    )
