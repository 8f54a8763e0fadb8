"""What does a text say that its sources do not? Brings a paper, its sources and the engine together."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tieout.checked import Checked
from tieout.errors import InputError
from tieout.tools.checking.check import check, unsourced, with_findings
from tieout.tools.checking.overrides import Ledger
from tieout.tools.checking.paper import Paper
from tieout.tools.checking.reader import paper_of, read_paper
from tieout.tools.checking.selfcheck import self_check
from tieout.tools.checking.sources import ALONE, Sources, of_files, of_home
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home


def checked(
    text: str | Path,
    against: Sequence[str | Path] | None,
    home: Home,
    overrides: Ledger,
    prior: str | Path | None = None,
) -> Checked:
    """The verdict on every figure of a text, and where it does not agree with itself.

    Args:
        text: Markdown, or the path of a file.
        against: files, folders, and tickers or document ids of the home; None is the whole home, and nothing but the
            text itself where that is empty.
        home: where the named companies and documents are.
        overrides: what people have said of single figures.
        prior: the same text of the year before.

    Raises:
        InputError: a source is the text itself, or is named and not there.
        TieoutError: the text or a source cannot be read.
    """
    paper = _paper(text)
    earlier = _paper(prior) if prior is not None else None
    vocabulary = Vocabulary.load()
    with ExitStack() as stack:
        alone = not against and home.is_empty
        sources = ALONE if alone else _sources(paper, against, home, stack)
        found = self_check(paper, vocabulary, prior=earlier, entities=sources.entities)
        outcome = check(paper, sources, vocabulary)
        return with_findings(overrides.applied(unsourced(outcome) if alone else outcome), found)


def _paper(text: str | Path) -> Paper:
    return read_paper(text) if isinstance(text, Path) else paper_of(text)


def _sources(paper: Paper, against: Sequence[str | Path] | None, home: Home, stack: ExitStack) -> Sources:
    """The sources; a home's stay open with the stack."""
    files = [Path(one) for one in against or () if isinstance(one, Path) or Path(one).exists()]
    names = [str(one) for one in against or () if Path(one) not in files]
    found = of_files(files, paper) if files else None
    if names or found is None:
        if home.is_empty:
            missing = f"{names[0]!r} is no file, and " if names else ""
            raise InputError(f"{missing}the home {str(home.path)!r} is empty; name files or folders with --against")
        indexed = of_home(stack.enter_context(home.snapshot()), names, paper)
        found = indexed if found is None else found.and_of(indexed)
    if not found.facts:
        note = "nothing in the sources is tagged or stands in a table, so only what repeats their sentences can tie"
        return replace(found, notes=(*found.notes, note))
    return found
