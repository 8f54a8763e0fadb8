"""What did this model answer to this very prompt before? A file of answers, so that nothing is paid for twice."""

import asyncio
import hashlib
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tieout.agent.llm.structured import ModelChoice, Structured
from tieout.answer import Cost
from tieout.prompts import Rendered

S = TypeVar("S", bound=BaseModel)

FILE = "models.sqlite"
MOST = 10_000
"""Answers that are kept; the ones that were not asked for the longest go first."""
_TABLE = "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, output TEXT NOT NULL, used INTEGER NOT NULL)"
_SEEN = "UPDATE answer SET used = (SELECT MAX(used) + 1 FROM answer) WHERE key = ? RETURNING output"
_KEEP = "INSERT OR REPLACE INTO answer VALUES (?, ?, (SELECT COALESCE(MAX(used), 0) + 1 FROM answer))"
_TRIM = "DELETE FROM answer WHERE used <= (SELECT MAX(used) FROM answer) - ?"
_LOG = logging.getLogger(__name__)


class Remembered:
    """Answers from the file where the same was asked; a file that cannot be used is as if it were empty.

    The key is a hash of the prompt as sent, the model with its server, and the shape asked for; the file holds no
    prompt. An answer from the file costs nothing. Fulfils `Structured`.
    """

    def __init__(self, model: Structured, choice: ModelChoice, folder: Path) -> None:
        self.name = model.name
        self._model = model
        self._choice = choice
        self._path = folder / FILE

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """The output, and what it cost this time."""
        key = self._key(prompt, shape)
        known = await asyncio.to_thread(self._read, key, shape)
        if known is not None:
            return known, Cost()
        output, cost = await self._model.ask(prompt, shape)
        await asyncio.to_thread(self._write, key, output)
        return output, cost

    def _key(self, prompt: Rendered, shape: type[BaseModel]) -> str:
        chosen = self._choice
        schema = json.dumps(shape.model_json_schema(), sort_keys=True)
        parts = (prompt.system, prompt.user, chosen.provider, chosen.model, chosen.base_url, chosen.method, schema)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _read(self, key: str, shape: type[S]) -> S | None:
        try:
            with self._open() as file:
                row = file.execute(_SEEN, (key,)).fetchone()
            return None if row is None else shape.model_validate_json(row[0])
        except (sqlite3.Error, OSError, ValidationError) as error:
            _LOG.warning("kept model answers cannot be read (%s): %s", self._path, error)
            return None

    def _write(self, key: str, output: BaseModel) -> None:
        try:
            with self._open() as file:
                file.execute(_KEEP, (key, output.model_dump_json()))
                file.execute(_TRIM, (MOST,))
        except (sqlite3.Error, OSError) as error:
            _LOG.warning("a model answer could not be kept (%s): %s", self._path, error)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file in one transaction; made where it is not there, for its owner's eyes only."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path, timeout=5.0)) as file, file:
            file.execute(_TABLE)
            yield file
