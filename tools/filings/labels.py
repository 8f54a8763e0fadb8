"""What a concept or a member is called in words."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tieout.document import Table
from tieout.tools.filings.tables import clean, is_figure, row_label

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_ENDINGS = ("SegmentMember", "Member", "Domain")
_LONGEST = 90
_GENERIC = frozenset({"total", "totals", "subtotal", "amount", "amounts", "value", "balance"})


def in_words(name: str) -> str:
    """A prefixed name in words: "us-gaap:OperatingIncomeLoss" is "Operating income loss"."""
    words = _WORD.findall(name.rpartition(":")[2])
    lower = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    text = " ".join(lower)
    return text[:1].upper() + text[1:] if text else name


def is_generic(label: str) -> bool:
    """Whether a row's label says nothing of what the row is, such as "Total"."""
    return _key(label) in _GENERIC


class Members:
    """Finds how a filing prints its members: IPhoneMember is "iPhone"; else what its label linkbase calls them."""

    def __init__(self, tables: Iterable[Table], linked: Mapping[str, str] = MappingProxyType({})) -> None:
        self._linked = linked
        self._printed: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for table in tables:
            for index, row in enumerate(table.rows):
                for text in (row_label(table, index), *(cell.text for cell in row)):
                    if len(text) <= _LONGEST and not is_figure(text):
                        label = clean(text)
                        self._printed.setdefault(_key(label), label)

    def label(self, member: str) -> str:
        """The member in words, as the filing prints it where it does."""
        if member not in self._known:
            self._known[member] = self._found(member)
        return self._known[member]

    def _found(self, member: str) -> str:
        if ":" not in member:
            return member
        local = member.rpartition(":")[2]
        stems = [local.removesuffix(ending) for ending in _ENDINGS if local.endswith(ending)] or [local]
        for stem in stems:
            for key in (_key(stem), f"{_key(stem)}s"):
                if key and key in self._printed:
                    return self._printed[key]
        return self._linked.get(member) or in_words(stems[-1])


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
