"""How text that others wrote goes into a prompt: between boundary lines that it cannot forge."""

import hashlib
import re
from collections.abc import Sequence

from tieout.model import Thing

_BREAKS = re.compile(r"\s+")


class Fence(Thing):
    """A boundary that occurs in none of the texts that it will enclose."""

    boundary: str

    def block(self, name: str, text: str) -> str:
        """One labelled block of data; `name` is ours, `text` is anybody's."""
        return f"<<{self.boundary} {name}\n{text}\n{self.boundary}>>"


def fence(texts: Sequence[str]) -> Fence:
    """The fence for these texts, the same for the same texts.

    It is a hash over all of them, so a text that contains its own boundary would be a fixed point of SHA-256.
    """
    joined = "\0".join(texts)
    boundary = hashlib.sha256(joined.encode()).hexdigest()[:32]
    while boundary in joined:
        boundary = hashlib.sha256(boundary.encode()).hexdigest()[:32]
    return Fence(boundary=boundary)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines, cells parted by " | "; white space in a cell, line breaks included, becomes one space."""
    lines = (" | ".join(_BREAKS.sub(" ", cell).replace("|", "/").strip() for cell in row) for row in rows)
    return "\n".join(lines) or "(none)"
