"""What RAGAS thinks of our answers: one faithfulness run in which failures count and are never dropped.

A trend line, never the headline: the gate is code. Run as
`python -m tieout.evals.ragas_faithfulness ANSWERS.jsonl --judge MODEL [--base-url URL]` over what
`tieout ask --questions FILE --json` prints; the result is one JSON document on standard output.
"""

import argparse
import asyncio
import json
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from pydantic import ValidationError

from tieout.agent.settings import NO_TELEMETRY
from tieout.answer import Answer
from tieout.errors import InputError, NotThereError, TieoutError
from tieout.model import Thing

AT_ONCE = 4


class Row(Thing):
    """One answer and what became of it; an abstained answer claims nothing and is not asked about."""

    question: str
    status: Literal["scored", "failed", "abstained"]
    value: float | None = None
    why: str = ""


class Run(Thing):
    """All rows; `mean` is over the scored ones and None when there are none."""

    judge: str
    scored: int
    failed: int
    abstained: int
    mean: float | None
    rows: tuple[Row, ...]


class Scorer(Protocol):
    """Scores one answer between 0 and 1, or raises."""

    async def score(self, question: str, answer: str, contexts: Sequence[str]) -> float:
        """How much of the answer the contexts support."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


def contexts(answer: Answer) -> tuple[str, ...]:
    """What the answer cites: quotations, and the table rows or sentences of its figures."""
    sources = [figure.source for figure in answer.figures]
    sources += [o.source for f in answer.figures if f.calculation for o in f.calculation.operands]
    quotes = [*(citation.quote for citation in answer.citations), *(source.quote for source in sources)]
    return tuple(dict.fromkeys(quote for quote in quotes if quote))


async def run(lines: Sequence[Answer | Row], scorer: Scorer, judge: str) -> Run:
    """Score every answer and close the scorer; rows that failed before stay failed."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(line: Answer | Row) -> Row:
        async with limit:
            return line if isinstance(line, Row) else await _row(line, scorer)

    try:
        rows = tuple(await asyncio.gather(*(one(line) for line in lines)))
    finally:
        await scorer.close()
    values = [row.value for row in rows if row.value is not None]
    return Run(
        judge=judge,
        scored=len(values),
        failed=sum(row.status == "failed" for row in rows),
        abstained=sum(row.status == "abstained" for row in rows),
        mean=math.fsum(values) / len(values) if values else None,
        rows=rows,
    )


def read(path: Path) -> tuple[Answer | Row, ...]:
    """Answers of a JSONL file; a line that records an error is a failed row."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NotThereError(f"cannot read {str(path)!r} ({error.strerror}); give a file of answers") from error
    return tuple(_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when all rows were scored or abstained, 1 when some failed, 2 for wrong input."""
    parser = argparse.ArgumentParser(prog="python -m tieout.evals.ragas_faithfulness", description=__doc__)
    parser.add_argument("answers", type=Path, help="one answer a line, as `tieout ask --json` prints it")
    parser.add_argument("--judge", required=True, help="the model that judges")
    parser.add_argument("--base-url", help="of an OpenAI-compatible server")
    given = parser.parse_args(arguments)
    for name, value in NO_TELEMETRY.items():
        os.environ.setdefault(name, value)  # before ragas looks at it for the first time
    try:
        lines = read(given.answers)
        scorer = _ragas(given.judge, given.base_url)
    except TieoutError as error:
        print(error, file=sys.stderr)
        return 2
    result = asyncio.run(run(lines, scorer, given.judge))
    print(result.model_dump_json(indent=2))
    return 1 if result.failed else 0


def _ragas(model: str, base_url: str | None) -> Scorer:
    key = os.environ.get("OPENAI_API_KEY")
    if not key and not base_url:
        raise InputError("the judge needs OPENAI_API_KEY, or --base-url of a server that wants no key; set one")
    try:
        from tieout.evals.ragas_judge import Judge  # noqa: PLC0415  # takes seconds, and is an extra
    except ImportError as error:
        raise InputError(f"RAGAS is not installed ({error}); install it with: pip install 'tieout[evals]'") from error
    return Judge(model, base_url=base_url, api_key=key)


async def _row(answer: Answer, scorer: Scorer) -> Row:
    if answer.status == "abstained":
        return Row(question=answer.question, status="abstained")
    try:
        value = await scorer.score(answer.question, answer.text, contexts(answer))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong with one row is counted, and the others go on
        return Row(question=answer.question, status="failed", why=f"{type(error).__name__}: {error}")
    if not math.isfinite(value):
        return Row(question=answer.question, status="failed", why="RAGAS gave no number")
    return Row(question=answer.question, status="scored", value=value)


def _line(line: str, place: str) -> Answer | Row:
    try:
        record = json.loads(line)
        if isinstance(record, dict) and record.get("status") == "error":
            return Row(question=str(record.get("id", place)), status="failed", why=str(record.get("error")))
        answer = {name: value for name, value in record.items() if name != "id"}
        return Answer.model_validate_json(json.dumps(answer))
    except (ValueError, AttributeError, ValidationError) as error:
        raise InputError(f"{place} is not an answer ({error}); give what `tieout ask --json` prints") from error


if __name__ == "__main__":
    sys.exit(main())
