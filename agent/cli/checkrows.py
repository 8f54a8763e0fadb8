"""How is a check printed as JSON? Values as decimal strings, facts as `tieout facts` prints them."""

from tieout.agent.shown.factlist import fact_row, period_row
from tieout.calculation import Calculation
from tieout.checked import Checked, Judged
from tieout.fact import Fact


def rows(checked: Checked) -> dict[str, object]:
    """The whole outcome."""
    accessions = {d.id: d.accession for d in checked.documents}
    figures = [figure_row(figure, accessions) for figure in checked.figures]
    return {
        "status": checked.status,
        "ties": checked.ties,
        "name": checked.name,
        "counts": counts(checked),
        "figures": figures,
        "sentences": [s.model_dump(mode="json") for s in checked.sentences],
        "skipped": [s.model_dump(mode="json") for s in checked.skipped],
        "findings": [f.model_dump(mode="json") for f in checked.findings],
        "sources": [
            {"document": d.id, "accession": d.accession, "form": d.form, "url": d.url, "hash": d.content_hash}
            for d in checked.documents
        ],
        "notes": list(checked.notes),
        "text": checked.text,
    }


def counts(checked: Checked) -> dict[str, int]:
    """How many figures there are of each verdict, how many people answer for, and how many numerals are none."""
    verdicts = [figure.verdict for figure in checked.figures]
    return {
        "tied": verdicts.count("tied"),
        "wrong": verdicts.count("wrong"),
        "untied": verdicts.count("untied"),
        "overridden": sum(figure.override is not None for figure in checked.figures),
        "skipped": len(checked.skipped),
    }


def figure_row(figure: Judged, accessions: dict[str, str | None]) -> dict[str, object]:
    """One figure."""
    return {
        "text": figure.text,
        "span": list(figure.span),
        "verdict": figure.verdict,
        "reason": figure.reason,
        "detail": figure.detail,
        "fact": _fact(figure.fact, figure.quote, accessions),
        "calculation": _calculation(figure.calculation, figure, accessions),
        "quote": figure.quote,
        "override": figure.override and figure.override.model_dump(),
    }


def _fact(fact: Fact | None, quote: str, accessions: dict[str, str | None]) -> dict[str, object] | None:
    return None if fact is None else {**fact_row(fact, accessions.get(fact.document)), "quote": quote}


def _calculation(
    calculation: Calculation | None, figure: Judged, accessions: dict[str, str | None]
) -> dict[str, object] | None:
    if calculation is None:
        return None
    named = {o.fact: o.name for o in calculation.operands}
    operands = [
        {"name": named.get(fact.id, ""), **fact_row(fact, accessions.get(fact.document)), "quote": quote}
        for fact, quote in zip(figure.operands, figure.quotes, strict=True)
    ]
    return {
        "operation": calculation.operation,
        "metric": calculation.metric,
        "formula": calculation.formula,
        "value": format(calculation.value, "f"),
        "unit": calculation.unit,
        "period": period_row(calculation.period),
        "operands": operands,
    }
