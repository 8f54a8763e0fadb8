"""What does Docugami's set of 10-Q questions ask? Its table of questions as ours; the gold are whole documents.

https://github.com/docugami/KG-RAG-datasets, MIT: a folder `docs` of PDFs beside a CSV file whose column "Source Docs"
holds patterns of file names.
"""

import csv
from fnmatch import fnmatchcase
from pathlib import Path

from tieout.errors import NotThereError
from tieout.evals.retrieval.asked import Asked


def docugami(source: Path, out: Path) -> tuple[Path, tuple[Asked, ...]]:
    """The folder of documents, and the questions with every document that their patterns name."""
    del out  # the set brings its documents
    tables = sorted(source.glob("*.csv"))
    documents = sorted(path.stem for path in (source / "docs").glob("*.pdf"))
    if not tables or not documents:
        raise NotThereError(
            f"{str(source)!r} has no CSV file of questions beside a folder 'docs' of PDFs; name the set"
        )
    with tables[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return source / "docs", tuple(
        Asked(
            id=f"docugami-{number:02d}",
            question=" ".join(row["Question"].split()),
            documents=tuple(name for name in documents if _named(name, row["Source Docs"])),
            type=row["Question Type"].removesuffix(" RAG").lower(),
        )
        for number, row in enumerate(rows, start=1)
    )


def _named(document: str, patterns: str) -> bool:
    return any(fnmatchcase(document, pattern.strip()) for pattern in patterns.split(","))
