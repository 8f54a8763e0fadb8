"""What is left of a job's budget? Money, tokens and seconds run over all questions of one report."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tieout.agent.context import Context
from tieout.agent.jobs.job import Job
from tieout.agent.jobs.reportpage import Finding
from tieout.answer import Cost


@dataclass(kw_only=True)
class Spending:
    """What the questions of one report have cost so far."""

    job: Job
    cost: Cost = field(default_factory=Cost)
    seconds: float = 0.0

    def add(self, finding: Finding) -> None:
        """Count a question that was asked, whatever became of it."""
        self.cost = self.cost.plus(finding.spent)
        self.seconds += finding.seconds

    @property
    def over(self) -> str | None:
        """The budget that is spent; None while there is something of each. What costs nothing is always asked."""
        return next(self._spent(), None)

    def _spent(self) -> Iterator[str]:
        job, tokens = self.job, self.cost.input_tokens + self.cost.output_tokens
        if job.max_usd is not None and 0 < self.cost.usd >= job.max_usd:
            yield f"the report's budget of {job.max_usd} USD is spent"
        if job.max_tokens is not None and 0 < tokens >= job.max_tokens:
            yield f"the report's budget of {job.max_tokens:,} tokens is spent"
        if job.max_seconds is not None and self.seconds >= job.max_seconds:
            yield f"the report's budget of {job.max_seconds:g} seconds is spent"

    def context(self, given: Context, companies: tuple[str, ...]) -> Context:
        """The settings of the next question: the job's, and what the questions before it left of each budget."""
        job, values = self.job, dict(given)
        own = {"companies": companies or None, "as_of": job.as_of, "review": job.review, "materiality": job.materiality}
        values |= {name: value for name, value in own.items() if value is not None}
        if job.max_usd is not None:
            values["max_usd"] = min(given.max_usd, float(job.max_usd - self.cost.usd))
        if job.max_tokens is not None:
            spent = self.cost.input_tokens + self.cost.output_tokens
            values["max_tokens"] = min(given.max_tokens, job.max_tokens - spent)
        if job.max_seconds is not None:
            values["max_seconds"] = min(given.max_seconds, job.max_seconds - self.seconds)
        return Context.model_validate(values)
