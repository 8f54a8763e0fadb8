"""Corrupted filings are refused, or read with nothing in them that they do not say; what is in doubt is noted."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout.document import CARE
from tieout.errors import TieoutError
from tieout.fact import Fact
from tieout.locator import quote_hash
from tieout.reading import Reading
from tieout.tools.filings import read_all

DEMO = Path(__file__).parents[3] / "agent" / "demo" / "sample-AAPL-10-K-2024.html"
EXAMPLES = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
TAG = re.compile(rb"</?ix:nonFraction[^>]*>|</?t[rd][^>]*>|</?div[^>]*>")
ATTRIBUTE = re.compile(rb'(scale|decimals|sign|contextRef|unitRef|format)="([^"]*)"')

Harm = Callable[[bytes, Random], bytes]


def flipped(data: bytes, random: Random) -> bytes:
    """A few bytes are others."""
    harmed = bytearray(data)
    for _ in range(random.choice((1, 5, 50))):
        harmed[random.randrange(len(harmed))] = random.randrange(256)
    return bytes(harmed)


def cut(data: bytes, random: Random) -> bytes:
    """Its end is missing."""
    return data[: random.randrange(1, len(data))]


def without_tags(data: bytes, random: Random) -> bytes:
    """Some tags have gone."""
    return TAG.sub(lambda found: b"" if random.random() < 0.003 else found[0], data)


def swapped(data: bytes, random: Random) -> bytes:
    """Some attributes have the value of another one of their name."""
    values: dict[bytes, list[bytes]] = {}
    for name, value in ATTRIBUTE.findall(data):
        values.setdefault(name, []).append(value)

    def other(found: re.Match[bytes]) -> bytes:
        if random.random() > 0.02:
            return found[0]
        return found[1] + b'="' + random.choice(values[found[1]]) + b'"'

    return ATTRIBUTE.sub(other, data)


def doubled(data: bytes, random: Random) -> bytes:
    """A stretch stands in it twice."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.randrange(5000))
    return data[:end] + data[start:end] + data[end:]


def outcome(path: Path, data: bytes) -> tuple[Reading, ...]:
    """What is read of it; nothing where it is refused."""
    path.write_bytes(data)
    try:
        return read_all(path)
    except TieoutError:
        return ()


def test_the_untouched_sample_is_read_without_care() -> None:
    """The measure of the corrupted ones: its figures, and no doubt."""
    (reading,) = read_all(DEMO)

    assert len(reading.facts) == 255
    assert [note for note in reading.document.notes if note.startswith(CARE)] == []


@pytest.mark.parametrize("harm", [flipped, cut, without_tags, swapped, doubled])
@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_corrupted_inline_xbrl(tmp_path_factory: pytest.TempPathFactory, harm: Harm, seed: int) -> None:
    """It is refused, or every figure stands where it says, worth what stands there, or the document has a note."""
    path = tmp_path_factory.getbasetemp() / DEMO.name
    original = {fact.meaning: fact for fact in sound().facts}

    for reading in outcome(path, harm(DEMO.read_bytes(), Random(seed))):  # noqa: S311  # no secret
        cares = [note for note in reading.document.notes if note.startswith(CARE)]
        for fact in reading.facts:
            before = original.get(fact.meaning)
            opens(reading, fact)
            if before is not None and before.value != fact.value:
                assert cares or follows(reading, fact)


@cache
def sound() -> Reading:
    """The sample as it is."""
    return read_all(DEMO)[0]


def opens(reading: Reading, fact: Fact) -> None:
    """The locator of a shown figure opens at its printed text."""
    at = fact.locator
    if at.start is not None and at.end is not None:
        assert quote_hash(reading.text[at.start : at.end]) == at.quote_hash


def follows(reading: Reading, fact: Fact) -> bool:
    """Whether a value is what is printed at its locator, at some scale."""
    at = fact.locator
    if at.start is None or at.end is None or not fact.value:
        return True  # hidden: only the tag says it; nought: a dash
    digits = re.sub(r"[^\d.]", "", reading.text[at.start : at.end]).rstrip(".")
    return (
        bool(digits) and abs(fact.value).normalize().as_tuple().digits == Decimal(digits).normalize().as_tuple().digits
    )


@pytest.mark.real
@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("docugami_10q/docs/2022 Q3 AAPL.pdf", "q.pdf"),
        ("transcripts/**/*.nlp", "call.nlp"),
        ("aligned/**/prices/*.csv", "AAPL.csv"),
        ("aligned/**/*.json", "call.json"),
        ("filings/8-K/*.htm*", "8k.html"),
    ],
)
def test_corrupted_files_of_every_kind(shared_data: Path, tmp_path: Path, pattern: str, name: str) -> None:
    """Flipped, cut and doubled 24 times, none of them brings the reader down, and locators open."""
    found = sorted(path for path in shared_data.glob(pattern) if path.is_file())
    if not found:
        pytest.skip(f"no {pattern} among the real data")
    data, random = found[0].read_bytes()[:400_000], Random(5)  # noqa: S311  # no secret

    for number in range(24):
        harm = (flipped, cut, doubled)[number % 3]
        for reading in outcome(tmp_path / name, harm(data, random)):
            for fact in reading.facts[:200]:
                opens(reading, fact)


@pytest.mark.real
def test_damaged_pdf_says_so(shared_data: Path, tmp_path: Path) -> None:
    """A PDF of which a compressed page is damaged is read with care, also an encrypted one; an untouched one is not."""
    data = (shared_data / "docugami_10q" / "docs" / "2022 Q3 AAPL.pdf").read_bytes()
    path = tmp_path / "q.pdf"
    whole = outcome(path, data)
    streams = [found.end() for found in re.finditer(rb"stream\r?\n", data)][4:14]

    seen = [outcome(path, data[: at + 40] + b"\x00" + data[at + 41 :]) for at in streams]

    assert [note for note in whole[0].document.notes if note.startswith(CARE)] == []
    noted = [note for readings in seen for one in readings for note in one.document.notes]
    assert f"{CARE}parts of it are damaged; download it again" in noted
