"""A figure ties to the sentence of a source that says the same of it, and to no sentence that says anything else."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.tools.figures.small import ACME, BOLT, VOCABULARY, fact
from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.prose import Prose, Shelf
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

CHARGE = (
    "In 2023, we recorded a pre-tax charge of $136 million ($104 million after-tax or $0.07 per share) associated with "
    "the Hammer Recall."
)
NOTES = (
    "In March 2023, the Company issued $500 million of three-year Senior Notes at a fixed rate of 4.800% and "
    "$750 million of ten-year Senior Notes at a fixed rate of 4.600%."
)
LEGAL = "We have not accrued any of the $88 million of damages that the Foundry Union claims in the Ohio proceedings."
RECEIPTS = "Receipts from customer leasing assets"
LISTED = f"{RECEIPTS} were $212 million, $179 million and $389 million in 2023, 2022 and 2021, respectively."
CREDIT = "revolving credit agreement with various banks"
BORROWED = f"As of December 31, 2023, our {CREDIT} permits borrowings of up to $5.0 billion."
PLANT = "The anvil plant in Ohio was expanded for $61 million, net of state grants, which opened in May 2022."
REDUCED = (
    "The Company recorded a goodwill impairment charge of $332 million in the Forge reporting unit, reducing the "
    "carrying value of goodwill to $214 million as of December 31, 2022."
)
TEXT = f"{CHARGE}\n{NOTES}\n{LEGAL}\n{LISTED}\n{BORROWED}\n{PLANT}\n{REDUCED}"
RECALL = "a pre-tax charge of $136 million associated with the Hammer Recall"
ROUNDLY = RECALL.replace("$136 million", "about $0.1 billion")


def document(entity: Entity = ACME, year: int = 2023) -> Document:
    """An annual report."""
    return Document(
        id=f"{(entity.ticker or '').lower()}-{year}",
        entity=entity,
        kind="filing",
        title="10-K",
        form="10-K",
        fiscal_year=year,
        fiscal_period="FY",
        fiscal_year_end="12-31",
        period_end=date(year, 12, 31),
        content_hash="a" * 64,
    )


def prose(text: str = TEXT, entity: Entity = ACME, year: int = 2023) -> Prose:
    """The running text of an annual report."""
    return Prose(document=document(entity, year), shelf=Shelf(lambda: (text, ())))


def tier(*sources: Prose, facts: Sequence[Fact] = (), strict: bool = False) -> Tier:
    """Ties to these texts alone."""
    read = sources or (prose(),)
    documents = {p.document.id: p.document for p in read}
    entities = {p.document.entity.key: p.document.entity for p in read}.values()
    return Tier(facts, documents, entities, VOCABULARY, strict=strict, prose=read)


def tied(sentence: str, *sources: Prose, setting: Setting | None = None) -> list[str]:
    """The figures of a sentence that tie, as printed."""
    return [b.reading.text for b in tier(*sources).tie(sentence, setting) if b.failure is None]


def shown(bound: Bound) -> tuple[str, str, str]:
    """A tied figure: printed here, printed there, and where it comes from."""
    assert isinstance(bound.level, Fact)
    return bound.reading.text, bound.level.printed, bound.level.origin


def test_a_quotation_ties_to_the_figures_of_its_sentence() -> None:
    """Every figure of a sentence that the source prints as well is tied to the one printed there."""
    bound = tier().tie(CHARGE)

    assert [shown(b) for b in bound] == [
        ("$136 million", "$136 million", "text"),
        ("$104 million", "$104 million", "text"),
        ("$0.07 per share", "$0.07 per share", "text"),
    ]
    level = bound[0].level
    assert isinstance(level, Fact)
    assert (level.locator.start, level.locator.end) == (TEXT.index("$136"), TEXT.index(" ($104"))


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("In 2023, Acme recorded a pretax charge of $136 million related to the Hammer Recall.", ["$136 million"]),
        (f"Acme Corp recognized {RECALL} in 2023.", ["$136 million"]),
        (f"During 2023, the Company recorded {ROUNDLY}.", ["$0.1 billion"]),
        ("In addition, we recorded a pre-tax charge of $136 million in 2023 in connection with the Hammer Recall.",
         ["$136 million"]),
        (f"{RECEIPTS} were $212 million, $179 million and $389 million in 2023, 2022, and 2021.",
         ["$212 million", "$179 million", "$389 million"]),
        (f"Acme's {CREDIT} permits borrowings of up to $5.0 billion as of December 31, 2023.", ["$5.0 billion"]),
        ("The Company recorded a goodwill impairment charge of $332 million in the Forge reporting unit.",
         ["$332 million"]),
        (f"{LEGAL[:-1]}, which we dispute.", ["$88 million"]),
    ],
)  # fmt: skip
def test_small_differences_do_not_matter(sentence: str, figures: list[str]) -> None:
    """Another name of the company, another place of the period, a cause left out: it still says the same."""
    assert tied(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        CHARGE.replace("136", "~").replace("104", "136").replace("~", "104").replace(" or $0.07 per share", ""),
        "In 2023, we recorded a pre-tax charge of $137 million associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of $136 billion associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of $136 thousand associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of €136 million associated with the Hammer Recall.",
        "In 2022, we recorded a pre-tax charge of $136 million associated with the Hammer Recall.",
        "We recorded a pre-tax charge of $136 million associated with the Hammer Recall in 2022.",
        f"In the first quarter of 2023, we recorded {RECALL}.",
        "In 2023, we recorded a pre-tax gain of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded an after-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we did not record a pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of up to $136 million associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of more than $136 million associated with the Hammer Recall.",
        "In 2023, we expect a pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we may have recorded a pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded an adjusted pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded a net pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of $136 million associated with the Tongs Recall.",
        "In 2023, Globex recorded a pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, customers recorded a pre-tax charge of $136 million associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of $136 million per year associated with the Hammer Recall.",
        "In 2023, we recorded a pre-tax charge of $136 million less than the one associated with the Hammer Recall.",
        "In 2023, the Hammer Recall recorded a pre-tax charge of $136 million associated with us.",
        "We have accrued any of the $88 million of damages that the Foundry Union claims in the Ohio proceedings.",
        "We have not accrued any of the $88 million of damages that the Foundry Union claims in the Texas proceedings.",
        "The anvil plant in Ohio was expanded for $61 million.",
        "The anvil plant in Ohio was expanded for $61 million, which opened in May 2022.",
        "The anvil plant in Ohio was expanded for $61 million, before state grants.",
        f"{REDUCED[: REDUCED.index(', reducing')]}, reducing it in 2021.",
        f"{RECEIPTS} were $179 million, $212 million and $390 million in 2023, 2022 and 2021.",
        f"{RECEIPTS} were $212 million, $179 million and $389 million in 2021, 2022 and 2023.",
    ],
)  # fmt: skip
def test_whatever_changes_the_statement_unties_it(sentence: str) -> None:
    """A figure, a word, a period, a subject or an order of another statement: nothing ties."""
    assert tied(sentence) == []


def test_a_wrong_figure_does_not_untie_most_others() -> None:
    """Of three figures the false one alone stays untied; of figures that are mostly others none ties."""
    one = NOTES.replace("4.800%", "4.900%")
    more = NOTES.replace("4.800%", "4.900%").replace("$750", "$760")

    assert tied(one) == ["$500 million", "$750 million", "4.600%"]
    assert tied(more) == []


def test_what_tells_one_thing_from_another_is_no_value() -> None:
    """Notes of five years are others than those of three."""
    assert tied(NOTES.replace("three-year", "five-year")) == []


def test_texts_that_disagree_tie_nothing_unless_the_surroundings_decide() -> None:
    """The same words with other figures in two years' reports are ambiguous; a heading's year chooses one."""
    now = "Our revolving credit agreement with various banks permits aggregate borrowings of up to $5.0 billion."
    sources = prose(now), prose(now.replace("5.0", "4.0"), year=2022)

    assert tied(now, *sources) == []
    assert tied(now, *sources, setting=Setting(period=FiscalPeriod(year=2023))) == ["$5.0 billion"]
    assert tied(now, *sources, setting=Setting(period=FiscalPeriod(year=2022))) == []
    assert tied(now, prose(now), prose(now, year=2022)) == ["$5.0 billion"]


def test_a_relative_period_needs_its_year() -> None:
    """Two reports speak of two prior years."""
    now = "Settled claims of the Foundry Union proceedings were $12 million lower than in the prior year."

    assert tied(now, prose(now)) == ["$12 million"]
    assert tied(now, prose(now), prose(LEGAL, year=2022)) == []
    assert tied(now, prose(now), prose(LEGAL, year=2022), setting=Setting(period=FiscalPeriod(year=2022))) == []
    assert tied(now, prose(now), prose(LEGAL, year=2022), setting=Setting(period=FiscalPeriod(year=2023))) == [
        "$12 million"
    ]


def test_another_companys_sentence_is_not_ours() -> None:
    """What Bolt's report says of Bolt is not said of Acme."""
    sources = prose("Nothing."), prose(entity=BOLT)

    assert (
        tied("In 2023, Acme recorded a pre-tax charge of $136 million associated with the Hammer Recall.", *sources)
        == []
    )
    assert tied(
        "In 2023, Bolt recorded a pre-tax charge of $136 million associated with the Hammer Recall.", *sources
    ) == ["$136 million"]
    assert tied(CHARGE, *sources, setting=Setting(entity=ACME)) == []
    assert len(tied(CHARGE, *sources, setting=Setting(entity=BOLT))) == 3


def test_a_heading_that_names_a_part_is_part_of_the_statement() -> None:
    """A short sentence under the heading of one segment does not prove it of another."""
    said = "Selling prices of anvils and tongs increased 7%."
    source = prose(f"Europe\n{said}")

    assert tied(said, source, setting=Setting(member="Europe")) == ["7%"]
    assert tied(said, source, setting=Setting(member="Asia")) == []
    assert tied(said, source) == []


def test_a_few_words_are_no_quotation() -> None:
    """What any company may say of anything ties by no sentence."""
    assert tied("It was $5 million.", prose("It was $5 million.")) == []


def test_a_tagged_figure_keeps_its_fact() -> None:
    """Where the source's figure carries a tag, the figure ties to the tag's fact."""
    start = TEXT.index("136")
    tag = fact("136000000", concept="acm:RecallCharge", label="Charge for recall", year=2023)
    tag = tag.model_copy(
        update={
            "document": "acm-2023",
            "locator": tag.locator.model_copy(update={"document": "acm-2023", "start": start, "end": start + 3}),
        }
    )
    reader = tier(facts=[tag])

    assert (
        reader.tie("In 2023, Acme recorded a pre-tax charge of $136 million related to the Hammer Recall.")[0].level
        == tag
    )


def test_text_that_is_gone_proves_nothing() -> None:
    """A sentence does not prove itself where its paragraph is taken out, and tables are no prose."""
    gone = prose().without([(0, len(CHARGE))])

    assert tied(CHARGE, gone) == []
    assert tied(BORROWED, gone) == ["$5.0 billion"]
    assert tied(CHARGE, Prose(document=document(), shelf=Shelf(lambda: (TEXT, [(0, len(CHARGE))])))) == []


def test_the_strict_reader_asks_no_sentence() -> None:
    """The gate on our own answers ties by facts alone."""
    assert all(b.failure is not None for b in tier(strict=True).tie(CHARGE))


def verdicts(sentence: str, *sources: Prose) -> list[tuple[str, str, str]]:
    """Every figure with its verdict and what stands in its place in the source."""
    bound = tier(*sources).tie(sentence)
    return [(b.reading.text, b.verdict, b.level.printed if isinstance(b.level, Fact) else "") for b in bound]


def test_one_other_figure_in_a_quotation_is_wrong() -> None:
    """Where all else is the same, the source's own figure is the answer; so where two have changed places."""
    moved = NOTES.replace("4.800", "~").replace("4.600", "4.800").replace("~", "4.600")

    assert verdicts(NOTES.replace("4.800%", "4.900%")) == [
        ("$500 million", "tied", "$500 million"),
        ("4.900%", "wrong", "4.800%"),
        ("$750 million", "tied", "$750 million"),
        ("4.600%", "tied", "4.600%"),
    ]
    assert [one[:2] for one in verdicts(moved) if one[0].endswith("%")] == [("4.600%", "wrong"), ("4.800%", "wrong")]


@pytest.mark.parametrize(
    "sentence",
    [
        LEGAL.replace("88", "89"),
        CHARGE.replace("($104 million after-tax or $0.07 per share) ", "").replace("136", "137"),
        BORROWED.replace("5.0", "4.0").replace("As of December 31, 2023", "As of December 31, 2022"),
    ],
)
def test_what_may_be_another_case_is_not_accused(sentence: str) -> None:
    """Without a time of its own, with few words, or of another time, a figure is left untied."""
    assert [b.verdict for b in tier().tie(sentence)] == ["untied"]


def test_a_source_that_agrees_protects_from_another_that_does_not() -> None:
    """Of two reports one says the printed figure: nothing is wrong, and nothing is sure."""
    other = NOTES.replace("4.800%", "4.900%")

    assert [v for text, v, _ in verdicts(NOTES, prose(), prose(other, year=2022)) if text == "4.800%"] == ["untied"]


LEASED = (
    "Total assets were $8,766 million as of December 31, 2023, and total current liabilities of the Company were "
    "$1,250 million."
)


def test_a_dated_quotation_with_all_its_figures_is_not_called_wrong() -> None:
    """Where a source's sentence and its table differ, quoting the sentence is no error; another figure in it is."""
    assets = fact("9000000000", concept="us-gaap:Assets", label="Total assets", year=2023)
    assets = assets.model_copy(update={"document": "acm-2023"})
    quoting = tier(prose(LEASED), facts=[assets])
    setting = Setting(entity=ACME, period=FiscalPeriod(year=2023))

    assert next(b.verdict for b in tier(prose(), facts=[assets]).tie(LEASED, setting)) == "wrong"
    assert [b.verdict for b in quoting.tie(LEASED, setting)] == ["tied", "tied"]
    assert next(b.verdict for b in quoting.tie(LEASED.replace("8,766", "8,676"), setting)) == "wrong"
