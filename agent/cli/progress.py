"""How far is it? Progress on standard error, only where a person looks at it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tieout.tools.ingest import Progress


@contextmanager
def ingesting() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar with documents, facts, passages, rate and time left; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    counts = TextColumn(
        "{task.fields[documents]} documents, {task.fields[facts]:,} facts, {task.fields[passages]:,} passages, "
        "{task.fields[rate]} a minute"
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), counts, TimeRemainingColumn())
    started = time.monotonic()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, documents=0, facts=0, passages=0, rate=0)

        def tell(progress: Progress) -> None:
            finished = progress.number - (progress.stage in {"read", "encode"})
            name = progress.path.rpartition("/")[2]
            minutes = (time.monotonic() - started) / 60
            bar.update(
                task,
                total=progress.total,
                completed=finished,
                description=f"{progress.stage} {name[:40]}",
                documents=progress.documents,
                facts=progress.facts,
                passages=progress.passages,
                rate=round(finished / minutes) if minutes else 0,
            )

        yield tell
