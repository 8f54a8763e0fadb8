"""What does one system find, in a process of its own? So that its memory and its time are its own.

    python -m tieout.evals.retrieval.alone SYSTEM QUESTIONS.jsonl HOME DOCS...

prints what it found as JSON. The first question is asked once before the clock runs.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tieout.evals.retrieval import ablation
from tieout.evals.retrieval.asked import read_questions
from tieout.evals.retrieval.ours import Ours
from tieout.evals.retrieval.outcome import DEPTH, System, judged
from tieout.evals.retrieval.peers import Plain, Words, chunks
from tieout.tools.home import Home
from tieout.tools.index.encoder import LocalEncoder

TIEOUT = "tieout"
PLAIN = "plain: dense top-k"
WORDS = "bm25s"


@contextmanager
def opened(name: str, home: Path, folders: Sequence[Path]) -> Iterator[System]:
    """A system by its name, ready to be asked."""
    if name == WORDS:
        yield Words(chunks=chunks(folders), name=name)
    elif name == PLAIN:
        vectors = home.with_name(f"{home.name}-vectors.sqlite")
        yield Plain(chunks=chunks(folders), encoder=LocalEncoder(), vectors=vectors, name=name)
    elif name == TIEOUT:
        with Home.open(home) as here, here.snapshot() as snapshot:
            yield Ours(snapshot=snapshot, name=name)
    else:
        with ablation.step(name, home) as one:
            yield one


def resident() -> float:
    """Memory of this process in MB; 0 where the system does not say."""
    told = Path("/proc/self/status")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS")), 0.0)


def main(arguments: Sequence[str]) -> None:
    """Ask one system everything."""
    name, file, home, *folders = arguments
    questions = read_questions(Path(file))
    with opened(name, Path(home), [Path(folder) for folder in folders]) as system:
        system.find(questions[0].question, DEPTH)
        outcome = judged(system, questions)
        megabytes = round(resident(), 1)
        absent = system.absence(questions) if isinstance(system, Ours) and name == TIEOUT else {}
    part = "peers" if name in {PLAIN, WORDS} else "whole" if name == TIEOUT else "ablation"
    sys.stdout.write(
        outcome.model_copy(update={"megabytes": megabytes, "part": part, "absent": absent}).model_dump_json()
    )


if __name__ == "__main__":
    main(sys.argv[1:])
