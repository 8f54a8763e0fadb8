"""How exact is what is read so fast? The figures of the evaluations that measure it, from their own results."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HEADING = "Exactness"
COLUMNS = "| evaluation | measured | result | command |\n|---|---|---|---|"


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """An evaluation, where its result is kept, and how it is made."""

    name: str
    file: str
    command: str
    said: Callable[[object], str]
    """The result in a few words."""

    def row(self, folder: Path) -> str:
        """Its row; without a figure where it has not been measured."""
        path = folder / self.file
        if not path.is_file():
            return f"| {self.name} | not measured yet |  | `{self.command}` |"
        said = self.said(json.loads(path.read_text(encoding="utf-8")))
        return f"| {self.name} | {said} | [{self.file}](results/{self.file}) | `{self.command}` |"


def lines(folder: Path) -> Iterator[str]:
    """The table."""
    yield from ("", f"## {HEADING}", "", COLUMNS)
    yield from (evaluation.row(folder) for evaluation in EVALUATIONS)


def _referee(found: object) -> str:
    filings = _rows(_get(found, "filings"))
    facts, wrong, silent = (sum(_int(one, name) for one in filings) for name in ("facts", "mismatches", "silent"))
    return f"{len(filings)} filings, {facts:,} facts: {wrong:,} mismatches; {silent:,} on which the referee is silent"


def _table_reading(found: object) -> str:
    whole = _get(_get(found, "summary"), "all")
    shares = ", ".join(f"{name} {_share(_get(whole, name))}" for name in ("value", "unit", "period", "sign"))
    printed = _get(whole, "signs_as_printed_of_those_that_differ")
    signs = f"; of the signs that differ {_share({'share': printed})} are as the page prints them"
    return f"{_int(whole, 'cells'):,} tagged cells read untagged: {shares}{signs}"


def _independent(found: object) -> str:
    filings = _rows(found)
    same, theirs = (sum(_int(one, name) for one in filings) for name in ("same", "theirs"))
    odd = sum(len(_rows(_get(one, "unexplained"))) for one in filings)
    return f"{len(filings)} filings: {same:,} of {theirs:,} figures the same, {odd:,} differences unexplained"


def _prose_reading(found: object) -> str:
    whole = _get(_get(found, "summary"), "all")
    names = ("read", "value", "unit", "sign", "period")
    shares = ", ".join(f"{name} {_share(_get(whole, name))}" for name in names)
    return f"{_int(_get(whole, 'read'), 'of'):,} tagged figures of prose read untagged: {shares}"


def _release_reading(found: object) -> str:
    whole = _get(found, "summary")
    parts = ((name, _get(whole, name)) for name in ("statements", "notes"))
    shares = ", ".join(
        f"{name} {_share(_get(part, 'all'))} of {_int(_get(part, 'all'), 'of'):,}" for name, part in parts
    )
    wrong = _share(_get(whole, "wrong"))
    return f"{_int(whole, 'documents')} untagged reports: {shares} cells right in all; wrong {wrong}"


def _mutation(found: object) -> str:
    whole = _get(_get(found, "parts"), "all")
    mutants, decoys = _get(whole, "mutants"), _get(whole, "decoys")
    said = _get(_get(whole, "truths"), "paraphrase")
    high = _rows(_get(mutants, "tied_interval"))[-1:]
    bound = f" (95 % upper bound {100 * high[0]:.3f} %)" if high and isinstance(high[0], float) else ""
    blind = f"by value alone {_int(mutants, 'value_accepts'):,}"
    true = f"of {_int(said, 'n'):,} true paraphrases {_int(said, 'tied'):,} tied, {_int(said, 'wrong')} called wrong"
    planted = f"{_int(mutants, 'n'):,} wrong figures, {_int(decoys, 'n'):,} of them decoys"
    return f"{planted}: {_int(mutants, 'tied')} tied{bound}, {blind}; {true}"


def _gold(found: object) -> str:
    sets = [_get(_get(found, "programs"), name) for name in ("finqa", "tatqa")]
    run, wrong, missed = (sum(_int(one, name) for one in sets) for name in ("run", "gold_wrong", "not_reproduced"))
    return f"{run} gold programs executed: {missed} not reproduced, {wrong} golds shown to be wrong"


def _liar(found: object) -> str:
    rounds = _get(found, "mean_rounds")
    printed = f"{_int(found, 'claims'):,} claims, {_int(found, 'figures_printed'):,} figures printed"
    held = f"{_int(found, 'violations')} without a proof or false, {_int(found, 'runs_without_an_end')} without an end"
    mean = f"; {rounds:.2f} rounds on average" if isinstance(rounds, float) else ""
    return f"{_int(found, 'runs'):,} runs, {printed}: {held}{mean}"


def _attacks(found: object) -> str:
    tried = _rows(found)
    orders, places = sum(_int(one, "obeyed") for one in tried), len({_get(one, "place") for one in tried})
    problems = sum(len(_rows(_get(one, "problems"))) for one in tried)
    return f"{len(tried)} attacks through {places} places, {orders:,} orders obeyed by the double: {problems} problems"


def _share(found: object) -> str:
    share = _get(found, "share")
    return f"{100 * share:.1f} %" if isinstance(share, float | int) and _get(found, "of") != 0 else "none"


def _get(found: object, name: str) -> object:
    return found.get(name) if isinstance(found, Mapping) else None


def _rows(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _int(found: object, name: str) -> int:
    value = _get(found, name)
    return value if isinstance(value, int) else 0


EVALUATIONS = (
    Evaluation(
        name="every tag beside Arelle's reading",
        file="referee.json",
        command="python -m tieout.evals.referee --data DATA > docs/results/referee.json",
        said=_referee,
    ),
    Evaluation(
        name="every tag beside an independent extraction",
        file="independent.json",
        command="python -m tieout.evals.independent --data DATA > docs/results/independent.json",
        said=_independent,
    ),
    Evaluation(
        name="table cells read without their tags",
        file="table_reading.json",
        command="python -m tieout.evals.table_reading --data DATA > docs/results/table_reading.json",
        said=_table_reading,
    ),
    Evaluation(
        name="prose read without its tags",
        file="prose_reading.json",
        command="python -m tieout.evals.prose_reading --data DATA > docs/results/prose_reading.json",
        said=_prose_reading,
    ),
    Evaluation(
        name="untagged reports beside the same company's tags",
        file="release_reading.json",
        command="python -m tieout.evals.release_reading RELEASES FILINGS docs/results/release_reading.json",
        said=_release_reading,
    ),
    Evaluation(
        name="wrong figures planted in true sentences",
        file="mutation.json",
        command="python -m tieout.evals.mutation FILINGS --per-filing 225 --out docs/results/mutation.json",
        said=_mutation,
    ),
    Evaluation(
        name="public data sets' gold programs",
        file="gold.json",
        command="python -m tieout.evals.gold DATA --out docs/results/gold.json",
        said=_gold,
    ),
    Evaluation(
        name="a model double that errs in every way",
        file="liar.json",
        command="python -m tieout.evals.liar --runs 10000 --out docs/results/liar.json --markdown docs/results/liar.md",
        said=_liar,
    ),
    Evaluation(
        name="orders hidden in documents, obeyed by a model double",
        file="attacks.json",
        command="python -m tieout.evals.attacks --out docs/results/attacks.json --markdown docs/results/attacks.md",
        said=_attacks,
    ),
)
