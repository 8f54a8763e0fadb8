"""Parts are recognised by name, and a segment's own figure is told from its part of the whole."""

from tests.tools.figures.small import fact
from tieout.fact import Dimension, Fact
from tieout.tools.figures.member import GROSS, called, is_gross, is_member, members

SEGMENTS = "us-gaap:StatementBusinessSegmentsAxis"
CLOUD = Dimension(axis=SEGMENTS, member="acm:CloudServicesSegmentMember", label="Cloud Services")
SEGMENT = Dimension(
    axis="srt:ConsolidationItemsAxis", member="us-gaap:OperatingSegmentsMember", label="Operating segments"
)
CHINA = Dimension(axis="srt:StatementGeographicalAxis", member="country:CN", label="CN")


def of(*dimensions: Dimension, label: str = "Revenue") -> Fact:
    """A figure with these dimensions."""
    return fact("5", dimensions=dimensions, label=label)


def test_label_and_local_name_lead_to_a_member() -> None:
    """A part answers to its label, its local name, and both without “segment”."""
    assert is_member(of(CLOUD), "Cloud Services")
    assert is_member(of(CLOUD), "cloud services segment")
    assert is_member(of(CLOUD), "CloudServicesSegment")
    assert not is_member(of(CLOUD), "Cloud Storage")


def test_the_whole_and_parts_of_parts_are_no_part() -> None:
    """A figure without dimension, or with two that tell, is of another scope."""
    assert not is_member(of(), "Cloud Services")
    assert not is_member(of(CLOUD, CHINA), "Cloud Services")


def test_before_eliminations_asks_for_the_segments_own_figure() -> None:
    """Only the figure that is marked as the segment's own is one before eliminations."""
    words = f"Cloud Services {GROSS}"
    assert is_member(of(CLOUD, SEGMENT), words)
    assert not is_member(of(CLOUD), words)
    assert is_gross(of(CLOUD, SEGMENT))
    assert is_member(of(CLOUD, SEGMENT), "Cloud Services")


def test_sales_between_segments_are_no_segments_sales() -> None:
    """A row that says “inter-segment” is not the part's figure."""
    assert not is_member(of(CLOUD, SEGMENT, label="Inter-segment sales"), "Cloud Services")


def test_a_country_is_called_by_its_name() -> None:
    """The SEC's codes are no names."""
    assert called(CHINA) == "China"
    assert is_member(of(CHINA), "China")
    assert members([of(CHINA)])["china",] == "China"


def test_words_glued_together_are_read_apart() -> None:
    """“MiddleEastandAsia” is Middle East and Asia, “PepsiCo” is PepsiCo."""
    glued = Dimension(axis=SEGMENTS, member="acm:MiddleEastandAsiaMember", label="Middle eastand asia")
    brand = Dimension(axis=SEGMENTS, member="acm:PepsiCoBeveragesMember", label="Pepsi co beverages")
    assert is_member(of(glued), "Middle East and Asia")
    assert is_member(of(brand), "PepsiCo Beverages")


def test_a_name_of_three_words_answers_to_its_initials() -> None:
    """Initials name a part; those of two words would name too much."""
    oats = Dimension(axis=SEGMENTS, member="acm:OatFoodsNorthAmericaMember", label="Oat Foods North America")

    assert is_member(of(oats), "OFNA")
    assert not is_member(of(oats), "OFN")
    assert not is_member(of(CLOUD), "CS")


def test_marks_and_small_words_name_no_part() -> None:
    """A column that is headed by a mark, or by "% of" and words of every table, is no part to ask for."""
    marks = [Dimension(axis="table:column", member="table:x", label=label) for label in ("(a)", "% of Total Net Sales")]

    assert [name for mark in marks for name in members([of(mark)]) if len(name) == 1] == []


def test_a_country_has_one_name_in_full_and_in_letters() -> None:
    """The letters US and U.S. and the words United States name the same part, of a label and of a list of countries."""
    retail = Dimension(axis=SEGMENTS, member="acm:UnitedStatesRetailSegmentMember", label="United States retail")
    country = Dimension(axis="srt:StatementGeographicalAxis", member="country:US", label="U.S.")
    assert all(is_member(of(retail), words) for words in ("US Retail", "U.S. Retail", "United States Retail"))
    assert all(is_member(of(country), words) for words in ("US", "U.S.", "United States"))
    assert not is_member(of(country), "United Kingdom")


def test_a_sub_segment_is_a_part_of_its_own() -> None:
    """A figure of a sub-segment is told by it alone; the segment around it adds nothing."""
    brand = Dimension(axis=SEGMENTS, member="acm:BrandMember", label="Acme brand")
    china = Dimension(axis="us-gaap:SubsegmentsAxis", member="acm:GreaterChinaMember", label="GREATER CHINA")
    assert is_member(of(SEGMENT, brand, china), "Greater China")
    assert not is_member(of(SEGMENT, brand, china), "Acme brand")
    shoes = Dimension(axis="srt:ProductOrServiceAxis", member="acm:ShoesMember", label="Shoes")
    assert not is_member(of(SEGMENT, brand, china, shoes), "Greater China")
