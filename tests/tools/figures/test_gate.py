"""The gate lets a figure through when both keys agree, and for no other reason."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.figures.small import (
    ACME,
    ASSETS,
    BOLT,
    COST,
    PROFIT,
    PROSE,
    claim,
    fact,
    gate_over,
    quotation,
    span,
)
from tieout.calculation import Calculation
from tieout.claim import Claim, Slot, Verdict
from tieout.document import Entity
from tieout.fact import Dimension
from tieout.tools.figures.calculate import change, percent_change, share, sum_of
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.unproven import masked, unproven

NOW = fact("5000000000")
BEFORE = fact("4000000000", year=2023)
SAME_EARLIER = fact("5000000000", year=2022)
SAME_METRIC = fact("5000000000", concept=COST, label="Cost of revenue")
OTHERS = fact("5000000000", entity=BOLT)
LOSS = fact("-7000000", concept=PROFIT, label="Net income (loss)")
BALANCE = fact("9000000000", concept=ASSETS, label="Total assets")
RAIL = Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail")
PART = fact("5000000000", dimensions=(RAIL,))
TAX_RATE = "us-gaap:EffectiveIncomeTaxRateContinuingOperations"
ALL = (NOW, BEFORE, SAME_EARLIER, SAME_METRIC, OTHERS, LOSS, BALANCE)
TRUE = "Acme Corp’s revenue was {v} in fiscal 2024."


def judged(template: str, *evidence: object, **slots: Slot) -> Verdict:
    return gate_over(*(evidence or ALL)).judge(claim(template, **slots))  # type: ignore[arg-type]  # facts


def reasons(verdict: Verdict) -> set[str]:
    return {f.reason for f in verdict.failures}


def holding(one: object) -> Slot:
    return Slot(calculation=one) if isinstance(one, Calculation) else Slot(fact=one.id)  # type: ignore[attr-defined]


def test_a_true_sentence_is_proven_by_its_fact() -> None:
    """The right fact in the right sentence is verified, and the proof names it with all eight checks."""
    verdict = judged(TRUE, v=holding(NOW))

    assert verdict.verified
    assert verdict.sentence == "Acme Corp’s revenue was $5,000 million in fiscal 2024."
    assert [(p.fact, p.figure.text, p.figure.value) for p in verdict.proofs] == [
        (NOW.id, "$5,000 million", Decimal(5000000000))
    ]


@pytest.mark.parametrize(
    ("other", "reason"),
    [(SAME_EARLIER, "wrong_period"), (SAME_METRIC, "wrong_metric"), (OTHERS, "wrong_entity")],
    ids=["another year", "another metric", "another company"],
)
def test_right_digits_of_a_wrong_fact_are_refused(other: object, reason: str) -> None:
    """A wrong id whose value is printed the same is seen, although no digit of the sentence is wrong."""
    verdict = judged(TRUE, v=holding(other))

    assert verdict.sentence == "Acme Corp’s revenue was $5,000 million in fiscal 2024."
    assert (verdict.verified, reasons(verdict)) == (False, {reason})


def test_a_segments_figure_is_not_the_companys() -> None:
    """The whole company's sentence does not rest on a segment's fact of the same value."""
    verdict = judged(TRUE, NOW, PART, v=holding(PART))

    assert reasons(verdict) == {"wrong_scope"}


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("Acme Corp’s revenue was {v} in fiscal 2023.", "wrong_period"),
        ("Acme Corp’s net income was {v} in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s operating cash flow was {v} in fiscal 2024.", "missing_evidence"),
        ("Bolt Industries, Inc.’s total assets were {v} in fiscal 2024.", "missing_evidence"),
        ("Acme Corp’s revenue was {v}.", "ambiguous"),
        ("Revenue was {v} in fiscal 2024.", "ambiguous"),
        ("Acme Corp’s revenue was {v} thousand in fiscal 2024.", "wrong_scale"),
        ("Acme Corp’s adjusted revenue was {v} in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s revenue was {v} in fiscal 2024 (ended June 30, 2024).", "wrong_period"),
    ],
)
def test_a_sentence_about_something_else_is_refused(template: str, reason: str) -> None:
    """The right fact does not prove a sentence that names another period, metric, company or scale."""
    verdict = judged(template, v=holding(NOW))

    assert not verdict.verified
    assert reasons(verdict) & {reason, "wrong_value", "unsupported", "missing_evidence"}


@pytest.mark.parametrize(
    "tail",
    [
        " It was $5,000 million.",
        " That is 25% more.",
        " It doubled.",
        " Two thirds came from rail.",
        " See $5 000 million.",
        " Some ５,０００ million.",
        " That is 5\u200b000 million.",
        " That is $5,OOO million.",
        " Up 1,250bps.",
        " See [7].",
        " See [391,035].",
        " See Note 391.",
        " See page 12.",
    ],
)
def test_a_figure_that_no_slot_holds_is_refused(tail: str) -> None:
    """Digits, words and look-alikes that the drafter typed are figures without a binding, true or not."""
    verdict = judged(TRUE + tail, v=holding(NOW))

    assert not verdict.verified


@pytest.mark.parametrize("written", ["doubled", "rose by two thirds", "tripled", "halved", "rose a quarter"])
def test_a_figure_in_words_alone_is_refused(written: str) -> None:
    """A figure claim whose figure is a word has nothing that proves it."""
    verdict = judged(f"Acme Corp’s revenue {written} in fiscal 2024, to {{v}}.", v=holding(NOW))

    assert not verdict.verified


def test_a_figure_claim_without_a_figure_is_refused() -> None:
    """A sentence without gaps cannot pass as a figure claim: nobody would have judged it."""
    verdict = judged("Acme Corp is the best company in the world.")

    assert reasons(verdict) == {"unsupported"}


def test_a_fact_that_is_not_evidence_is_no_source() -> None:
    """An id that the evidence does not hold fills no gap."""
    assert reasons(judged(TRUE, v=Slot(fact="made-up"))) == {"no_source"}


@pytest.mark.parametrize(
    "template",
    [
        "Acme Corp’s revenue was not {v} in fiscal 2024.",
        "Acme Corp’s revenue never was {v} in fiscal 2024.",
        "Acme Corp expects revenue to be {v} in fiscal 2024.",
        "Acme Corp’s revenue would be {v} in fiscal 2024.",
        "Acme Corp’s revenue was more than {v} in fiscal 2024.",
        "Acme Corp’s revenue was almost {v} in fiscal 2024.",
        "Acme Corp’s revenue fell to {v} in fiscal 2024.",
        "Acme Corp’s Anvil revenue was {v} in fiscal 2024.",
        "Tesla’s revenue, as Acme Corp’s, was {v} in fiscal 2024.",
    ],
)
def test_words_that_turn_a_proven_figure_are_refused(template: str) -> None:
    """Denial, expectation, comparison, an unproven move and a foreign name make the right figure another statement."""
    assert not judged(template, v=holding(NOW)).verified


def test_words_beyond_the_figure_are_told() -> None:
    """What a figure does not explain is left for a judge; the plain forms leave nothing."""
    gate = gate_over(*ALL)

    assert gate.loose("Acme Corp’s revenue was $5,000 million in fiscal 2024 because of fraud.") == ("because", "fraud")
    assert gate.loose("Acme Corp’s revenue was $5,000 million in fiscal 2024 (ended December 31, 2024).") == ()


# --- calculations -----------------------------------------------------------------------------------------------------

ROSE = "Acme Corp’s revenue rose {v} in fiscal 2024, to {now} from {before} in fiscal 2023."


def moved(**changes: object) -> Verdict:
    calculation = percent_change(NOW, BEFORE).model_copy(update=changes)
    return judged(ROSE, v=Slot(calculation=calculation, style="magnitude"), now=holding(NOW), before=holding(BEFORE))


def test_a_true_change_is_proven_with_its_ends() -> None:
    """A computed figure and the two it lies between are proven; the proof carries the gate's own calculation."""
    verdict = moved(formula="(1 − 2) / 3", metric="invented", assumptions=("invented",))

    assert [p.figure.text for p in verdict.proofs] == ["25.0%", "$5,000 million", "$4,000 million"]
    assert verdict.proofs[0].calculation == percent_change(NOW, BEFORE)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": Decimal("25.04")},
        {"value": Decimal("24.96")},
        {"value": Decimal(26)},
        {"value": Decimal(-25)},
        {"unit": "points"},
        {"expression": "(later - earlier) / later"},
        {"expression": "later / later - later / later"},
        {"operands": percent_change(NOW, BEFORE).operands[:1]},
        {"operands": percent_change(fact("1", concept=COST), BEFORE).operands},
        {"operands": tuple(o.model_copy(update={"value": Decimal(1)}) for o in percent_change(NOW, BEFORE).operands)},
    ],
    ids=[
        "up a little",
        "down a little",
        "value",
        "sign",
        "points",
        "rule",
        "rule to zero",
        "operand gone",
        "operand",
        "operand value",
    ],
)
def test_a_wrong_calculation_is_refused(changes: dict[str, object]) -> None:
    """A calculation that does not come to its value over its facts proves nothing, however little it is off."""
    assert not moved(**changes).verified


def test_the_same_value_from_other_facts_is_refused() -> None:
    """A change that comes out the same over another metric's facts is not this sentence's."""
    other = percent_change(SAME_METRIC, fact("4000000000", concept=COST, year=2023))
    verdict = judged(
        ROSE,
        *ALL,
        fact("4000000000", concept=COST, year=2023),
        v=Slot(calculation=other, style="magnitude"),
        now=holding(NOW),
        before=holding(BEFORE),
    )

    assert reasons(verdict) == {"wrong_metric"}


def test_a_fall_is_not_a_rise() -> None:
    """The direction in words must be the calculation's."""
    verdict = judged(
        "Acme Corp’s revenue fell {v} in fiscal 2024, to {now} from {before} in fiscal 2023.",
        v=Slot(calculation=percent_change(NOW, BEFORE), style="magnitude"),
        now=holding(NOW),
        before=holding(BEFORE),
    )

    assert "wrong_sign" in reasons(verdict)


def test_a_calculation_in_place_of_a_fact_is_refused() -> None:
    """A sum of one fact is no statement of another."""
    verdict = judged(TRUE, v=Slot(calculation=sum_of([NOW])))

    assert not verdict.verified


def test_percent_is_not_points() -> None:
    """A change of a percentage is in points: printing it as percent is refused."""
    margin = fact("0.30", concept=TAX_RATE, label="Effective tax rate", unit="pure", decimals=3)
    before = fact("0.25", concept=TAX_RATE, label="Effective tax rate", unit="pure", decimals=3, year=2023)
    wrong = change(margin, before).model_copy(update={"unit": "percent", "value": Decimal(5)})
    verdict = gate_over(margin, before).judge(
        claim("Acme Corp’s effective tax rate rose {v} in fiscal 2024.", v=Slot(calculation=wrong, style="magnitude"))
    )

    assert not verdict.verified


def test_a_share_is_of_what_the_sentence_says() -> None:
    """A percentage of revenue is proven as one, and refused as one of total assets."""
    cost = fact("1250000000", concept=COST, label="Cost of revenue")
    made = share(cost, NOW)

    right = judged(
        "Acme Corp’s cost of revenue was {v} of revenue in fiscal 2024.", cost, NOW, BALANCE, v=holding(made)
    )
    wrong = judged(
        "Acme Corp’s cost of revenue was {v} of total assets in fiscal 2024.", cost, NOW, BALANCE, v=holding(made)
    )

    assert (right.verified, wrong.verified) == (True, False)


# --- signs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "style", "verified"),
    [
        ("Acme Corp’s net loss was {v} in fiscal 2024.", "magnitude", True),
        ("Acme Corp’s net income was {v} in fiscal 2024.", "auto", True),
        ("Acme Corp’s net income was {v} in fiscal 2024.", "magnitude", False),
        ("Acme Corp’s net loss was {v} in fiscal 2024.", "auto", False),
    ],
)
def test_a_loss_is_a_loss(template: str, style: str, verified: bool) -> None:
    """A negative figure is proven as a negative amount or as a named loss, never as income."""
    verdict = judged(template, v=Slot(fact=LOSS.id, style=style))

    assert verdict.verified is verified


# --- several things in one sentence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "verified"),
    [
        ("Acme Corp’s revenue was {a} in fiscal 2024 and {b} in fiscal 2023.", True),
        ("Acme Corp’s revenue was {b} in fiscal 2024 and {a} in fiscal 2023.", False),
        ("Acme Corp’s revenue was {a} in fiscal 2024, and its total assets were {c} in fiscal 2024.", True),
        ("Acme Corp’s revenue was {c} in fiscal 2024, and its total assets were {a} in fiscal 2024.", False),
    ],
)
def test_figures_of_one_sentence_are_not_exchanged(template: str, verified: bool) -> None:
    """Two periods or two metrics in one sentence keep their own figures."""
    slots = {n: holding(f) for n, f in (("a", NOW), ("b", BEFORE), ("c", BALANCE)) if f"{{{n}}}" in template}

    assert judged(template, **slots).verified is verified


def test_two_companies_keep_their_own_figures() -> None:
    """Of two companies in one sentence each figure belongs to the one named last before it."""
    bolt = fact("3000000000", entity=BOLT)
    right = "Acme Corp’s revenue was {a} in fiscal 2024 and Bolt Industries, Inc.’s revenue was {b} in fiscal 2024."
    wrong = "Acme Corp’s revenue was {b} in fiscal 2024 and Bolt Industries, Inc.’s revenue was {a} in fiscal 2024."

    assert judged(right, NOW, bolt, a=holding(NOW), b=holding(bolt)).verified
    assert not judged(wrong, NOW, bolt, a=holding(NOW), b=holding(bolt)).verified


# --- quotations -------------------------------------------------------------------------------------------------------

STAFF = "At the end of fiscal 2024 Acme had approximately 164,000 full-time employees."


def test_a_verbatim_quotation_is_proven_with_its_figures() -> None:
    """The words at the cited place pass, and each figure among them is proven as any other."""
    verdict = gate_over().judge(quotation(f"“{STAFF}”", span("acm-2024", STAFF)))

    assert verdict.verified
    assert [(p.figure.text, p.figure.value) for p in verdict.proofs] == [("164,000", Decimal(164000))]


@pytest.mark.parametrize(
    "template",
    [
        f"“{STAFF.replace('164,000', '165,000')}”",
        f"“{STAFF.replace('approximately', 'over')}”",
        f"“{STAFF.replace('164,000', '164,OOO')}”",
        f"“{STAFF}” That is 164,000.",
        f"Acme’s chief was arrested: “{STAFF}”",
        f"164,000: “{STAFF}”",
        STAFF,
    ],
    ids=["digit", "word", "look-alike", "figure outside", "words outside", "figure before", "no marks"],
)
def test_a_changed_quotation_is_refused(template: str) -> None:
    """One changed digit or word, and anything said beside the quotation, withholds it."""
    assert not gate_over().judge(quotation(template, span("acm-2024", STAFF))).verified


def test_who_says_it_may_stand_before_a_quotation() -> None:
    """The company's name and a verb of saying need no judge."""
    assert gate_over().judge(quotation(f"Acme Corp says: “{STAFF}”", span("acm-2024", STAFF))).verified


def test_a_quotation_is_of_the_cited_place() -> None:
    """Words that stand elsewhere, in another document or in another version of it are not proven by this citation."""
    gate = gate_over()
    elsewhere = quotation(f"“{STAFF}”", span("acm-2024", "Acme makes anvils."))
    other = quotation(f"“{STAFF}”", span("nobody-2024", STAFF))
    version = quotation(f"“{STAFF}”", span("acm-2024", STAFF, content="b" * 64))

    assert reasons(gate.judge(elsewhere)) == {"unsupported"}
    assert reasons(gate.judge(other)) == {"no_source"}
    assert reasons(gate.judge(version)) == {"no_source"}


def test_a_figure_in_words_inside_a_quotation_is_the_sources() -> None:
    """A doubling in the filing's own words is proven at its place."""
    quoted = "Revenue doubled in the spring."
    verdict = gate_over().judge(quotation(f"“{quoted}”", span("acm-2024", quoted)))

    assert verdict.verified


# --- prose and rows ---------------------------------------------------------------------------------------------------


def prose(template: str, quote: str = "Acme makes anvils.", **update: object) -> Claim:
    at = span("acm-2024", quote).model_copy(update=update)
    return Claim(subquestion="q1", kind="prose", template=template, citations=(at,))


@pytest.mark.parametrize(
    ("one", "verified"),
    [
        (prose("Acme makes anvils for railways."), True),
        (prose("Acme had 12 plants."), False),
        (prose("Acme has a dozen plants."), False),
        (prose("Acme said “we are doomed”."), False),
        (prose("Acme “makes anvils”."), True),
        (prose("Acme makes [7] anvils."), False),
        (prose("See Note 391."), False),
        (prose("Item 1 says that Acme makes anvils."), True),
        (prose("In 2019 Acme made anvils."), True),
        (prose("Acme makes anvils.", content_hash="b" * 64), False),
        (prose("Acme makes anvils.", document="nobody"), False),
    ],
)
def test_prose_has_no_figure_and_opens_its_citations(one: Claim, verified: bool) -> None:
    """Prose that a judge may see has no unbound figure, no invented quotation and no citation that does not open."""
    assert gate_over(*ALL).judge(one).verified is verified


def test_a_line_of_a_table_says_what_its_sentence_says() -> None:
    """Keys of a row that differ from the sentence that was proven would print the figure under a wrong heading."""
    line = claim("Acme Corp, revenue, fiscal 2024: {v}", v=holding(NOW))
    gate = gate_over(*ALL)

    assert gate.judge(line.model_copy(update={"row": ("Acme Corp", "revenue", "fiscal 2024")})).verified
    assert not gate.judge(line.model_copy(update={"row": ("Acme Corp", "revenue", "fiscal 2023")})).verified
    assert not gate.judge(line.model_copy(update={"row": ("Acme Corp", "revenue")})).verified


# --- the finished text ------------------------------------------------------------------------------------------------


def test_the_last_look_finds_what_no_proof_covers() -> None:
    """A figure of the finished text without a proof is named; companies whose names hold digits are no figures."""
    proofs = judged(TRUE, v=holding(NOW)).proofs
    text = "3M Co’s and Acme’s revenue was $5,000 million. [1][2] It was $3M Co and 7."

    assert unproven(text, proofs, ("3M CO",)) == ("$3M", "7")


def test_what_is_withheld_shows_no_figure() -> None:
    """A mask stands for every figure of a text that nobody has proven."""
    shown = masked("the sources do not say $999 million for 3M CO, nor two thirds", ("3M CO",))

    assert [r.text for r in figures(shown.replace("3M CO", "")) if r.is_figure] == []
    assert "3M CO" in shown


# --- properties -------------------------------------------------------------------------------------------------------

METRICS = (
    ("us-gaap:Revenues", "revenue", "was"),
    ("us-gaap:GrossProfit", "gross profit", "was"),
    ("us-gaap:OperatingIncomeLoss", "operating income", "was"),
    ("us-gaap:NetCashProvidedByUsedInOperatingActivities", "operating cash flow", "was"),
    ("us-gaap:ResearchAndDevelopmentExpense", "research and development", "was"),
)
COMPANIES = (ACME, BOLT, Entity(cik="0000000003", ticker="KOI", name="Koi Systems Ltd"))
AMOUNTS = st.integers(1, 10**6).map(lambda n: n * 10**6)


@st.composite
def statements(draw: st.DrawFn) -> tuple[tuple[int, int, int], dict[tuple[int, int, int], Decimal]]:
    """Different values for each company, metric and year, and one of them."""
    keys = [(c, m, y) for c in range(len(COMPANIES)) for m in range(len(METRICS)) for y in (2022, 2023, 2024)]
    values = draw(st.lists(AMOUNTS, min_size=len(keys), max_size=len(keys), unique=True))
    return draw(st.sampled_from(keys)), dict(zip(keys, map(Decimal, values), strict=True))


@settings(max_examples=20, deadline=None)
@given(case=statements(), digit=st.integers(0, 30), step=st.integers(1, 8))
def test_the_true_sentence_is_proven_and_every_neighbour_is_refused(
    case: tuple[tuple[int, int, int], dict[tuple[int, int, int], Decimal]], digit: int, step: int
) -> None:
    """Whatever the facts: the true sentence passes; another digit, year, company or metric does not."""
    (company, metric, year), values = case
    facts = {
        (c, m, y): fact(str(v), entity=COMPANIES[c], concept=METRICS[m][0], label=METRICS[m][1], year=y)
        for (c, m, y), v in values.items()
    }
    gate = gate_over(*facts.values(), entities=COMPANIES)
    slot = holding(facts[company, metric, year])

    def said(c: int, m: int, y: int, slots: dict[str, Slot], printed: str = "{v}") -> Verdict:
        words = f"{COMPANIES[c].name}’s {METRICS[m][1]} was {printed} in fiscal {y} (ended December 31, {y})."
        return gate.judge(claim(words, **slots))

    right = said(company, metric, year, {"v": slot})
    assert right.verified, right

    printed = right.proofs[0].figure.text
    places = [i for i, letter in enumerate(printed) if letter.isdigit()]
    at = places[digit % len(places)]
    wrong = printed[:at] + str((int(printed[at]) + step) % 10) + printed[at + 1 :]
    assert not said(company, metric, year, {}, wrong).verified
    assert not said(company, metric, 2022 if year != 2022 else 2023, {"v": slot}).verified
    assert not said((company + 1) % len(COMPANIES), metric, year, {"v": slot}).verified
    assert not said(company, (metric + 1) % len(METRICS), year, {"v": slot}).verified


@settings(max_examples=100, deadline=None)
@given(quote=st.text(alphabet="abc 1,.%$“”\n\u200b５", max_size=40))
def test_only_words_of_the_source_are_quoted(quote: str) -> None:
    """Whatever is put between the marks, it passes only when it is the cited place's own text."""
    at = span("acm-2024", STAFF)

    assert gate_over().judge(quotation(f"“{quote}”", at)).verified is (" ".join(quote.split()) == STAFF)


def test_the_prose_is_what_the_tests_say() -> None:
    """The figures of the small filing's text are the ones that these tests rely on."""
    assert [r.text for r in figures(PROSE) if r.is_figure] == ["164,000", "doubled"]
