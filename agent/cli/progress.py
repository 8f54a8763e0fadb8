"""How far is it? Progress on standard error, only where a person looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tieout.tools.ingest import Progress


@contextmanager
def ingesting() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar with file, rate and time left; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(progress: Progress) -> None:
            finished = progress.number - (progress.stage in {"read", "encode"})
            name = progress.path.rpartition("/")[2]
            bar.update(task, total=progress.total, completed=finished, description=f"{progress.stage} {name[:40]}")

        yield tell
