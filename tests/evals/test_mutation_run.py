"""The suite over filings: nothing proves itself, nothing true is planted, nothing false is tied."""

import random
from pathlib import Path
from typing import cast

import pytest

from tieout.errors import InputError
from tieout.evals.mutation.__main__ import main
from tieout.evals.mutation.catalog import Catalog
from tieout.evals.mutation.claims import FORMS, Maker
from tieout.evals.mutation.own import own_sentences
from tieout.evals.mutation.rows import rows
from tieout.evals.mutation.run import judged
from tieout.evals.mutation.source import Filing, filing
from tieout.evals.mutation.tally import Report, Result, summary
from tieout.evals.mutation.truth import Truths

DEMO = Path(__file__).parents[2] / "agent" / "demo"
SAMPLE = 40
"""True sentences of each filing in the fixed sample."""


@pytest.fixture(scope="module")
def apple() -> Filing:
    """The sample filing of one company."""
    return filing(DEMO / "sample-AAPL-10-K-2024.html")


@pytest.fixture(scope="module")
def catalog(apple: Filing) -> Catalog:
    """What it says."""
    return Catalog(apple)


def test_names_a_metric_once(catalog: Catalog) -> None:
    """Net sales are in the catalog under their own words, and under no words of a part."""
    revenue = catalog.revenue

    assert revenue is not None
    assert {"net sales", "revenue", "top line"} <= set(revenue.names)
    assert "iPhone" in {part.member for part in catalog.parts}


def test_claims_are_true(catalog: Catalog) -> None:
    """Whatever is made of a filing's figures, the rule that drops mutants finds it true."""
    truths, maker = Truths(catalog), Maker(catalog, random.Random(1))  # noqa: S311  # repeatable
    claims = [claim for form in FORMS if (claim := maker.claim(form)) is not None]

    assert len(claims) > 80
    assert [c.said().text for c in claims for gap in c.values if not truths.is_true(c, gap)] == []


def test_source_without_a_paragraph(apple: Filing) -> None:
    """A figure that only one paragraph states is gone with it; one that a table states too stays."""
    twice = next(own for own in own_sentences(apple) if own.elsewhere)
    once = next(own for own in own_sentences(apple) if not own.elsewhere)
    left = {fact.meaning for fact in apple.tier_without([twice.place])[1]}

    assert any(fact.meaning in left for figure in twice.figures for fact in figure.facts)
    assert not {f.meaning for figure in once.figures for f in figure.facts} & {
        fact.meaning for fact in apple.tier_without([once.place])[1]
    }


def test_a_sentence_does_not_quote_itself(apple: Filing) -> None:
    """Without its paragraph the filing's text proves none of its sentences; with it, it does."""
    charge = "In fiscal 2024 a decision of the European Court of Justice on Irish tax led to a one-time charge of "
    place = (apple.paragraph(apple.text.index(charge))[0], -1)
    sentence = f"{charge}$10.2 billion, net."

    assert [b.verdict for b in apple.tier.tie(sentence)] == ["tied"]
    assert [b.verdict for b in apple.tier_without([place])[0].tie(sentence)] == ["untied"]


def test_quotations_are_apart() -> None:
    """What is judged with its own paragraph in the source counts in no other rate."""
    results = [
        Result(origin=origin, fault="", half="dev", decoy=False, verdict="tied", verbatim=True, by_value=True)
        for origin in ("own", "quotation", "discussion quoted")
    ]
    parts = summary([Report(filing="x", half="dev", results=results)])["parts"]

    assert cast(dict[str, dict[str, dict[str, int]]], parts)["all"]["all_truths"]["n"] == 1


def test_batches(apple: Filing) -> None:
    """What goes with a batch of rows is what goes with each of its rows alone."""
    places = {row.place for row in rows(apple)}
    every = {fact.meaning for fact in apple.printings}
    alone = {m for m, where in apple.places.items() if len(where) == 1}
    batches = apple.batches(places)

    assert set().union(*batches) == places
    for batch in batches:
        left = {fact.meaning for fact in apple.tier_without(batch)[1]}
        assert every - left <= alone


def test_cells(apple: Filing) -> None:
    """A table's cell comes with its row's name, its column's, and the scale that gives its value."""
    cell = next(row for row in rows(apple) if row.fact.concept.endswith("OperatingIncomeLoss"))

    assert cell.printed.value == abs(cell.fact.value or 0)
    assert cell.text == cell.showing(cell.printed)


def test_own_spans(apple: Filing) -> None:
    """A tagged figure of a sentence stands at its place in it."""
    for own in own_sentences(apple):
        assert all(own.text[figure.start : figure.end] == figure.printed.digits for figure in own.figures)


@pytest.mark.full_speed
def test_same_seed_same_sample() -> None:
    """A run can be repeated."""
    path = DEMO / "sample-TXN-10-K-2023.html"
    one, other = (judged(path, 20, 7) for _ in range(2))

    assert one.results == other.results


@pytest.mark.full_speed
def test_held_back_is_never_shown() -> None:
    """Failures of held-back forms and filers are counted, and their words are not kept."""
    reports = [judged(path, 30, 1) for path in sorted(DEMO.glob("*.html"))]
    hidden = [r for report in reports for r in report.results if r.half == "held" or report.half == "held"]

    assert hidden
    assert {(result.sentence, result.why) for result in hidden} == {("", "")}


def test_untagged_file(tmp_path: Path) -> None:
    """A file without tags is refused: nobody knows what is true of it."""
    path = tmp_path / "plain.html"
    path.write_text("<html><body><p>Sales were $5.</p></body></html>", encoding="utf-8")

    with pytest.raises(InputError, match="carries no tags"):
        filing(path)
    assert main([str(path), "--processes", "1"]) == 2


def test_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run writes its rates as JSON and as a table, decoys being at least half of all mutants."""
    out, page = tmp_path / "m.json", tmp_path / "m.md"
    main(
        [
            str(DEMO / "sample-AMD-10-K-2023.html"),
            "--processes",
            "1",
            "--per-filing",
            "40",
            "--out",
            str(out),
            "--markdown",
            str(page),
        ]
    )
    lines = [line.split(" | ") for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    counts = {line[0].removeprefix("| "): int(line[1]) for line in lines if line[1].isdigit()}

    assert out.read_text(encoding="utf-8").startswith('{\n "seed": 4')
    assert counts["decoys"] * 2 >= counts["all mutants"] > 100
    assert capsys.readouterr().out == page.read_text(encoding="utf-8")


def false_accepts(reports: list[Report]) -> tuple[int, list[tuple[str, str]]]:
    """How many wrong figures were tied, and those that may be shown."""
    wrong = [r for report in reports for r in report.results if r.fault and r.verdict == "tied"]
    return len(wrong), [(r.sentence, r.why) for r in wrong if r.sentence]


@pytest.mark.full_speed
def test_fixed_sample() -> None:
    """No wrong figure of the shipped filings' sample is tied."""
    reports = [judged(path, SAMPLE, 4) for path in sorted(DEMO.glob("*.html"))]

    assert false_accepts(reports) == (0, [])
    assert summary(reports)["sentences"] != 0


@pytest.mark.real
def test_fixed_sample_of_real_filings(shared_data: Path) -> None:
    """No wrong figure of the sample of two real annual reports is tied."""
    folder = shared_data / "filings" / "10-K"
    paths = [next(folder.glob(f"{name}_*.html")) for name in ("MCD", "PEP")]

    assert false_accepts([judged(path, SAMPLE, 4) for path in paths]) == (0, [])
