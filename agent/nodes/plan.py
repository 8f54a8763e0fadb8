"""What has to be found out? Splits the question into sub-questions."""

import asyncio
from dataclasses import dataclass

from langgraph.runtime import Runtime

from tieout.agent.context import Context
from tieout.agent.parts import Parts
from tieout.agent.running.budget import budgeted
from tieout.agent.state import State, Update
from tieout.claim import Failure


@dataclass(frozen=True, kw_only=True)
class Planner:
    """Asks the analyst for a plan and keeps it within the limits."""

    parts: Parts

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Write the plan; what is over the limit becomes a failure, never silence."""
        context = runtime.context or Context()
        run = state["run"]
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        analyst = budgeted(self.parts.analyst(context), state, context)
        plan = await analyst.plan(state["asked"], snapshot)
        kept, over = plan.subquestions[: context.max_subquestions], plan.subquestions[context.max_subquestions :]
        failures = plan.failures + tuple(
            Failure(
                reason="over_budget",
                detail="beyond the parts that are answered together (max_subquestions); ask this part on its own",
                subquestion=s.id,
                text=s.text,
            )
            for s in over
        )
        plan = plan.model_copy(update={"subquestions": kept, "failures": failures})
        return Update(plan=plan, missing=failures, failures=failures, cost=plan.cost)
