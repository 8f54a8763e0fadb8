"""What does a person decide? Parks the run until somebody answers."""

from dataclasses import dataclass
from typing import Literal

from langgraph.types import interrupt
from pydantic import BaseModel, ConfigDict, ValidationError

from tieout.agent.state import Reviewed, State, Update
from tieout.claim import Verdict
from tieout.errors import InputError

Decision = Literal["approve", "reject"]


class Choice(BaseModel):
    """What a person sends back: publish what is proven, or nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Decision


@dataclass(frozen=True, kw_only=True)
class Reviewer:
    """Asks a person; the node runs again from its top when the answer comes."""

    reviewable: bool

    async def run(self, state: State) -> Update:
        """Write the decision; raises InputError where nobody could ever answer."""
        if not self.reviewable:
            raise InputError(
                "this question asks for a review, and nothing here remembers a parked run; "
                "give the workspace a checkpointer, or set review to 'never'"
            )
        asked = payload(state)
        while (choice := choice_of(interrupt(asked))) is None:
            asked = payload(state) | {"problem": "the decision is one of: approve, reject"}
        return Update(reviewed=Reviewed(decision=choice))


def choice_of(said: object) -> Decision | None:
    """The decision, given as the word or as {"decision": word}; None for anything else."""
    try:
        return Choice.model_validate({"decision": said} if isinstance(said, str) else said).decision
    except ValidationError:
        return None


def payload(state: State) -> dict[str, object]:
    """What the person sees: proven sentences, what failed and why, and the choices."""
    verdicts: tuple[Verdict, ...] = state.get("verdicts", ())
    return {
        "question": state["asked"].text,
        "proven": [v.sentence for v in verdicts if v.verified],
        "failures": [f.model_dump(mode="json") for f in state.get("failures", ())],
        "choices": ["approve", "reject"],
    }
