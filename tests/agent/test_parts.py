"""What running questions hold of a home is given back, whatever becomes of them."""

from dataclasses import dataclass
from typing import Any

import pytest

from tieout.agent.parts import FORGOTTEN_SECONDS, Pins
from tieout.errors import TieoutError


@dataclass
class Opened:
    """A snapshot that knows whether it is closed."""

    closed: bool = False

    def close(self) -> None:
        """Give it back."""
        self.closed = True


def taken(pins: Pins, run: str) -> Any:
    """A run's snapshot."""
    return pins.take(run, Opened)  # type: ignore[arg-type]  # all that pins ask of one


def test_a_run_holds_one_snapshot() -> None:
    """However often it is asked for; releasing closes it, and the next one is another."""
    pins = Pins()
    one = taken(pins, "r")
    assert taken(pins, "r") is one

    pins.release("r")
    assert one.closed
    assert taken(pins, "r") is not one


def test_what_is_still_at_work_for_a_cancelled_run_takes_nothing() -> None:
    """A thread that comes too late is refused; once a node of the run begins again, it may."""
    pins = Pins()
    one = taken(pins, "r")
    pins.leave("r")
    with pytest.raises(TieoutError, match="run r was cancelled; it goes on from its checkpoint when it is resumed"):
        taken(pins, "r")
    assert (one.closed, pins.held) == (True, {})

    pins.enter("r")
    assert not taken(pins, "r").closed


def test_a_run_that_nobody_ended_is_forgotten() -> None:
    """What was cancelled between two nodes holds its snapshot for two hours, not for ever."""
    pins = Pins()
    lost, held = taken(pins, "lost"), taken(pins, "held")
    pins.taken["lost"] -= FORGOTTEN_SECONDS + 1

    taken(pins, "other")
    assert (lost.closed, held.closed) == (True, False)
    assert set(pins.held) == {"held", "other"}
