"""How is a question planned that presses for an answer? As the question that it is, with a word about the rest."""

from dataclasses import replace

from tieout.agent.offline.reading.pressing import Pressed, unpressed
from tieout.agent.offline.reading.understand import Reader
from tieout.question import Plan, Question
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.vocabulary import Vocabulary

UNMOVED = "whoever asks, and however: only what is proven is printed, with its source"
_ROLES = frozenset({"cfo", "coo", "cto"})
"""Short for metrics, too: cash flow from operations."""
_THOUSAND = 1000


def without_pressure(question: Question, reader: Reader, vocabulary: Vocabulary) -> tuple[Question, Pressed | None]:
    """The question as it is to be planned, and what was left out of it; a company named only there is kept."""

    def holds(stretch: str) -> bool:
        named = [m for m in vocabulary.find(stretch) if stretch[m.start : m.end].casefold() not in _ROLES]
        return bool(named or mentions(stretch) or states(stretch))

    pressed = unpressed(question.text, states=states(question.text), holds=holds)
    if pressed is None:
        return question, None
    text = pressed.text
    if not reader.companies.find(text) and (named := reader.companies.find(pressed.dropped)):
        text = f"{pressed.dropped[named[0].start : named[0].end]}: {text}"
    return question.model_copy(update={"text": text}), replace(pressed, text=text)


def states(text: str) -> bool:
    """Whether a text states an amount."""
    return any(r.is_figure and r.value is not None and (r.unit or r.precision >= _THOUSAND) for r in figures(text))


def with_word(plan: Plan, pressed: Pressed | None) -> Plan:
    """The plan, with the note that pressing changes nothing where somebody pressed."""
    if pressed is None or not pressed.dropped:
        return plan
    return plan.model_copy(update={"notes": (*plan.notes, UNMOVED)})
