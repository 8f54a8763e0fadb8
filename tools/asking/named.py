"""What is a name in a question, and what tells how often the documents of a home print one?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tieout.tools.asking.plainwords import is_plain
from tieout.tools.asking.register import Company, Known, Register
from tieout.tools.asking.runs import FORMED
from tieout.tools.figures.companies import words_of

Place = tuple[int, int]
Prints = Callable[[str], Mapping[str, int]]
"""How many of the passages nearest to a name print it, by document."""
OFTEN = 3
"""So many passages of one document tell of what they print, rather than mention it."""
LONG = 4
"""Letters of a name that are not just anybody's initials."""
ITS_OWN = 7
"""So many print it only in a document of that company, whatever its first pages say."""


@dataclass(frozen=True, kw_only=True)
class NameAsked:
    """A name in a question; `known` is None where the home has no company of it."""

    start: int
    end: int
    text: str
    known: Known | None


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question, the companies of a home, and where the question has periods and metrics, which are no names."""

    text: str
    register: Register
    taken: tuple[Place, ...]
    prints: Prints

    def printed(self, name: str) -> int:
        """The most passages of one document that print a name."""
        return max(self.prints(name).values(), default=0)

    def tells_of(self, name: str) -> bool:
        """Whether a name is something that the home's documents tell of, and no company that is missing.

        One passage that prints it will do where neither a metric nor a period is asked for: such a question may be of
        any paper and anybody in it.
        """
        return self.printed(name) >= (OFTEN if self.taken else 1)

    def held(self, name: str) -> Known | None:
        """The companies in whose documents a name is printed as only an issuer's own is.

        A name with a legal form is somebody else's where they print their own as often.
        """
        core = " ".join(words_of(name))
        counts = self.prints(core) if len(core) >= LONG and not is_plain(name) else {}
        documents = [document for document, count in counts.items() if count >= ITS_OWN]
        if documents and FORMED.search(name.strip()):
            documents = [one for one in documents if not self._prints_its_own(one)]
        return self.register.owners(documents)

    def _prints_its_own(self, document: str) -> bool:
        """Whether a document prints the name that it is filed under everywhere, so that it was not misread."""
        known = self.register.owners([document])
        names = {" ".join(words_of(company.name)) for company in known.companies} if known else set()
        return any(self.prints(name).get(document, 0) >= ITS_OWN for name in names)

    def name(self, place: Place, known: Known | None) -> NameAsked:
        """The name at a place."""
        return NameAsked(start=place[0], end=place[1], text=self.text[slice(*place)].strip(), known=known)


def companies_of(names: Iterable[NameAsked]) -> tuple[Company, ...]:
    """The companies of the home among some names, in their order."""
    return tuple({c.key: c for name in names if name.known for c in name.known.companies}.values())


def inside(place: Place, places: Iterable[Place]) -> bool:
    """Whether a place lies within one of some places."""
    return any(start <= place[0] and place[1] <= end for start, end in places)
