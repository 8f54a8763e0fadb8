"""Gold answers and model answers as sentences, checked against the page that they are about."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tieout.evals.gold.outcome import judge
from tieout.evals.gold.records import Item, Json, decimal, entries, pages, read_json, words
from tieout.evals.gold.sources import Page, Shelf
from tieout.evals.gold.statements import false_answers, printed_answer, statement
from tieout.evals.gold.verdicts import Said, Source
from tieout.tools.checking.tablescale import table_scale
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.reading import Reading

_SOUND = frozenset({"strict", "tolerant", "no_program"})


def page_of(items: Sequence[Item]) -> Page:
    """The page of some items; FinQA's file names say the year, and TAT-QA's answers the scale of the table."""
    first = items[0]
    year = decimal(first.page.split("/")[1]) if first.source == "finqa" else None
    scales = {item.scale for item in items} & {"thousand", "million", "billion"}
    above = f"(in {scales.pop()}s)" if len(scales) == 1 and not _says_scale(first) else ""
    return Page(year=int(year) if year else None, texts=first.texts, tables=((above, first.printed),))


def _says_scale(item: Item) -> bool:
    """Whether the table itself says its scale; TAT-QA leaves out what stands above it."""
    return any(table_scale("", [cell]) != 1 for row in item.printed for cell in row)


def gold_answers(items: Sequence[Item], shelf: Shelf) -> Iterator[Said]:
    """Each gold answer as a sentence, and with false figures in its place; none where the gold itself is wrong."""
    for group in pages(items).values():
        source = shelf.source(page_of(group))
        for item in group:
            if judge(item).result in _SOUND:
                yield from _answered(item, source)


def _answered(item: Item, source: Source) -> Iterator[Said]:
    answer = printed_answer(item)
    for edit, text in (("", answer), *(false_answers(item, answer) if answer else ())):
        said = statement(item.question, text) if text else None
        if said is not None:
            yield source.judge(said.text, said.span, id=item.id, true=not edit, edit=edit)


def detection(path: Path, items: Sequence[Item], shelf: Shelf) -> Iterator[Said]:
    """Answers that a model gave to FinQA's questions, right ones and wrong ones, each against its page.

    An answer that people called wrong although it equals their own gold is left out.
    """
    known = {item.id: item for item in items}
    sources: dict[str, Source] = {}
    for number, one in enumerate(entries(read_json(path))):
        item = known.get(words(one["id"]))
        answer = _one_figure(words(one["answer"]))
        said = statement(item.question, answer.text.strip()) if item and answer else None
        if item is None or answer is None or said is None or one["abstained"]:
            continue
        if not one["gold_supported"] and _equal(answer, one):
            continue
        if item.page not in sources:
            sources[item.page] = shelf.source(page_of([item]))
        edit = "" if one["gold_supported"] else words(one["label_reason"])
        yield sources[item.page].judge(said.text, said.span, id=f"{item.id}#{number}", true=not edit, edit=edit)


def _one_figure(text: str) -> Reading | None:
    found = [one for one in figures(text) if one.is_figure]
    return found[0] if len(found) == 1 else None


def _equal(answer: Reading, one: dict[str, Json]) -> bool:
    gold = _one_figure(words(one["gold_answer"]).replace("\\n", ""))
    if gold is None or gold.value is None or answer.value is None:
        return False
    return agrees(answer.value, answer.precision, gold.value) or agrees(gold.value, gold.precision, answer.value)
