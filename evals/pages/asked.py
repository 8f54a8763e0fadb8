"""Which questions are asked over which pages? FinQA, TAT-QA and ConvFinQA as files of Markdown with their questions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from tieout.evals.gold.answered import page_of
from tieout.evals.gold.records import Item, Json, Rows, entries, entry, finqa, pages, read_json, strings, tatqa, words
from tieout.evals.gold.sources import Page

Set: TypeAlias = Literal["finqa", "tatqa", "convfinqa"]
_POSSESSIVE = re.compile(r"(?<=[a-z]) 2019s\b")
"""FinQA's text has code points for quotation marks and dashes."""
_BARS = str.maketrans({"|": "/", "\n": " ", "\t": " "})


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One question with its gold, and the questions before it."""

    id: str
    set: Set
    page: str
    kind: str
    """The type as the data set has it: what is computed, or how the answer is given."""
    question: str
    answer: str
    """As the annotators wrote it; several are apart by bars."""
    executed: str = ""
    """The data set's own execution of its program."""
    scale: str = ""
    history: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether its page is of the half that rules may be made from; the failures of the other are not looked at."""
        return sha256(self.page.encode()).digest()[-1] % 2 == 0


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page as a user's file, and what is asked of it."""

    name: str
    text: str
    asked: tuple[Asking, ...]


def leaves(data: Path) -> Iterator[Leaf]:
    """The pages of all three sets, in the order of their files."""
    for source in (finqa, tatqa):
        for group in pages(list(source(data))).values():
            asked = tuple(_asking(item) for item in group)
            yield Leaf(name=group[0].page, text=markdown(page_of(group)), asked=asked)
    yield from _conversations(data)


def markdown(page: Page) -> str:
    """A page as a user would type it: paragraphs, then tables with bars."""
    parts = [*(_repaired(text) for text in page.texts if any(map(str.isalnum, text)))]
    for above, rows in page.tables:
        parts += [above] if above else []
        parts.append(grid(rows))
    return "\n\n".join(parts) + "\n"


def grid(rows: Rows) -> str:
    """A table of Markdown."""
    width = max((len(row) for row in rows), default=1)
    placed = [_placed(row, width) for row in rows]
    lines = [
        "| " + " | ".join(cell.translate(_BARS) for cell in (*row, *[""] * (width - len(row)))) + " |" for row in placed
    ]
    return "\n".join([*lines[:1], "|" + "---|" * width, *lines[1:]])


def _placed(row: Sequence[str], width: int) -> Sequence[str]:
    """A head row, of whose spans the data set keeps only the words, over the columns that it divides evenly."""
    heads, columns = [cell for cell in row[1:] if cell], width - 1
    if len(row) == width or not heads or columns % len(heads) or any(map(str.isdigit, row[0])):
        return row
    size = columns // len(heads)
    return [row[0], *(cell for head in heads for cell in (head, *[""] * (size - 1)))]


def _repaired(text: str) -> str:
    fixed: str = _POSSESSIVE.sub("’s", text)
    return fixed


def _asking(item: Item) -> Asking:
    return Asking(
        id=item.id,
        set=item.source,
        page=item.page,
        kind=_program(item.program) if item.source == "finqa" else item.kind,
        question=_repaired(item.question.replace("\\n", " ")).strip(),
        answer=item.answer,
        executed=item.executed,
        scale=item.scale,
    )


def _program(program: str) -> str:
    """What a FinQA program does, by its steps."""
    steps: list[str] = re.findall(r"([a-z_]+)\(", program)
    if any(step.startswith("table_") for step in steps):
        return steps[0]
    match steps:
        case ["subtract", "divide"]:
            return "percent change"
        case ["divide", "subtract"]:
            return "percent change"
        case [one]:
            return one
    return "several steps"


def _conversations(data: Path) -> Iterator[Leaf]:
    known = {item.page: item for item in finqa(data)}
    for number, one in enumerate(entries(read_json(data / "convfinqa" / "dev_60.json"))):
        page = re.sub(r"^(?:Single|Double)_|-\d+$", "", words(one["id"]))
        text = markdown(page_of([known[page]])) if page in known else markdown(_page(entry(one["doc"])))
        yield Leaf(name=page, text=text, asked=tuple(_turns(entry(one["dialogue"]), page, number)))


def _turns(dialogue: dict[str, Json], page: str, number: int) -> Iterator[Asking]:
    said = [_repaired(question) for question in strings(dialogue["conv_questions"])]
    answers, executed = strings(dialogue["conv_answers"]), strings(dialogue["executed_answers"])
    for turn, (question, answer, done) in enumerate(zip(said, answers, executed, strict=True), start=1):
        yield Asking(
            id=f"{page}#{number}.{turn}",
            set="convfinqa",
            page=page,
            kind="first turn" if turn == 1 else "later turn",
            question=question,
            answer=answer,
            executed=done,
            history=tuple(said[: turn - 1]),
        )


def _page(doc: dict[str, Json]) -> Page:
    """A page whose table the set keeps by column."""
    columns = {head: entry(cells) for head, cells in entry(doc["table"]).items()}
    labels = list(dict.fromkeys(label for cells in columns.values() for label in cells))
    rows = [("", *columns), *((label, *(_cell(cells, label) for cells in columns.values())) for label in labels)]
    texts: Sequence[str] = (words(doc["pre_text"]), words(doc["post_text"]))
    return Page(year=None, texts=tuple(texts), tables=(("", tuple(rows)),))


def _cell(cells: dict[str, Json], label: str) -> str:
    text = words(cells.get(label))
    return text.removesuffix(".0")
