"""Which words of a figure question may go unread? Those that do not change which figure is meant."""

NEUTRAL = frozenset(
    # how it is asked
    "actual actually amount answer ask calculate calculation calculations came come comes computation compute "
    "determine exact exactly figure figures formula steps workings "
    "approximately approx rough help just know like look looking need needed number numbers out please provide "
    "question quick quickly roughly "
    "nasdaq nyse considering despite given although spite see simple small specify state stated tabular tabulate tell "
    "thanks think us want wondering profile "
    # how a company comes to a figure
    "achieve achieved book booked bring brought carried carry carrying declare declared declares earn earned earns "
    "generate generated generates "
    "held hold holding "
    "make makes making made own owe owed owes paid pay pays post posted record recorded spend spending spends spent "
    "take taken took use used "
    # who and what in general
    "business company consolidated corporation entire firm group inc issuer line lines overall whole "
    # when
    "calendar date day during end ended ending ends full period periods start year-end yearend "
    # how it is shown
    "among combined set side track tracked work worked "
    "absolute go goes hello hey hi minus pls plz q v whats y "
    "billion billions currency decimal decimals dollar dollars expressed million millions nearest place places round "
    "rounded thousand thousands usd wise bn mn "
    # where it stands
    "accounting annual balance basis cash-flow financial financials gaap income position sheet statement statements "
    "according based disclosed performance performed result results standing "
    # what is done with it
    "added against big aggregate annualised annualized average better bigger bought change compound cumulative "
    "collapse collapsed plunge plunged soar soared surge surged jump jumped climb climbed slump slumped tumble tumbled "
    "slide slid slip slipped worsen worsened widen widened narrow narrowed deteriorate deteriorated "
    "cagr decline declined decrease decreased delta develop developed development difference divided down drop "
    "dropped each every evolution evolve evolved expand expanded fall fallen fast faster five fraction four gain "
    "gained growing grown grow grew growth half improve improved improving increasing decreasing declining rising "
    "falling dropping shrinking high higher highest history increase increased increases large larger largest "
    "less level levels lose lost low lower lowest mean move moved part proportion rate ranked ranking relative "
    "respectively rise risen share shrink shrank shrunk six size smaller smallest sum ten three together top "
    "trend trends two up went year-on-year "
    "year-over-year yearly".split()
)

MONTHS = frozenset(
    "january february march april may june july august september october november december month months "
    "week weeks".split()
)
"""Say when; harmless in a question about days, and never in one about fiscal periods unless they were understood."""
PARTS = frozenset("segment segments division divisions unit product products category region geography".split())
"""Say that a part is meant; harmless once the part itself was understood."""


YEARS = frozenset("yr yrs two-year three-year four-year five-year six-year ten-year".split())
"""Count the years of a trend, or those that a change lies over."""
REASONS = frozenset(
    "drove drive drives driven driver drivers driving reason reasons behind cause caused causes causing explain "
    "explained explains explanation explanations factor factors led lead leads contributed contributor contributors "
    "contributing primary primarily main mainly key due responsible attributable management’s management's".split()
)
"""Ask for reasons; harmless where a move is stated before they are given."""


def unread(words: tuple[str, ...], *, part: bool, counted: bool = False) -> tuple[str, ...]:
    """The words that were understood as nothing and may name a part, a basis or another measure.

    `part` says whether a segment, product or place was understood, `counted` whether years are counted.
    """
    harmless = NEUTRAL | (PARTS if part else frozenset()) | (YEARS if counted else frozenset())
    return tuple(w for w in words if w not in harmless and not w.isdigit())
