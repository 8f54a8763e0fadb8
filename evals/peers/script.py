"""What does the scripted model answer to which prompt? One model for every system, wrong by the same plan under each.

Under Tieout it plans, drafts and judges in the shapes asked for. A wrong figure that Tieout shows as a fact of its own
is bound under the sentence of the right one; any other is typed into the sentence. In the plain loop it writes free
text, grades and rewrites.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tieout.errors import NotThereError
from tieout.evals.peers.asked import Asked, printed
from tieout.evals.peers.planted import Planter, Wrong
from tieout.evals.peers.server import Asking
from tieout.model import Thing

LOOKED_AHEAD = 5
"""Drafts of which the plan knows what will be wrong: what is mistaken for another figure is looked up, too."""
REWRITING = "Rewrite the question"
"""How the plain loop's prompt for other words begins."""
_ROW = re.compile(
    r"^(?P<short>f\d+) \| [^|]* \| (?P<concept>[^|]*) \| [^|]* \| (?P<when>[^|]*) \| "
    r"[^|]* \| (?P<of>[^|]*) \| (?P<value>\S+)$",
    re.MULTILINE,
)
_PASSAGE = re.compile(r"^<<\w+ passage (?P<short>p\d+)\n[^\n]*\n(?P<text>.*?)\n\w+>>$", re.MULTILINE | re.DOTALL)
_CLAIM = re.compile(r"^(?P<number>\d+) \| [p\d, ]+ \| (?P<sentence>.*)$", re.MULTILINE)
_SENTENCE = re.compile(r"(?<![\w.])[A-Z][^.!?\d“”{}]{50,220}\.(?=\s|$)")
Output = Mapping[str, object]


class Row(Thing):
    """One fact as the drafter is shown it."""

    short: str
    concept: str
    when: str
    value: Decimal


class Sown(Thing):
    """A wrong figure that the model wrote."""

    question: str
    attempt: int
    wrong: Wrong
    bound: bool
    """Whether it named a fact for it; else it typed the digits, or a word behind a right fact."""


class Script:
    """The model's part in one run of one system.

    Args:
        questions: all that will be asked.
        planter: when it errs.
        passes: the share of wrong answers that its grader lets through in the plain loop; right ones all pass.
    """

    def __init__(self, questions: Sequence[Asked], planter: Planter, *, passes: float = 0.0) -> None:
        self.sown: list[Sown] = []
        self.right = 0
        """Answers and drafts that it wrote without an error."""
        self._questions = sorted(questions, key=lambda one: -len(one.text))
        self._planter = planter
        self._passes = passes
        self._attempts: Counter[str] = Counter()
        self._latest: dict[str, bool] = {}
        self._untrue: set[str] = set()

    def __call__(self, asking: Asking) -> str:
        """The content of the completion."""
        made: Mapping[str, Callable[[Asking], Output]] = {
            "PlanOut": self._plan,
            "DraftOut": self._draft,
            "JudgeOut": self._judge,
            "Grade": self._grade,
        }
        if asking.shape is not None:
            return json.dumps(made[asking.shape](asking))
        rewriting = asking.messages[0].content.startswith(REWRITING)
        return self._rewritten(asking) if rewriting else self._written(asking)

    def _asked(self, asking: Asking) -> Asked:
        for one in self._questions:
            if one.text in asking.prompt:
                return one
        raise NotThereError("the script was asked something that is not among its questions; give it all of them")

    def _plan(self, asking: Asking) -> Output:
        one = self._asked(asking)
        wrongs = [self._planter.wrong(one, attempt) for attempt in range(1, LOOKED_AHEAD + 1)]
        taken = [wrong.near for wrong in wrongs if wrong is not None and wrong.near is not None]
        metrics = {one.metric: one.words} | {near.metric: near.words for near in taken} if one.metric else {}
        years = dict.fromkeys((one.year, *(near.year for near in taken))) if one.year else ()
        sub = {
            "text": one.text,
            "ask": "look_up" if one.metric is not None else "text",
            "companies": [one.company],
            "metrics": [{"metric": metric, "words": words} for metric, words in metrics.items()],
            "periods": [f"FY{year}" for year in years],
            "terms": [] if one.metric is not None else [one.words],
        }
        return {"subquestions": [sub]}

    def _next(self, one: Asked) -> int:
        self._attempts[one.id] += 1
        return self._attempts[one.id]

    def _draft(self, asking: Asking) -> Output:
        one = self._asked(asking)
        return self._figure(one, asking) if one.value is not None else self._words(one, asking)

    def _figure(self, one: Asked, asking: Asking) -> Output:
        attempt = self._next(one)
        wrong = self._planter.wrong(one, attempt)
        rows = rows_of(asking.prompt)
        own = [row for row in rows if row.concept.rpartition(":")[2] in one.concepts]
        right = _row(own, one.value, one.year) or _row(rows, one.value, one.year)
        if wrong is None:
            self.right += 1
            return _stated(one, "{v}", right) if right is not None else _missing()
        other = _row(rows, wrong.near.value, wrong.near.year) if wrong.near is not None else None
        self.sown.append(Sown(question=one.id, attempt=attempt, wrong=wrong, bound=other is not None))
        if other is not None:
            return _stated(one, "{v}", other)
        if wrong.kind == "scale" and right is not None:
            return _stated(one, f"{{v}} {wrong.text.rpartition(' ')[2]}", right)
        return _stated(one, wrong.text, None)

    def _words(self, one: Asked, asking: Asking) -> Output:
        """A sentence of a passage; where it errs, one that no passage supports, or nothing at all."""
        attempt = self._next(one)
        found = ((p["short"], s[0]) for p in _PASSAGE.finditer(asking.prompt) for s in _SENTENCE.finditer(p["text"]))
        short, sentence = next(found, ("", ""))
        errs = self._planter.errs(one, attempt)
        if not sentence or (errs and attempt % 2 == 0):
            return _missing()
        if errs:
            sentence = f"{one.name} expects that {one.words} will be of no concern to it."
            self._untrue.add(sentence)
        return {"claims": [{"subquestion": "q1", "kind": "prose", "template": sentence, "passages": [short]}]}

    def _judge(self, asking: Asking) -> Output:
        told = _CLAIM.finditer(asking.prompt.partition("\nPassages:")[0])
        verdicts = ((int(c["number"]), "unsupported" if c["sentence"] in self._untrue else "supported") for c in told)
        return {"verdicts": [{"claim": number, "verdict": verdict} for number, verdict in verdicts]}

    def _written(self, asking: Asking) -> str:
        one = self._asked(asking)
        attempt = self._next(one)
        wrong = self._planter.wrong(one, attempt)
        self._latest[one.id] = wrong is None
        if wrong is None:
            self.right += 1
        else:
            self.sown.append(Sown(question=one.id, attempt=attempt, wrong=wrong, bound=False))
        figure = printed(one.value or Decimal(0), one.unit) if wrong is None else wrong.text
        return f"{one.name}'s {one.words} was {figure} in fiscal {one.year}."

    def _grade(self, asking: Asking) -> Output:
        one = self._asked(asking)
        dice = random.Random(f"{self._planter.seed}:{one.id}:{self._attempts[one.id]}:grade")  # noqa: S311  # no secret
        return {"grounded": "yes" if self._latest[one.id] or dice.random() < self._passes else "no"}

    def _rewritten(self, asking: Asking) -> str:
        one = self._asked(asking)
        return f"{one.text} As reported in the consolidated statements of {one.name}."


def rows_of(prompt: str) -> list[Row]:
    """The whole company's facts that a drafter is shown."""
    found = (m for m in _ROW.finditer(prompt) if m["of"].strip() == "-" and re.fullmatch(r"-?[\d.]+", m["value"]))
    return [
        Row(short=m["short"], concept=m["concept"].strip(), when=m["when"], value=Decimal(m["value"])) for m in found
    ]


def _row(rows: Sequence[Row], value: Decimal | None, year: int | None) -> Row | None:
    return next((row for row in rows if row.value == value and f"FY{year}" in row.when), None)


def _stated(one: Asked, figure: str, row: Row | None) -> Output:
    """The sentence, with a gap where there is a fact for it."""
    slots = [] if row is None else [{"name": "v", "fact": row.short}]
    template = f"{one.name}’s {one.words} was {figure} in fiscal {one.year}."
    return {"claims": [{"subquestion": "q1", "kind": "figure", "template": template, "slots": slots}]}


def _missing() -> Output:
    detail = "the facts and passages do not answer this"
    return {"claims": [], "missing": [{"subquestion": "q1", "detail": detail}]}
