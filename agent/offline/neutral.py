"""Which words of a figure question may go unread? Those that do not change which figure is meant."""

NEUTRAL = frozenset(
    # how it is asked
    "actual actually amount answer ask calculate came come comes compute determine exact exactly figure figures "
    "help just know like look looking need needed number numbers out please provide question quick quickly roughly "
    "see simple small specify state stated tabular tabulate tell thanks think us want wondering "
    # how a company comes to a figure
    "achieve achieved book booked bring brought earn earned earns generate generated generates held hold holding "
    "make makes making made own owe owed owes paid pay pays post posted record recorded spend spending spends spent "
    "take taken took use used "
    # who and what in general
    "business company consolidated corporation entire firm group inc issuer line lines overall whole "
    # when
    "april august calendar date day december during end ended ending ends february full january july june march "
    "may month months november october period periods quarters september start week weeks "
    # how it is shown
    "billion billions currency decimal decimals dollar dollars expressed million millions nearest place places round "
    "rounded thousand thousands usd wise "
    # where it stands
    "accounting annual balance basis cash-flow financial financials gaap income position sheet statement statements "
    "according based disclosed performance performed result results standing "
    # what is done with it
    "added against big aggregate annualised annualized average better bigger bought change compound cumulative "
    "cagr decline declined decrease decreased delta develop developed development difference divided down drop "
    "dropped each every evolution evolve evolved expand expanded fall fallen fast faster five fraction four gain "
    "gained growing grown grow grew growth half improve improved improving increasing decreasing declining rising "
    "falling dropping shrinking high higher highest history increase increased increases large larger largest "
    "less level levels lose lost low lower lowest mean move moved part proportion rate ranked ranking relative "
    "respectively rise risen share shrink shrank shrunk six size smaller smallest sum ten three together top "
    "trend trends two up went year-on-year "
    "year-over-year yearly".split()
)


PARTS = frozenset("segment segments division divisions unit product products category region geography".split())
"""Say that a part is meant; harmless once the part itself was understood."""


def unread(words: tuple[str, ...], *, part: bool) -> tuple[str, ...]:
    """The words that were understood as nothing and may name a part, a basis or another measure.

    `part` says whether a segment, product or place was understood.
    """
    harmless = NEUTRAL | PARTS if part else NEUTRAL
    return tuple(w for w in words if w not in harmless and not w.isdigit())
