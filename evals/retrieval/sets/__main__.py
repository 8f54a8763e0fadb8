"""Writes the questions of a public data set with their gold, from the user's own copy.

    python -m tieout.evals.retrieval.sets NAME SOURCE OUT

NAME is `docugami` (10-Q PDFs with source documents), `challenge` (annual reports of the Enterprise RAG Challenge, round
1), `finqa` (pages of annual reports) or `tagged` (10-Ks as inline XBRL). SOURCE is the set's folder. OUT, a folder,
gets `questions.jsonl`, and what a set's documents have to be made from; the documents' folder is printed.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tieout.errors import TieoutError
from tieout.evals.retrieval.asked import Asked, write_questions
from tieout.evals.retrieval.sets.challenge import challenge
from tieout.evals.retrieval.sets.docugami import docugami
from tieout.evals.retrieval.sets.finqa import finqa
from tieout.evals.retrieval.sets.tagged import tagged

SETS: Final[Mapping[str, Callable[[Path, Path], tuple[Path, tuple[Asked, ...]]]]] = {
    "challenge": challenge,
    "docugami": docugami,
    "finqa": finqa,
    "tagged": tagged,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the questions of one set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(SETS), help="which set")
    parser.add_argument("source", type=Path, help="the set's folder")
    parser.add_argument("out", type=Path, help="folder for the questions")
    options = parser.parse_args(arguments)
    try:
        documents, questions = SETS[options.name](options.source, options.out)
    except TieoutError as error:
        sys.stderr.write(f"sets: {error}\n")
        return 2
    write_questions(options.out / "questions.jsonl", questions)
    print(f"{len(questions)} questions in {options.out / 'questions.jsonl'}; their documents: {documents}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
