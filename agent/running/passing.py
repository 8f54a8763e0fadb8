"""Which values go from node to node and never into a checkpoint? Channels that remember them within one run alone."""

from typing import TypeVar

from langgraph.channels.untracked_value import UntrackedValue
from pydantic import BaseModel

Value = TypeVar("Value")

SHORT = 8_000
"""Characters of an answer, as JSON, that a checkpoint may hold."""


class Passing(UntrackedValue[Value]):
    """The last value; what a checkpoint of an earlier release holds under its name is still read."""

    def from_checkpoint(self, checkpoint: Value) -> "Passing[Value]":
        """The channel with that value, or empty."""
        channel = super().from_checkpoint(checkpoint)
        channel.value = checkpoint
        return channel


class Short(Passing[Value]):
    """As `Passing`; but a value of ordinary size is in the checkpoint, for those who read threads from outside."""

    def checkpoint(self) -> Value:
        """The value where it is none or short, else nothing."""
        value: object = self.value
        short = value is None or (isinstance(value, BaseModel) and len(value.model_dump_json()) <= SHORT)
        return self.value if short else super().checkpoint()
