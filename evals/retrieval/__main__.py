"""Measures how well the right pages are found.

    python -m tieout.evals.retrieval DOCS QUESTIONS.jsonl [--also FOLDER] [--home HOME] [--out FILE.json]
        [--peers] [--ablation] [--misses]

DOCS is a folder of documents, QUESTIONS.jsonl one {"id", "question", "documents": [stem], "pages": [{"document",
"page"}], "type"} a line, with pages counted from 1. `--also` adds documents that nobody asks about. HOME is ingested
once and used again, and what else is made on the way is kept beside it; without it all is temporary.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tieout.errors import ServiceError, TieoutError
from tieout.evals.retrieval.ablation import STEPS
from tieout.evals.retrieval.alone import PLAIN, TIEOUT, WORDS
from tieout.evals.retrieval.asked import Asked, read_questions
from tieout.evals.retrieval.ours import filled
from tieout.evals.retrieval.outcome import Outcome
from tieout.evals.retrieval.page import tables


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, help="folder of documents")
    parser.add_argument("questions", type=Path, help="questions with gold, as JSON lines")
    parser.add_argument("--also", type=Path, action="append", default=[], help="more documents; may be repeated")
    parser.add_argument("--home", type=Path, help="a home to use, and to ingest into what it lacks")
    parser.add_argument("--out", type=Path, help="write the result here as JSON")
    parser.add_argument("--misses", action="store_true", help="list the questions whose page is not among the first 5")
    parser.add_argument("--peers", action="store_true", help="ask a plain pipeline and bm25s as well")
    parser.add_argument("--ablation", action="store_true", help="ask with parts of the search left out as well")
    return parser.parse_args(arguments)


def measure(options: argparse.Namespace, home: Path) -> tuple[Outcome, ...]:
    """What each system found, one after the other, each in a process of its own."""
    read_questions(options.questions)
    folders = [options.docs, *options.also]
    filled(folders, home)
    names = [TIEOUT, *((PLAIN, WORDS) if options.peers else ()), *(STEPS if options.ablation else ())]
    return tuple(_alone(name, options.questions, home, folders) for name in names)


def _alone(name: str, questions: Path, home: Path, folders: Sequence[Path]) -> Outcome:
    sys.stderr.write(f"{name} …\n")
    command = [sys.executable, "-m", "tieout.evals.retrieval.alone", name, *map(str, (questions, home, *folders))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["nothing"]
        raise ServiceError(f"{name!r} ended with {done.returncode} and said: {said[0]}; run it alone")
    return Outcome.model_validate_json(done.stdout)


def written(options: argparse.Namespace, outcomes: Sequence[Outcome]) -> str:
    """The result as JSON, with the command as it can be repeated anywhere: folders by their names."""
    words = [options.docs.name, options.questions.name]
    words += [word for folder in options.also for word in ("--also", folder.name)]
    words += [f"--{name}" for name in ("peers", "ablation") if getattr(options, name)]
    files = sum(path.is_file() for folder in (options.docs, *options.also) for path in folder.rglob("*.*"))
    found = {
        "command": shlex.join(["python", "-m", "tieout.evals.retrieval", *words]),
        "about": f"{outcomes[0].whole.questions} questions over {files} files.",
        "systems": [one.model_dump(mode="json", exclude={"answered"}) for one in outcomes],
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def misses(outcome: Outcome, questions: Sequence[Asked]) -> str:
    """The questions without a hit among the first five, with their gold and what was found."""
    by_id = {asked.id: asked for asked in questions}
    lines = []
    for one in outcome.answered:
        if not one.metrics.get("page@5", one.metrics.get("documents@5")):
            asked = by_id[one.id]
            gold = ", ".join(f"{page.document[:12]}:{page.page}" for page in asked.pages)
            found = ", ".join(name[:12] + ":" + name.rpartition(":")[2] for name in one.found)
            lines.append(f"{one.id} ({one.type}): {asked.question}\n    gold  {gold}\n    found {found}\n")
    return "".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, write the result."""
    options = parsed(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="tieout-retrieval-") as folder:
            outcomes = measure(options, options.home or Path(folder) / "home")
        questions = read_questions(options.questions)
    except TieoutError as error:
        sys.stderr.write(f"retrieval: {error}\n")
        return 2
    print(tables(outcomes))
    if options.misses:
        print(misses(outcomes[0], questions))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(written(options, outcomes), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
