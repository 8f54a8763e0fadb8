"""Earnings calls: who said what, in which part of the call, and of which quarter."""

import json
from datetime import date
from pathlib import Path

import pytest

from tieout.errors import InputError, ReadError
from tieout.reading import Reading
from tieout.tools.filings import read, read_all

CALL = """Acme Corp. (NASDAQ:ACM)
Q3 2024 Earnings Call
Jul 30, 2024, 5:00 p.m. ET

Prepared Remarks:

Operator

Good day, and welcome to the Acme third quarter 2024 earnings conference call. Please go ahead.

Jane Doe -- Chief Executive Officer

Thank you. Revenue grew 12% to $391.0 million.
Gross margin was 46.2%, a record: we sold more anvils.

Questions & Answers:

Operator

Our first question comes from John Roe with Big Bank.

John Roe -- Big Bank -- Analyst

What about 2025?

Jane Doe -- Chief Executive Officer

We expect growth of 5%.

Call participants:

Jane Doe -- Chief Executive Officer

John Roe -- Big Bank -- Analyst
"""


@pytest.fixture
def call(tmp_path: Path) -> Reading:
    """The call of Acme, read."""
    path = tmp_path / "acme.txt"
    path.write_text(CALL, encoding="utf-8")
    return read(path)


def turns(reading: Reading) -> list[tuple[int, str, str | None, str | None, str]]:
    """Turn, speaker, role, section and words of each passage."""
    return [
        (one.locator.turn, one.locator.speaker, one.locator.role, one.locator.section, one.text)
        for one in reading.passages
        if one.locator.kind == "turn"
    ]


def opens(reading: Reading) -> bool:
    """Whether every passage stands where its locator says."""
    return all(reading.text[one.locator.start : one.locator.end] == one.text for one in reading.passages)


def test_speaker_lines(call: Reading) -> None:
    """Turns with speaker, role and part of the call; a list of participants is no turn."""
    remarks, questions = "Prepared remarks", "Questions and answers"
    assert turns(call) == [
        (0, "Operator", None, remarks, call.passages[1].text),
        (1, "Jane Doe", "Chief Executive Officer", remarks, call.passages[2].text),
        (2, "Operator", None, questions, "Our first question comes from John Roe with Big Bank."),
        (3, "John Roe", "Big Bank -- Analyst", questions, "What about 2025?"),
        (4, "Jane Doe", "Chief Executive Officer", questions, "We expect growth of 5%."),
    ]
    assert call.passages[2].text.startswith("Thank you. Revenue grew 12% to $391.0 million.\nGross margin")
    assert opens(call)


def test_what_the_head_says(call: Reading) -> None:
    """Company, ticker, quarter and day come from the lines above the first speaker."""
    document = call.document
    assert (document.kind, document.entity.name, document.entity.ticker) == ("transcript", "Acme Corp.", "ACM")
    assert (document.fiscal_year, document.fiscal_period, document.filed) == (2024, "Q3", date(2024, 7, 30))
    assert [(one.name, one.sure) for one in call.sections] == [
        ("Prepared remarks", True),
        ("Questions and answers", True),
    ]


def test_labels_before_the_words(tmp_path: Path) -> None:
    """A name, a colon and words are a turn, with a time where there is one; another colon belongs to the turn."""
    path = tmp_path / "call.txt"
    path.write_text(
        "Acme earnings call\nOperator: Good morning, and welcome, everybody.\n[00:01:10] JANE DOE: Thank you all.\n"
        "Three things matter most: anvils, hammers and tongs.\n"
        "JOHN ROE (Analyst): How many?\nJANE DOE: Twelve of them.\n"
    )
    reading = read(path)

    said = [(one.locator.speaker, one.locator.time) for one in reading.passages if one.locator.kind == "turn"]
    assert said == [("Operator", None), ("JANE DOE", "00:01:10")]
    assert "Three things matter most: anvils" in turns(reading)[1][4]
    assert "JOHN ROE, Analyst\nHow many?\nJANE DOE\nTwelve of them." in reading.text


def test_one_speaker(tmp_path: Path) -> None:
    """A call with a single speaker, and one that names nobody, are calls all the same."""
    one = tmp_path / "one.txt"
    one.write_text("Acme Q1 2024 earnings call\nJane Doe: Good morning. Revenue was $5 million in the quarter.\n")
    none = tmp_path / "20240215_ACM.txt"
    none.write_text("Thank you all for joining our Q4 2023 conference call.\nWe sold 12 anvils.\nI am glad of it.\n")

    assert [(t[1], t[3]) for t in turns(read(one))] == [("Jane Doe", "Call")]
    reading = read(none)
    assert [(t[0], t[1], t[3]) for t in turns(reading)] == [(0, "Speaker not named", "Call")]
    assert (reading.document.entity.ticker, reading.document.filed, reading.document.fiscal_year) == (
        "ACM",
        date(2024, 2, 15),
        2023,
    )
    assert reading.document.notes == ("it names no speakers",)


@pytest.mark.parametrize(
    "text",
    [
        "Supply Agreement\nTerm: two years.\nPrice: five dollars.\nDelivery: monthly.\nTerm: renewed.\nPrice: fixed.\n",
        "Minutes of the board\nThe chair opened the meeting. It was agreed to buy anvils.\n",
        "Note: this is a manual.\nWarning: hot.\nNote: stay away.\nWarning: hotter.\n",
    ],
)
def test_what_is_no_call(tmp_path: Path, text: str) -> None:
    """Contracts, minutes and manuals are plain text, whatever their colons."""
    path = tmp_path / "text.txt"
    path.write_text(text)

    assert read(path).document.kind == "other"


def test_nlp(tmp_path: Path) -> None:
    """Rev's tokens become words with their punctuation; names come from the table beside them."""
    path = tmp_path / "77.nlp"
    rows = ["token|speaker|ts|endTs|punctuation|case|tags", "Good|0|0.5||||[]", "morning|0|0.9||.|LC|[]"]
    rows += ["Revenue|1|75.0||||[]", "was|1|||||[]", "$350|1||||CA|[]", "million|1|||.|LC|[]"]
    path.write_text("\n".join(rows))
    (tmp_path / "speaker-metadata.csv").write_text("file_id,speaker_id,speaker_name\n77,1,Jane Doe\n")
    (tmp_path / "file-metadata.csv").write_text("file_id,company_name,financial_quarter\n77,Acme Inc,2\n")
    reading = read(path)

    assert reading.text == "Speaker 0 (00:00:00)\nGood morning.\nJane Doe (00:01:15)\nRevenue was $350 million."
    assert turns(reading) == [(1, "Jane Doe", None, "Call", "Revenue was $350 million.")]
    assert reading.document.entity.name == "Acme Inc"


def test_a_broken_nlp(tmp_path: Path) -> None:
    """A line without its fields is named."""
    path = tmp_path / "1.nlp"
    path.write_text("token|speaker|ts|endTs|punctuation\nGood|0\n")

    with pytest.raises(ReadError, match=r"line 2 of .* has 2 fields, not the 5"):
        read(path)


def test_json_with_several_calls(tmp_path: Path) -> None:
    """Each call of a file is a document with its own id and content hash; together they are read with read_all."""
    said = [{"speaker": "Jane Doe", "title": "CEO", "content": "Revenue was $5 million in the quarter."}]
    calls = [
        {"symbol": "ACM", "year": 2024, "quarter": f"Q{n}", "data": {"quarter": f"2024Q{n}", "transcript": said}}
        for n in (1, 2)
    ]
    path = tmp_path / "ACM.json"
    path.write_text(json.dumps(calls))
    first, second = read_all(path)

    assert (first.document.id, second.document.id) == ("ACM-2024-Q1", "ACM-2024-Q2")
    assert first.document.content_hash != second.document.content_hash
    assert first.passages[0].id != second.passages[0].id
    assert first.passages[0].heading == ("Q1 2024 earnings call", "Call", "Jane Doe, CEO")
    assert turns(second) == [(0, "Jane Doe", "CEO", "Call", "Revenue was $5 million in the quarter.")]
    with pytest.raises(InputError, match="holds 2 documents"):
        read(path)


@pytest.mark.parametrize(
    "tree",
    [
        {
            "ticker": "ACM",
            "segments": [{"speaker": "S", "start": 3.0, "text": "We sold"}, {"speaker": "S", "text": "12"}],
        },
        {"ticker": "ACM", "transcript": [{"name": "S", "speech": "We sold 12"}]},
        {"symbol": "ACM", "monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "We sold 12"}]}]},
    ],
)
def test_shapes_of_json(tmp_path: Path, tree: dict[str, object]) -> None:
    """Segments with times, turns under other names, and Rev's monologues are turns."""
    path = tmp_path / "call.json"
    path.write_text(json.dumps(tree))
    reading = read(path)

    assert turns(reading)[0][4].split()[:2] == ["We", "sold"]
    assert reading.text.endswith("We sold 12")
    assert reading.document.entity.ticker == "ACM"


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[" * 100_000])
def test_other_json(tmp_path: Path, text: str) -> None:
    """JSON that is broken, that holds no call, or is nested without end, is refused."""
    path = tmp_path / "data.json"
    path.write_text(text)

    with pytest.raises((InputError, ReadError), match=r"JSON"):
        read(path)


@pytest.mark.real
def test_real_calls(shared_data: Path) -> None:
    """Every shared call is read: turns open where they say, most have remarks and questions, figures are all there."""
    files = sorted([*shared_data.glob("transcripts/*/*.nlp"), *shared_data.glob("transcripts/maec/*.txt")])
    readings = [read(path) for path in files]
    both = [one for one in readings if len(one.sections) > 1]

    assert {one.document.kind for one in readings} == {"transcript"}
    assert all(opens(one) for one in readings)
    assert len(both) == 20  # all of Rev's; MAEC names no speakers
    assert len(readings) == 42


@pytest.mark.real
def test_real_calls_of_two_companies(shared_data: Path) -> None:
    """Twelve calls a company, one a quarter, with the speakers' roles and a part of questions in each."""
    for ticker in ("AAPL", "AMD"):
        readings = read_all(shared_data / f"aligned/calls/{ticker}.json")
        source = json.loads((shared_data / f"aligned/calls/{ticker}.json").read_text())

        labels = [(one.document.fiscal_year, one.document.fiscal_period) for one in readings]
        assert labels == [(year, f"Q{n}") for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)]
        assert all(len(one.sections) == 2 and opens(one) for one in readings)
        for reading, call in zip(readings, source, strict=True):
            said = {(turn["speaker"], turn["title"]) for turn in call["data"]["transcript"]}
            assert {(turn[1], turn[2]) for turn in turns(reading)} <= said
