"""A sentence counts only where it states something as a fact."""

import pytest

from tieout.agent.offline.reading.topics import Topic, topic_of
from tieout.agent.offline.words.asserting import asserts


def told(sentence: str, topic: str) -> bool:
    start = sentence.casefold().index(topic.casefold())
    return asserts(sentence, start, start + len(topic))


@pytest.mark.parametrize(
    "sentence",
    [
        "Management identified a material weakness in our internal control over financial reporting.",
        "Our controls were not effective due to the material weakness described below.",
        "We concluded that our internal control contained a material weakness.",
        "We have a material weakness in our controls over revenue, which could result in misstatements.",
        "As of year-end a material weakness existed.",
    ],
)
def test_a_report_is_one(sentence: str) -> None:
    """What was identified, exists or is the reason for something is stated."""
    assert told(sentence, "material weakness")


@pytest.mark.parametrize(
    "sentence",
    [
        "We did not identify any material weakness.",
        "There was no material weakness in our internal control.",
        "Management has not identified a material weakness.",
        "If we identify a material weakness in the future, investors may lose confidence.",
        "Our audit included assessing the risk that a material weakness exists.",
        "A material weakness is a deficiency, or a combination of deficiencies, in internal control.",
        "A material weakness could result in an increased chance of fraud.",
        "We cannot assure you that a material weakness will be avoided.",
        "Neither a fraud nor a material weakness was found.",
        "Material weakness",
    ],
)
def test_a_denial_a_risk_and_a_definition_are_none(sentence: str) -> None:
    """What is denied, supposed, defined or only a heading reports nothing."""
    assert not told(sentence, "material weakness" if "material" in sentence else "Material weakness")


def test_the_beginning_of_another_name_is_another_thing() -> None:
    """A plan for incidents is no incident."""
    assert not told("We have a cybersecurity incident response plan.", "cybersecurity incident")
    assert told("In May we experienced a cybersecurity incident.", "cybersecurity incident")


def found(words: str, *, spoken: bool = False) -> Topic:
    topic = topic_of(words, spoken=spoken)
    assert topic is not None
    return topic


@pytest.mark.parametrize(
    "sentence",
    [
        "One customer accounted for 18% of our consolidated net revenue.",
        "Our largest customer, Walmart Inc., represented approximately 21% of our net sales in 2023 and 2022.",
        "Our sales to Walmart, Inc. and its affiliates represented approximately 11% of our Net sales in 2023.",
        "In 2023, 72% of our consolidated revenue was from the U.S. government.",
    ],
)
def test_one_customer_with_a_large_share_is_found(sentence: str) -> None:
    """Named or not, by the subject, the verb and the percentage of revenue."""
    assert found("a customer above 10 %").is_said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No single customer accounted for more than 10% of the Company’s consolidated sales.",
        "One customer accounted for 8% of our net revenue.",
        "One customer accounted for 18% of our accounts receivable, and sales were lower.",
        "Our five largest customers together accounted for 28% of our net sales.",
        "Revenue from products transferred to customers over time accounted for 79% of our revenue.",
        "About 65% of our revenue comes from customers outside the United States.",
        "The loss of one customer that accounts for 18% of revenue would hurt us.",
        "Online sales to customers represented 14.4% of net sales.",
        "P&W’s largest commercial customer is Airbus, with sales of 48% of total segment sales.",
    ],
)
def test_other_shares_are_no_customer(sentence: str) -> None:
    """Several customers, receivables, segments, channels and denials do not count."""
    assert not found("a customer above 10 %").is_said(sentence)


def test_the_threshold_is_the_questions() -> None:
    """A share below what is asked for is none."""
    sentence = "One customer accounted for 18% of our net revenue."

    assert found("customers with more than 15% of sales").is_said(sentence)
    assert not found("a customer above 20 percent of revenue").is_said(sentence)


def test_going_concern_needs_the_doubt() -> None:
    """The basis of accounting is no doubt about it."""
    topic = found("going concern")

    assert topic.is_said("These conditions raise substantial doubt about our ability to continue as a going concern.")
    assert not topic.is_said("We evaluate whether there is substantial doubt about our ability to continue.")
    assert not topic.is_said("The statements are prepared on a going concern basis.")


def test_a_mention_is_enough_where_that_is_asked() -> None:
    """In any number, and without when and where."""
    topic = found("tariffs in their latest 10-K", spoken=True)

    assert topic.says == "mentions “tariffs”"
    assert topic.is_said("A tariff could be imposed.")
    assert not topic.is_said("Taxes could be imposed.")
