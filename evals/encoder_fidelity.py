"""How close the shipped encoder is to the original: cosines, page recall and speed over real filings.

The reference is the folder that `evals.export_encoder --precision fp32` writes. DATA holds `filings/10-K/*.html` and
`finqa/*.json`; the result is one JSON document on standard output:

    python -m tieout.evals.encoder_fidelity --data DATA --reference FOLDER
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
import numpy.typing as npt
from lxml import html

from tieout.errors import NotThereError
from tieout.tools.index.encoder import SHIPPED, LocalEncoder

Vectors = npt.NDArray[np.float32]

_WORDS: Final = 130
"""Words of a passage, about 180 tokens."""
_PASSAGES, _QUESTIONS = 400, 100
"""Size of the sample whose cosines are reported."""
_DISTRACTORS: Final = 1_500
"""Passages of 10-Ks among which the pages must be found."""
_TIMED: Final = 600
_CUTOFFS: Final = (1, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Cosines:
    """Agreement of the encoder's vectors with the reference's, over `texts` texts."""

    texts: int
    mean: float
    least: float


@dataclass(frozen=True, kw_only=True)
class Recall:
    """Share of `questions` whose page is among the best `k`; `gained` and `lost` count against the reference."""

    k: int
    questions: int
    encoder: float
    reference: float
    gained: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class Speed:
    """What encoding takes; tokens are those of the texts, for nothing is padded."""

    load_seconds: float
    query_milliseconds: float
    tokens_per_second: float


@dataclass(frozen=True, kw_only=True)
class Material:
    """Passages of 10-Ks in random order, pages, and questions each with the number of its page."""

    passages: tuple[str, ...]
    pages: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]

    def sample(self) -> list[str]:
        """The passages and questions whose cosines are reported."""
        return [*self.passages[:_PASSAGES], *(question for question, _ in self.questions[:_QUESTIONS])]


def read(data: Path) -> Material:
    """Read the material; the order is the same each time."""
    passages = [passage for path in sorted((data / "filings" / "10-K").glob("*.html")) for passage in _passages(path)]
    pages: dict[str, int] = {}
    questions = []
    for path in sorted((data / "finqa").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            page = " ".join([*row["pre_text"], *(" ".join(cells) for cells in row["table"]), *row["post_text"]])
            questions.append((row["qa"]["question"], pages.setdefault(page, len(pages))))
    if not passages or not questions:
        raise NotThereError(f"there are no filings/10-K/*.html or no finqa/*.json in {str(data)!r}")
    random.Random(0).shuffle(passages)  # noqa: S311  # a sample, not a secret
    return Material(passages=tuple(passages), pages=tuple(pages), questions=tuple(questions))


def _passages(path: Path) -> Iterator[str]:
    """The text of a filing in pieces of equal length, without its hidden XBRL header."""
    tree = html.fromstring(path.read_bytes())
    for header in list(tree.iter("ix:header")):
        if (parent := header.getparent()) is not None:
            parent.remove(header)
    return _pieces(str(tree.xpath("string()")))


def _pieces(text: str) -> Iterator[str]:
    words = text.split()
    return (" ".join(words[at : at + _WORDS]) for at in range(0, max(len(words), 1), _WORDS))


def cosines(vectors: Vectors, reference: Vectors) -> Cosines:
    """Agreement of rows of unit length."""
    each = np.sum(vectors * reference, axis=1)
    return Cosines(texts=len(each), mean=round(float(each.mean()), 5), least=round(float(each.min()), 5))


def ranks(questions: Vectors, pieces: Vectors, page_of: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Rank of each question's page, counted from 1, where a page is as near as its nearest piece."""
    near = questions @ pieces.T
    best = np.full((len(wanted), max(page_of) + 1), -1.0, dtype=np.float32)
    np.maximum.at(best.T, np.asarray(page_of), near.T)
    return [int((row > row[page]).sum()) + 1 for row, page in zip(best, wanted, strict=True)]


def recall(k: int, encoder: Sequence[int], reference: Sequence[int]) -> Recall:
    """Compare the ranks of two encoders at a cut-off."""
    found = [(ours <= k, theirs <= k) for ours, theirs in zip(encoder, reference, strict=True)]
    return Recall(
        k=k,
        questions=len(found),
        encoder=round(sum(ours for ours, _ in found) / len(found), 4),
        reference=round(sum(theirs for _, theirs in found) / len(found), 4),
        gained=sum(ours and not theirs for ours, theirs in found),
        lost=sum(theirs and not ours for ours, theirs in found),
    )


def speed(folder: Path, material: Material) -> Speed:
    """Time a fresh encoder: loading, single questions, and many passages."""
    begun = perf_counter()
    encoder = LocalEncoder(folder)
    encoder.encode([""])
    loaded = perf_counter()
    for question, _ in material.questions[:_QUESTIONS]:
        encoder.encode([question])
    asked = perf_counter()
    passages = material.passages[-_TIMED:]
    tokens = sum(min(count, encoder.max_tokens) for count in encoder.count_tokens(passages))
    counted = perf_counter()
    encoder.encode(passages)
    return Speed(
        load_seconds=round(loaded - begun, 3),
        query_milliseconds=round(1000 * (asked - loaded) / len(material.questions[:_QUESTIONS]), 2),
        tokens_per_second=round(tokens / (perf_counter() - counted)),
    )


def measure(data: Path, encoder_folder: Path, reference_folder: Path) -> dict[str, object]:
    """All figures of the model card."""
    material = read(data)
    encoder, reference = LocalEncoder(encoder_folder), LocalEncoder(reference_folder)
    timed = [speed(folder, material) for folder in (encoder_folder, reference_folder)]
    pieces = [
        (piece, page)
        for page, text in enumerate([*material.pages, *material.passages[:_DISTRACTORS]])
        for piece in _pieces(text)
    ]
    page_of = [page for _, page in pieces]
    wanted = [page for _, page in material.questions]
    vectors, ranked = [], []
    for each in (encoder, reference):
        vectors.append(each.encode([piece for piece, _ in pieces]))
        questions = each.encode([question for question, _ in material.questions])
        ranked.append(ranks(questions, vectors[-1], page_of, wanted))
    sample = material.sample()
    return {
        "encoder": encoder.name,
        "reference": reference.name,
        "sample": asdict(cosines(encoder.encode(sample), reference.encode(sample))),
        "all_pieces": asdict(cosines(vectors[0], vectors[1])),
        "page_recall": [asdict(recall(k, ranked[0], ranked[1])) for k in _CUTOFFS],
        "speed": {"encoder": asdict(timed[0]), "reference": asdict(timed[1])},
    }


def main() -> None:
    """Read the command line, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the real data")
    parser.add_argument("--reference", type=Path, required=True, help="folder of the fp32 export")
    parser.add_argument("--encoder", type=Path, default=SHIPPED, help="folder of the encoder; the shipped one")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.encoder, options.reference), indent=2))


if __name__ == "__main__":
    main()
