"""What did each analyst answer? Asks every question of both, and remembers what was asked before."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tieout import Workspace
from tieout.agent.context import Context
from tieout.agent.settings import Settings, settings
from tieout.agent.wiring import choose_analyst, default_parts
from tieout.answer import Answer
from tieout.errors import InputError, TieoutError
from tieout.evals.answer_questions import outcome
from tieout.model import Thing

Side = Literal["a", "b"]
OFFLINE = "offline"
_CLUSTERS = ("cluster", "document", "company", "ticker")
"""Fields of a question that say what it succeeds or fails together with."""


class Asked(Thing):
    """One question of a file."""

    id: str
    question: str
    cluster: str
    """Document or company where the file says it, else the question itself."""
    given: str
    """The line of the file, in which a truth may stand."""


class Row(Thing):
    """One answer in figures."""

    key: str
    """Of the arm, the question and the settings: the same is not asked twice."""
    side: Side
    id: str
    cluster: str
    status: str
    """Of the answer, or "error"."""
    verified: float | None = None
    """Verified claims over all claims; None where nothing was claimed."""
    right: float | None = None
    """1 where the file knows the truth and the answer states it."""
    wrong: float | None = None
    usd: float = 0.0
    tokens: int = 0
    seconds: float = 0.0
    written_by: str = ""
    error: str = ""


class Arm(Thing):
    """One analyst: a model as `Context.model` names it, or "offline"."""

    side: Side
    name: str
    frugal: bool = False

    @property
    def context(self) -> Context:
        """The settings of its questions."""
        if self.name == OFFLINE:
            return Context(offline=True)
        return Context(model=self.name, frugal=self.frugal)


def read_questions(file: Path) -> tuple[Asked, ...]:
    """The questions of a file of JSON lines, `{"id", "question"}` and what else; raises InputError."""
    found: list[Asked] = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else {}
            if row:
                name = str(row.get("id", number))
                found.append(Asked(id=name, question=row["question"], cluster=_cluster(row, name), given=line))
        except (ValueError, KeyError, AttributeError, ValidationError) as error:
            raise InputError(f"line {number} of {str(file)!r} is no question: {error!r}") from error
    if not found:
        raise InputError(f"{str(file)!r} holds no question; write one JSON object a line")
    return tuple(found)


def _cluster(row: Mapping[str, object], name: str) -> str:
    golds = row.get("golds")
    tickers = sorted({str(g.get("ticker")) for g in golds if isinstance(g, dict)}) if isinstance(golds, list) else []
    said = [str(row[field]) for field in _CLUSTERS if row.get(field)]
    return (said or ["+".join(tickers)])[0] or name


def workspace(home: Path) -> Workspace:
    """The home, with models that answer each question anew: a remembered answer costs nothing and takes no time."""
    parts = dataclasses.replace(default_parts(home), analyst=partial(choose_analyst, _forgetful, home))
    return Workspace(home, parts=parts)


def _forgetful() -> Settings:
    return settings().model_copy(update={"model_cache": False})


def asked_both(
    arms: tuple[Arm, Arm], questions: Sequence[Asked], ask: Callable[[str, Context], Answer], kept: Path
) -> tuple[Row, ...]:
    """The rows of both arms; what `kept` holds is not asked again, and every new row is written there at once.

    The arms take turns in going first, so that a slower hour is no one's.
    """
    known = {row.key: row for row in read_rows(kept)}
    with kept.open("a", encoding="utf-8") as file:
        for place, asked in enumerate(questions):
            for arm in arms if place % 2 == 0 else arms[::-1]:
                key = key_of(arm, asked)
                if key not in known or known[key].status == "error":
                    known[key] = _row(arm, asked, key, ask)
                    file.write(known[key].model_dump_json() + "\n")
                    file.flush()
    return tuple(known[key_of(arm, asked)] for asked in questions for arm in arms)


def read_rows(kept: Path) -> Iterator[Row]:
    """The rows of an earlier run, those that a kill cut off left out; the last of a key counts."""
    lines: Iterable[str] = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ()
    for line in lines:
        try:
            yield Row.model_validate_json(line)
        except ValidationError:
            continue


def key_of(arm: Arm, asked: Asked) -> str:
    """What makes two askings the same."""
    return sha256(f"{arm.model_dump_json()}\n{asked.model_dump_json()}".encode()).hexdigest()[:16]


def _row(arm: Arm, asked: Asked, key: str, ask: Callable[[str, Context], Answer]) -> Row:
    known = {"key": key, "side": arm.side, "id": asked.id, "cluster": asked.cluster}
    try:
        answer = ask(asked.question, arm.context)
    except TieoutError as error:
        return Row.model_validate({**known, "status": "error", "error": f"{type(error).__name__}: {error}"})
    truth = json.loads(asked.given)
    came = outcome(answer, truth) if isinstance(truth.get("golds"), list) else None
    counts = {
        "status": answer.status,
        "verified": answer.faithfulness,
        "right": None if came is None else float(came == "right"),
        "wrong": None if came is None else float(came == "wrong"),
        "usd": float(answer.cost.usd),
        "tokens": answer.cost.input_tokens + answer.cost.output_tokens,
        "seconds": answer.seconds,
        "written_by": answer.written_by,
    }
    return Row.model_validate({**known, **counts})
