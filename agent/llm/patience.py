"""How long is a model waited for? A few tries on what passes, and a rest for a model that keeps failing."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import stamina
from pydantic import BaseModel

from tieout.agent.llm.failures import LaterError, TimedOutError
from tieout.agent.llm.structured import ModelChoice, Structured
from tieout.answer import Cost
from tieout.errors import TieoutError, UnreachableError, is_transient
from tieout.prompts import Rendered

S = TypeVar("S", bound=BaseModel)

TRIES = 3
LONGEST_WAIT = 20.0
"""Seconds that a provider may ask to wait; for longer the next model is asked instead."""
FAILURES = 3
REST = 60.0


class RestingError(UnreachableError):
    """A model that is not asked for a while, because it failed several times in a row."""

    is_transient = False


@dataclass(kw_only=True)
class Breaker:
    """Keeps a model from being asked for a while after several failures in a row; any thread may use it."""

    failures: int = FAILURES
    rest: float = REST
    """Seconds without a call; then one call may try, and its failure begins another rest."""
    clock: Callable[[], float] = time.monotonic
    _failed: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, model: str) -> None:
        """Raise RestingError while the model rests."""
        with self._lock:
            left = self._until - self.clock()
            if left > 0:
                raise RestingError(f"model {model!r} failed several times and rests; try again in a minute")
            if self._failed >= self.failures:
                self._until = self.clock() + self.rest

    def answered(self) -> None:
        """An answer came: the count begins anew."""
        with self._lock:
            self._failed, self._until = 0, 0.0

    def failed(self, *, slow: bool = False) -> None:
        """No answer came; where it was `slow` to come that is enough, for nobody waits for such a model twice."""
        with self._lock:
            self._failed += self.failures if slow else 1
            if self._failed >= self.failures:
                self._until = self.clock() + self.rest


_BREAKERS: dict[tuple[str | None, ...], Breaker] = {}
_BREAKING = threading.Lock()


def breaker_of(choice: ModelChoice) -> Breaker:
    """The one breaker of a model in this process."""
    with _BREAKING:
        return _BREAKERS.setdefault(choice.key, Breaker())


class Patient:
    """Asks a model again when it could not be reached, some times, unless it rests; fulfils `Structured`."""

    def __init__(self, model: Structured, breaker: Breaker, *, tries: int = TRIES) -> None:
        self.name = model.name
        self._model = model
        self._breaker = breaker
        self._tries = tries

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """The output and what it cost; raises what the last try raised."""
        attempts = stamina.retry_context(
            on=_again, attempts=self._tries, timeout=None, wait_initial=0.2, wait_max=5.0, wait_jitter=0.2
        )
        async for attempt in attempts:
            with attempt:
                return await self._once(prompt, shape)
        raise AssertionError("the attempts end with an answer or an error")

    async def _once(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        self._breaker.check(self.name)
        try:
            answer = await self._model.ask(prompt, shape)
        except TieoutError as error:
            slow = isinstance(error, TimedOutError)
            if slow or is_transient(error):
                self._breaker.failed(slow=slow)
            raise
        self._breaker.answered()
        return answer


def _again(error: Exception) -> bool | float:
    """Whether another try can help, or after how many seconds the provider wants it."""
    if isinstance(error, LaterError):
        return error.seconds if error.seconds <= LONGEST_WAIT else False
    return is_transient(error)
