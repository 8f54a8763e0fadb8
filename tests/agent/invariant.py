"""What holds for every answer, whatever was asked and whoever wrote it."""

import re
from decimal import Decimal
from pathlib import Path

from tieout.agent.wiring import open_home
from tieout.answer import Answer, AnswerFigure, Source
from tieout.ports import Snapshot
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.unproven import folded, unproven, without

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def check_answer(answer: Answer, home: Path) -> None:
    """Every figure of the text is proven and opens, nothing else is printed, and the JSON is the answer."""
    with open_home(home).snapshot() as snapshot:
        names = [e.name for e in snapshot.entities()]
        printed = {folded(f.text) for f in answer.figures}
        for figure in figures(without(answer.text, names)):
            assert not figure.is_figure or folded(figure.text) in printed, (figure.text, answer.text)
        for one in answer.figures:
            check_figure(one, snapshot)
        for mark in set(re.findall(r"\[(\d+)\]", answer.text)):
            assert mark in {c.mark for c in answer.citations}, (mark, answer.text)
    assert answer.citations or answer.status == "abstained", answer
    assert not answer.citations or answer.status != "abstained" or answer.text.startswith("Not verifiable"), answer
    assert answer.status != "answered" or not answer.withheld
    for shown in answer.withheld:
        assert unproven(shown.text + " " + shown.detail, (), names) == ()
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    check_numbers(answer)


def check_figure(figure: AnswerFigure, snapshot: Snapshot) -> None:
    """Its source opens, and the printed figure says what the source or the calculation says."""
    sources = [figure.source, *(o.source for o in (figure.calculation.operands if figure.calculation else ()))]
    for source in sources:
        assert opened(source, snapshot)
    read = [r for r in figures(figure.text) if r.is_figure and r.value is not None]
    assert len(read) <= 1, figure
    if not read:
        return
    value, precision = read[0].value or Decimal(0), read[0].precision
    exact = figure.value * 100 if read[0].unit == "percent" and figure.unit == "pure" else figure.value
    assert abs(abs(exact) - abs(value)) * 2 <= precision, figure


def opened(source: Source, snapshot: Snapshot) -> str:
    """The quotation at a source's place; raises where it does not open."""
    assert source.quote == snapshot.around(source.locator)
    return snapshot.quote(source.locator) or "hidden"


def check_numbers(answer: Answer) -> None:
    """Values are plain decimal strings."""
    shown = answer.model_dump(mode="json")
    values = [f["value"] for f in shown["figures"]]
    values += [o["value"] for f in shown["figures"] if f["calculation"] for o in f["calculation"]["operands"]]
    for value in [*values, shown["cost"]["usd"]]:
        assert isinstance(value, str), value
        assert _DECIMAL.fullmatch(value), value
