"""What is in the public data sets? FinQA and TAT-QA, read once into items that the measures share."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, TypeAlias, cast

from tieout.errors import NotThereError

Json: TypeAlias = "bool | Decimal | str | list[Json] | dict[str, Json] | None"
Rows: TypeAlias = tuple[tuple[str, ...], ...]
_MARKUP = re.compile(r"<[^>]*>|\\n")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question with its gold, over one page."""

    id: str
    source: Literal["finqa", "tatqa"]
    page: str
    """Questions of one page share it."""
    question: str
    program: str
    """FinQA's program or TAT-QA's derivation; "" for none."""
    answer: str
    """As the annotators wrote it."""
    executed: str
    """FinQA's own execution of its program; "" for TAT-QA."""
    scale: str
    """TAT-QA's "thousand", "million", "billion", "percent" or ""."""
    kind: str
    """TAT-QA's answer type; "arithmetic" for FinQA."""
    table: Rows
    """As the data set's programs refer to it."""
    printed: Rows
    """As the filing prints it, as far as the data set keeps that."""
    texts: tuple[str, ...]
    gold_rows: tuple[int, ...] = ()
    """Rows of the table that the annotators marked; all of them where nothing is marked."""
    gold_texts: tuple[int, ...] = ()


def read_json(path: Path) -> Json:
    """A file's content, numbers exactly as printed; raises NotThereError that says where it belongs."""
    if not path.is_file():
        raise NotThereError(f"{str(path)!r} is not there; give the folder that holds finqa, tatqa, faith, faithfulness")
    text = path.read_text(encoding="utf-8")
    return cast("Json", json.loads(text, parse_float=Decimal, parse_int=Decimal))


def entries(value: Json) -> list[dict[str, Json]]:
    """A list of records."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def entry(value: Json) -> dict[str, Json]:
    """A record, empty where there is none."""
    return value if isinstance(value, dict) else {}


def words(value: Json) -> str:
    """A value as text, "" for nothing."""
    return "" if value is None else str(value)


def strings(value: Json) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(words(one) for one in value) if isinstance(value, list) else ()


def rows(value: Json) -> Rows:
    """A table."""
    return tuple(strings(row) for row in value) if isinstance(value, list) else ()


def finqa(folder: Path) -> Iterator[Item]:
    """FinQA's questions of all files."""
    for path in sorted(folder.glob("finqa/*.json")):
        for one in entries(read_json(path)):
            yield _finqa(one)


def _finqa(one: dict[str, Json]) -> Item:
    qa = entry(one["qa"])
    texts = (*strings(one["pre_text"]), *strings(one["post_text"]))
    marked = [str(key).split("_") for key in entry(qa["gold_inds"])]
    return Item(
        id=words(one["id"]),
        source="finqa",
        page=words(one["filename"]),
        question=words(qa["question"]),
        program=words(qa["program"]),
        answer=words(qa["answer"]),
        executed=words(qa["exe_ans"]),
        scale="",
        kind="arithmetic",
        table=rows(one["table"]),
        printed=tuple(tuple(_MARKUP.sub("", cell).strip() for cell in row) for row in rows(one["table_ori"])),
        texts=texts,
        gold_rows=tuple(int(number) for what, number in marked if what == "table"),
        gold_texts=tuple(int(number) for what, number in marked if what == "text"),
    )


def tatqa(folder: Path) -> Iterator[Item]:
    """TAT-QA's questions of all files."""
    for path in sorted(folder.glob("tatqa/*.json")):
        for page in entries(read_json(path)):
            for one in entries(page["questions"]):
                yield _tatqa(page, one)


def _tatqa(page: dict[str, Json], one: dict[str, Json]) -> Item:
    grid = entry(page["table"])
    table = rows(grid["table"])
    answer = one["answer"]
    return Item(
        id=words(one["uid"]),
        source="tatqa",
        page=words(grid["uid"]),
        question=words(one["question"]),
        program=words(one["derivation"]).strip(),
        answer=" | ".join(strings(answer)) if isinstance(answer, list) else words(answer),
        executed="",
        scale=words(one["scale"]),
        kind=words(one["answer_type"]),
        table=table,
        printed=table,
        texts=tuple(words(p["text"]) for p in entries(page["paragraphs"])),
        gold_rows=tuple(range(len(table))),
        gold_texts=tuple(range(len(entries(page["paragraphs"])))),
    )


def decimal(text: str) -> Decimal | None:
    """A plain number, None for anything else."""
    try:
        value = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def pages(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items by the page they share."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.page, []).append(item)
    return found
