"""What is measured in processes of its own: each task reads files and prints, as JSON, what that alone took.

The time of a task begins when its modules are loaded and a first file, where it says so, has been read.
"""

import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tieout.model import Thing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

CODE = "from tieout.evals.bench.tasks import main; main()"


class Took(Thing):
    """What a task took."""

    seconds: float
    cpu: float
    """Seconds of processor time, with that of the processes it started."""
    peak: float
    """Most memory of this process, in MB; 0 where the system does not say."""
    worker_peak: float
    """Most memory of a process that it started."""
    counts: dict[str, int]
    """What was read."""


class NoEncoder:
    """Four numbers for a text in place of its vector; they cost nothing and mean nothing."""

    name = "none"
    dimensions = 4
    max_tokens = 1

    def encode(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """Rows of unit length that differ with their texts."""
        import numpy as np  # noqa: PLC0415  # only where something is kept

        seeds = b"".join(hashlib.blake2b(text.encode(), digest_size=self.dimensions).digest() for text in texts)
        rows = np.frombuffer(seeds, np.uint8).reshape(len(texts), self.dimensions).astype(np.float32) + 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """None."""
        return [0] * len(texts)


class Clock:
    """Adds up the seconds and the processor time of what runs in it."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Counts while it is open."""
        begun, before = time.perf_counter(), _cpu()
        yield
        self.seconds += time.perf_counter() - begun
        self.cpu += _cpu() - before

    def took(self, counts: dict[str, int]) -> Took:
        """What was counted so far."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        unit = 1 if sys.platform == "darwin" else 1024
        return Took(seconds=self.seconds, cpu=self.cpu, peak=_peak(), worker_peak=ended * unit / 1e6, counts=counts)


def store(home: str, workers: str, *files: str) -> Took:
    """Files into a home: read, cross-checked, documents, passages, facts and full-text index written, no vectors."""
    from tieout.tools.home import Home  # noqa: PLC0415  # no task loads what it does not need
    from tieout.tools.ingest import ingest  # noqa: PLC0415

    clock = Clock()
    with Home.open(Path(home), create=True, encoder=NoEncoder()) as opened, clock.running():
        report = ingest(opened, list(files), workers=int(workers))
    return clock.took(
        {
            "documents": len(report.ingested),
            "unchanged": len(report.unchanged),
            "failed": len(report.failed),
            "passages": report.passages,
            "facts": report.facts,
        }
    )


def ours(*files: str) -> Took:
    """Files to text, sections, tables, passages and facts, after a first one."""
    from tieout.tools.filings import read  # noqa: PLC0415  # no task loads what it does not need

    def taken(path: str) -> dict[str, int]:
        reading = read(Path(path))
        return {
            "facts": len(reading.facts),
            "passages": len(reading.passages),
            "tables": len(reading.tables),
            "sections": len(reading.sections),
            "characters": len(reading.text),
        }

    return _each(taken, files)


def edgartools(*files: str) -> Took:
    """The same files by edgartools' own parser: inline facts, sections, tables and text, after a first one."""
    from edgar.documents import HTMLParser, ParserConfig  # noqa: PLC0415  # takes seconds, and may not be installed

    def taken(path: str) -> dict[str, int]:
        document = HTMLParser(ParserConfig(form="10-K")).parse(Path(path).read_text(encoding="utf-8"))
        return {
            "facts": len(document.xbrl_facts),
            "tables": len(document.tables or ()),
            "sections": len(document.sections),
            "characters": len(document.text()),
        }

    return _each(taken, files)


def pages(*files: str) -> Took:
    """PDF pages to text in reading order, what stands in columns in rows of cells, after a first file."""
    import pypdfium2  # noqa: PLC0415  # no task loads what it does not need

    from tieout.tools.filings.pdflayout import layout  # noqa: PLC0415
    from tieout.tools.filings.pdfwords import words_of  # noqa: PLC0415

    def taken(path: str) -> dict[str, int]:
        characters = 0
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                shown = page.get_textpage()
                for item in layout(words_of(shown)):
                    lines = [item] if isinstance(item, str) else [spot.text for row in item for spot in row]
                    characters += sum(map(len, lines))
                shown.close()
                page.close()
            return {"pages": len(pdf), "characters": characters}

    return _each(taken, files)


def plain_pages(*files: str) -> Took:
    """PDF pages to the text as pypdfium2 alone gives it, in the order of the file, after a first file."""
    import pypdfium2  # noqa: PLC0415  # no task loads what it does not need

    def taken(path: str) -> dict[str, int]:
        characters = 0
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                shown = page.get_textpage()
                characters += len(shown.get_text_range())
                shown.close()
                page.close()
            return {"pages": len(pdf), "characters": characters}

    return _each(taken, files)


def _each(taken: Callable[[str], dict[str, int]], files: Sequence[str]) -> Took:
    """The smallest file once to warm up, then each."""
    taken(min(files, key=lambda path: Path(path).stat().st_size))
    clock, sums = Clock(), dict[str, int]()
    for path in files:
        with clock.running():
            counts = taken(path)
        sums = {name: sums.get(name, 0) + count for name, count in counts.items()}
    return clock.took(sums)


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak() -> float:
    told = Path("/proc/self/status")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)


TASKS: dict[str, Callable[..., Took]] = {
    "store": store,
    "ours": ours,
    "edgartools": edgartools,
    "pages": pages,
    "plain pages": plain_pages,
}


def main() -> None:
    """Run the task that the first argument names, on the others."""
    name, *arguments = sys.argv[1:]
    print(json.dumps(TASKS[name](*arguments).model_dump()))
