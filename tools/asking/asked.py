"""What is asked for: companies, periods, forms and the kind of answer, and which documents hold it?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tieout.document import Document
from tieout.model import Thing
from tieout.tools.asking.coverage import Wanted, best, is_annual, rank, rank_day, wanted
from tieout.tools.asking.named import Prints, companies_of, inside
from tieout.tools.asking.names import names_asked
from tieout.tools.asking.need import without
from tieout.tools.asking.register import Company, Register
from tieout.tools.asking.wants import Kind, forms_of, is_over_time, kind_of, sections_of
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.vocabulary import Vocabulary

READ = 4_000
"""Characters of a question that are taken apart; what is longer is a text to search with."""
GUESSES = ("part", "spelling", "printed")
WEAK = 4
"""The last rank of a document that still holds something of a period."""


class CompanyAsked(Thing):
    """One company that a question asks for, with its documents in steps: those meant, then wider ones."""

    key: str
    name: str
    steps: tuple[tuple[str, ...], ...]
    """Ids of documents, the narrowest step first; each step holds the ones before it."""
    missing: tuple[str, ...] = ()
    """Years and days asked for that none of its documents covers."""
    is_sure: bool = True
    """False where the question has only some words of its name, or a slip of it."""


class Asked(Thing):
    """A question as the search understands it."""

    question: str
    rest: str = ""
    """The question without the companies of the home and the periods."""
    companies: tuple[CompanyAsked, ...] = ()
    absent: tuple[str, ...] = ()
    """Companies asked for that the home has nothing of, as the question calls them."""
    years: tuple[int, ...] = ()
    """Fiscal years asked for, those of days among them."""
    missing_years: tuple[str, ...] = ()
    """Years and days asked for that no document of a company asked for covers."""
    steps: tuple[tuple[str, ...], ...] = ()
    """Documents of the periods and forms asked for, where no company is named; empty for all."""
    forms: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    kind: Kind = "text"
    over_time: bool = False
    """Whether several documents should answer: how something went over time."""

    @property
    def in_turn(self) -> bool:
        """Whether each document that is meant should have its share of the answer."""
        return self.over_time or len(self.years) > 1

    @property
    def is_absent(self) -> bool:
        """Whether nothing that it asks for is there: no company of the home is named, and one that is not."""
        return bool(self.absent) and not self.companies


def understood(
    question: str, documents: Sequence[Document], *, vocabulary: Vocabulary | None = None, prints: Prints | None = None
) -> Asked:
    """A question taken apart against the documents of a home.

    Args:
        question: as asked.
        documents: those that may answer.
        vocabulary: the metrics; None for the packaged ones.
        prints: tells which documents print a name how often; it saves words that are no companies from being missed.
    """
    key = tuple((d.id, d.content_hash, d.entity.name, d.fiscal_year) for d in documents)
    register = _register(_Documents(key=key, documents=tuple(documents)))
    return Understanding(register, vocabulary or Vocabulary.load()).of(question[:READ], prints)


@dataclass(frozen=True, kw_only=True)
class _Documents:
    """Some documents, told from others by what names and periods follow from."""

    key: tuple[tuple[str, str, str, int | None], ...]
    documents: tuple[Document, ...] = field(compare=False)


@lru_cache(maxsize=4)
def _register(of: _Documents) -> Register:
    return Register(of.documents)


class Understanding:
    """Takes questions apart against one set of documents."""

    def __init__(self, register: Register, vocabulary: Vocabulary) -> None:
        self.register = register
        self.vocabulary = vocabulary

    def of(self, question: str, prints: Prints | None = None) -> Asked:
        """One question."""
        periods = mentions(question, tuple(r for r in figures(question) if r.unit or r.precision > 1))
        found = self.vocabulary.find(question)
        taken = [*((p.start, p.end) for p in periods), *((m.start, m.end) for m in found)]
        names = names_asked(question, self.register, taken, prints or (lambda _: {}))
        named = [(n.start, n.end) for n in names]
        periods = tuple(p for p in periods if not inside((p.start, p.end), named))
        metrics = tuple(dict.fromkeys(m.metric for m in found if not inside((m.start, m.end), named)))
        wants, forms, over_time = wanted(periods), forms_of(question), is_over_time(question)
        guessed = {c.key for n in names if n.known and n.known.how in GUESSES for c in n.known.companies}
        companies = tuple(
            company_asked(c, wants, forms, over_time=over_time).model_copy(update={"is_sure": c.key not in guessed})
            for c in companies_of(names)
        )
        everything = Company(key="", name="", documents=tuple(d for c in self.register.companies for d in c.documents))
        return Asked(
            question=question,
            rest=without(
                question,
                [
                    *((n.start, n.end) for n in names if n.known and n.known.how != "printed"),
                    *((p.start, p.end) for p in periods),
                ],
            ),
            companies=companies,
            absent=tuple(dict.fromkeys(n.text for n in names if n.known is None)),
            years=tuple(dict.fromkeys([*(p.year for p in wants.periods), *(d.year for d in wants.days)])),
            missing_years=missing_years(companies),
            steps=() if companies or not (wants.periods or wants.days or forms) else _wide(everything, wants, forms),
            forms=forms,
            sections=sections_of(question),
            metrics=metrics,
            kind=kind_of(question, has_metric=bool(metrics)),
            over_time=over_time or wants.several,
        )


def company_asked(company: Company, wants: Wanted, forms: Sequence[str], *, over_time: bool) -> CompanyAsked:
    """A company with its documents in steps for the periods and forms wanted."""
    documents = company.documents
    meant: dict[str, None] = {}
    missing: list[str] = []
    of_form = [d for d in documents if fits(d, forms)] or list(documents)
    for label, ranks in _ranked(of_form, wants):
        chosen = best(of_form, ranks, WEAK)
        meant |= dict.fromkeys(d.id for d in chosen)
        if not chosen:
            wider = [all_ranks for all_label, all_ranks in _ranked(documents, wants) if all_label == label]
            if any(rank is not None for ranks in wider for rank in ranks):
                meant |= dict.fromkeys(d.id for d in best(documents, wider[0], WEAK))
            else:
                missing.append(label)
    if wants.is_open:
        meant = dict.fromkeys(d.id for d in _open(of_form, wants, over_time=over_time))
    near = {d.id: None for d in documents for _, ranks in _ranked([d], wants) if ranks[0] is not None}
    everything = dict.fromkeys(d.id for d in documents)
    steps = [tuple(step) for step in (meant, meant | near, meant | everything) if step]
    return CompanyAsked(
        key=company.key, name=company.name, steps=tuple(dict.fromkeys(steps)), missing=tuple(dict.fromkeys(missing))
    )


def fits(document: Document, forms: Sequence[str]) -> bool:
    """Whether a document is of one of the forms; none asked for, all fit."""
    if not forms:
        return True
    if "annual" in forms and is_annual(document):
        return True
    return (document.form in forms) or ("call" in forms and document.kind == "transcript")


def missing_years(companies: Sequence[CompanyAsked]) -> tuple[str, ...]:
    """What no company that is asked for covers."""
    if not companies:
        return ()
    first, *others = (dict.fromkeys(c.missing) for c in companies)
    return tuple(label for label in first if all(label in other for other in others))


def _ranked(documents: Sequence[Document], wants: Wanted) -> list[tuple[str, list[int | None]]]:
    """For each period and day wanted, what it is called, and how well each document serves it."""
    periods = [(str(p.year), [rank(d, p) for d in documents]) for p in wants.periods]
    return [*periods, *((str(day), [rank_day(d, day) for d in documents]) for day in wants.days)]


def _open(documents: Sequence[Document], wants: Wanted, *, over_time: bool) -> Sequence[Document]:
    """The newest where it is asked for; all, the newest first, where nothing says when."""
    newest = sorted(documents, key=lambda d: (d.period_end is not None, d.period_end, d.id), reverse=True)
    if wants.latest and not over_time and newest and newest[0].period_end:
        return [d for d in newest if d.period_end == newest[0].period_end]
    return newest


def _wide(everything: Company, wants: Wanted, forms: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The documents of the periods and forms, whosesoever; nothing where they are all."""
    asked = company_asked(everything, wants, forms, over_time=False)
    return asked.steps if asked.steps and len(asked.steps[0]) < len(everything.documents) else ()
