"""Parts of a company are found by their names, and what may be one is never passed over."""

from collections.abc import Sequence

from tests.tools.figures.small import ACME, fact
from tieout.agent.offline.reading.portion import Portions, portions
from tieout.document import Entity
from tieout.fact import Dimension, Fact
from tieout.tools.figures.vocabulary import Vocabulary

SEGMENTS = "us-gaap:StatementBusinessSegmentsAxis"
VOCABULARY = Vocabulary.load()


def part(member: str, label: str, *, axis: str = SEGMENTS) -> Fact:
    """A revenue of one part."""
    return fact("5", dimensions=(Dimension(axis=axis, member=member, label=label),))


def found(text: str, facts: Sequence[Fact], owner: Entity = ACME, company: str = "") -> Portions:
    """The parts that a question names; `company` is where the text names the owner."""
    metrics = [(m.start, m.end) for m in VOCABULARY.find(text)]
    at = text.find(company) if company else -1
    places = [(at, at + len(company))] if at >= 0 else []
    return portions(text, facts, [owner], metrics=metrics, others=[], companies=places)


CLOUD = part("acm:CloudServicesMember", "Cloud Services")
NORTH = part("acm:FoodsNorthAmericaMember", "Foods North America")
FINANCE = part("acm:AcmeFinancialMember", "Acme Financial")
ASIA = part("srt:AsiaPacificMember", "Asia Pacific", axis="srt:StatementGeographicalAxis")


def test_a_part_is_found_by_its_label() -> None:
    """The printed name leads to the part."""
    assert found("revenue of Cloud Services in 2024", [CLOUD]).names == ("Cloud Services",)


def test_several_parts_are_found_in_order() -> None:
    """“cloud services and foods” are two parts."""
    assert found("cloud services and foods revenue", [CLOUD, NORTH]).names == ("Cloud Services", "Foods North America")


def test_the_beginning_of_a_name_leads_to_the_only_part_with_it() -> None:
    """“Foods” is Foods North America unless another part begins so."""
    other = part("acm:FoodsEuropeMember", "Foods Europe")
    assert found("foods revenue", [NORTH]).names == ("Foods North America",)
    assert found("foods revenue", [NORTH, other]).names == ()


def test_a_continent_is_not_a_larger_region() -> None:
    """“Asia” is not Asia Pacific."""
    assert found("revenue in Asia", [ASIA]).names == ()


def test_a_part_may_begin_with_the_companys_name() -> None:
    """“Acme Financial” is a part although “Acme” is the company."""
    assert found("Acme Financial revenue 2024", [FINANCE], company="Acme").names == ("Acme Financial",)


def test_a_word_that_may_be_a_part_is_pointed_out() -> None:
    """“financial” alone might be the part, so that the whole company's figure is no safe answer."""
    assert found("financial revenue 2024", [FINANCE]).perhaps == ("financial",)


def test_a_metric_word_inside_a_parts_name_is_no_metric() -> None:
    """In “net sales of Direct Sales” the second one belongs to the part."""
    direct = part("acm:DirectSalesMember", "Direct sales")
    assert found("net sales of Direct Sales", [direct]).names == ("Direct sales",)


def test_us_is_a_country_only_in_capitals() -> None:
    """“tell us the revenue” asks for no country."""
    home = part("country:US", "US", axis="srt:StatementGeographicalAxis")
    assert found("tell us the revenue", [home]).names == ()
    assert found("US revenue", [home]).names == ("United States",)
