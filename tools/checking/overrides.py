"""Who answers for a figure that does not tie? A person, for as long as its sentence and the sources stay the same."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from tieout.checked import Checked, Judged, Override, Sentence, status_of
from tieout.errors import InputError, NotThereError, ReadError
from tieout.model import Thing

_SPAN = re.compile(r"(\d{1,9})[:,-](\d{1,9})")
_SUFFIX = ".tieout.json"


class Kept(Thing):
    """One override as it is kept."""

    key: str
    """Hash of the sentence, of the figure in it and of its verdict."""
    sources: str
    """Hash of the sources' content."""
    text: str
    """The figure, for people."""
    sentence: str
    """Where it stands, for people."""
    by: str
    reason: str


class _File(Thing):
    version: int = 1
    overrides: tuple[Kept, ...] = ()


class Wanted(Thing):
    """A new override as a person asks for it."""

    figure: str
    """The figure's text, or its span as "120:134"."""
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What people have said of single figures: kept overrides, and new ones."""

    kept: tuple[Kept, ...] = ()
    wanted: tuple[Wanted, ...] = field(default=())

    @classmethod
    def read(cls, path: Path | None, wanted: Sequence[Wanted] = ()) -> "Ledger":
        """What is kept in a file, where there is one; raises ReadError where it is no such file."""
        if path is None or not path.exists():
            return cls(wanted=tuple(wanted))
        try:
            file = _File.model_validate_json(path.read_bytes())
        except (ValidationError, ValueError) as error:
            raise ReadError(f"{str(path)!r} is no list of overrides; move it away, then check again") from error
        return cls(kept=file.overrides, wanted=tuple(wanted))

    def applied(self, checked: Checked) -> Checked:
        """The outcome with the overrides that hold; raises InputError, NotThereError for a new one that fits none."""
        sources = digest(checked)
        held = {(k.key, k.sources): Override(by=k.by, reason=k.reason) for k in self.kept}
        said = {at: Override(by=w.by, reason=w.reason) for w in self.wanted for at in (_meant(w, checked),)}
        figures = []
        keys = [key for key, _, _ in _keyed(checked)]
        for at, (key, figure) in enumerate(zip(keys, checked.figures, strict=True)):
            override = None if figure.verdict == "tied" else said.get(at) or held.get((key, sources))
            figures.append(figure.model_copy(update={"override": override}) if override else figure)
        lapsed = len(held) - sum((key, sources) in held for key in keys)
        note = f"{lapsed} earlier overrides no longer hold: the sentence, its verdict or a source has changed"
        update: dict[str, object] = {"figures": tuple(figures), "status": status_of(tuple(figures))}
        return checked.model_copy(update=update | ({"notes": (*checked.notes, note)} if lapsed > 0 else {}))


def keep(path: Path, checked: Checked) -> None:
    """Write the overrides of an outcome to a file, for the next draft."""
    kept = tuple(
        Kept(
            key=key, sources=digest(checked), text=figure.text, sentence=sentence.text,
            by=figure.override.by, reason=figure.override.reason,
        )
        for key, sentence, figure in _keyed(checked)
        if figure.override is not None
    )  # fmt: skip
    path.write_text(_File(overrides=kept).model_dump_json(indent=1) + "\n", encoding="utf-8")


def beside(paper: Path) -> Path:
    """Where the overrides of a paper are kept."""
    return paper.with_name(paper.name + _SUFFIX)


def digest(checked: Checked) -> str:
    """Changes when any of the sources does."""
    return hashlib.sha256(" ".join(sorted(d.content_hash for d in checked.documents)).encode()).hexdigest()


def _keyed(checked: Checked) -> Iterator[tuple[str, Sentence, Judged]]:
    """Every figure, in order, with its sentence and what it is known by from draft to draft."""
    seen: Counter[str] = Counter()
    for sentence in checked.sentences:
        for at in sentence.figures:
            figure = checked.figures[at]
            level = figure.fact.id if figure.fact else figure.calculation.formula if figure.calculation else ""
            said = (
                sentence.block, *sentence.heading, sentence.row, sentence.column, " ".join(sentence.text.split()),
                figure.text, figure.verdict, figure.reason or "", level,
            )  # fmt: skip
            base = json.dumps(said)
            seen[base] += 1
            yield hashlib.sha256(f"{base} {seen[base]}".encode()).hexdigest()[:32], sentence, figure


def _meant(wanted: Wanted, checked: Checked) -> int:
    """Which figure a person means."""
    span = _SPAN.fullmatch(wanted.figure.strip())
    place = (int(span[1]), int(span[2])) if span else None
    found = [n for n, f in enumerate(checked.figures) if f.span == place or f.text == wanted.figure.strip()]
    if not found:
        raise NotThereError(f"the text has no figure {wanted.figure!r}; give it as it is printed, or its span")
    if len(found) > 1:
        spans = ", ".join("{}:{}".format(*checked.figures[n].span) for n in found)
        raise InputError(f"{wanted.figure!r} stands in the text {len(found)} times; give one of the spans {spans}")
    if checked.figures[found[0]].verdict == "tied":
        raise InputError(f"{wanted.figure!r} ties; there is nothing to override")
    return found[0]
