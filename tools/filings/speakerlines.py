"""How a call is read from plain text: lines that name a speaker, and what is said below or behind them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.tools.filings.calls import UNNAMED, Call, Utterance, completed, day_in

_NAME = r"(?:(?:Dr|Mr|Ms|Mrs)\.? )?[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|da|di|du|van|von|der|den|la|le|bin|al)){0,4}"
_TIME = r"\[?\(?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d)\)?\]?"
_DASHED = re.compile(rf"^(?P<name>{_NAME})\s+(?:--|—|–|-)\s+(?P<role>[A-Z][^.!?]{{1,110}})$")
_LABEL = re.compile(
    rf"^(?:{_TIME.replace('time', 'before')}\s*)?(?P<name>{_NAME}|[QA])"
    rf"(?:\s*[,(–—-]+\s*(?P<role>[A-Z][^:()]{{1,80}}?)\)?)?(?:\s*{_TIME})?\s*:(?:\s+(?P<text>\S.*))?$"
)
_TIMED = re.compile(rf"^(?P<name>{_NAME})\s+{_TIME}$")
_PART = re.compile(
    r"^(?:prepared remarks|presentation|(?:questions?\s*(?:&|and)\s*answers?|question[- ]and[- ]answer|q\s?&\s?a)"
    r"(?: session| section)?)\s*:?$",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(r"^q", re.IGNORECASE)
_LIST = re.compile(r"^(?:\w+ )?(?:participants|attendees|speakers|executives|analysts)\s*:?$", re.IGNORECASE)
_OPERATOR = frozenset({"operator", "moderator", "coordinator", "conference operator"})
_OTHER_LABELS = (
    "note notes source sources item items example exhibit table figure date time subject re attention warning title "
    "section article step total phone fax email website address contact duration tags disclaimer from to cc"
)
_NOT_SPEAKERS = frozenset(_OTHER_LABELS.split())
_IS_CALL = re.compile(
    r"\b(?:earnings|conference|results|investor|analyst|quarter(?:ly)?)\b[^\n]{0,60}\bcall\b|\btranscript\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\b(?:good (?:morning|afternoon|evening|day)|thank you|thanks|welcome|greetings|hello)\b", re.IGNORECASE
)
_SPOKEN = re.compile(r"\b(?:we|our|us|i|you)\b", re.IGNORECASE)
_FILE = re.compile(r"(?P<day>(?:19|20)\d{6})[_-](?P<ticker>[A-Z]{1,5}(?:\.[A-Z])?)")
_TICKER = re.compile(
    r"^(?P<name>[A-Z][^\n()]{1,80}?)\s*\((?:[A-Z][A-Za-z]+\s*:\s*)?(?P<ticker>[A-Z]{1,5}(?:\.[A-Z])?)\b[^)]*\)"
)
_OPENING = 2500
_LEAST_TURNS = 3
_LEAST_SHARE = 0.5
_SPOKEN_SHARE = 0.02
_MOST_PREAMBLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line, and whose turn it begins."""

    text: str
    speaker: str | None = None
    role: str | None = None
    time: str | None = None


def spoken(text: str, stem: str) -> Call | None:
    """The call that a plain text is, else None; `stem` is the file's name, which may tell day and ticker."""
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
    known = _people(lines)
    read = [_read(line, known) for line in lines]
    call = _assembled(read) if _is_transcript(read, text) else _unlabelled(lines, stem)
    return None if call is None else completed(_named(call, stem))


def _people(lines: Sequence[str]) -> dict[str, str | None]:
    """Roles by name, from lists of participants and from lines that name a speaker's role."""
    people: dict[str, str | None] = {}
    for line in lines:
        if (match := _DASHED.match(line)) and len(match["name"].split()) > 1:
            people.setdefault(match["name"], match["role"].strip())
    return people


def _read(line: str, people: dict[str, str | None]) -> _Line:
    if line.casefold() in _OPERATOR:
        return _Line(text="", speaker=line.title() if line.isupper() else line)
    if line in people:
        return _Line(text="", speaker=line, role=people[line])
    if match := _DASHED.match(line):
        return _Line(text="", speaker=match["name"], role=match["role"].strip())
    if match := _TIMED.match(line):
        return _Line(text="", speaker=match["name"], role=people.get(match["name"]), time=match["time"])
    match = _LABEL.match(line)
    if match is None or _PART.match(line) or match["name"].split()[0].casefold() in _NOT_SPEAKERS:
        return _Line(text=line)
    return _Line(
        text=match["text"] or "",
        speaker=match["name"].strip(),
        role=(match["role"] or "").strip() or people.get(match["name"]),
        time=match["time"] or match["before"],
    )


def _is_transcript(lines: Sequence[_Line], text: str) -> bool:
    """Whether the lines that look like speakers are speakers."""
    turns = [at for at, line in enumerate(lines) if line.speaker]
    if not turns or turns[0] > _MOST_PREAMBLE:
        return False
    names = Counter(line.speaker for line in lines if line.speaker)
    said = sum(len(line.text.split()) for line in lines[turns[0] :])
    if said < _LEAST_SHARE * sum(len(line.text.split()) for line in lines):
        return False
    is_call = _IS_CALL.search(text[:_OPENING]) is not None
    has_operator = any(name and name.casefold() in _OPERATOR for name in names)
    if is_call or has_operator:
        return len(turns) >= _LEAST_TURNS or said / len(turns) >= _LEAST_TURNS
    return len(turns) >= 2 * _LEAST_TURNS and max(names.values()) >= _LEAST_TURNS and len(names) > 1


def _assembled(lines: Sequence[_Line]) -> Call:
    first = next(at for at in range(len(lines)) if _speaks(lines, at))
    turns: list[list[_Line]] = []
    questions: int | None = None
    for at, line in enumerate(lines[first:], start=first):
        if _PART.match(line.text) and not line.speaker:
            questions = len(turns) if _QUESTIONS.match(line.text) and questions is None else questions
        elif _LIST.match(line.text) and not line.speaker and turns:
            break
        elif line.speaker and _speaks(lines, at):
            turns.append([line])
        elif turns:
            turns[-1].append(line)
    utterances = tuple(one for turn in turns if (one := _utterance(turn)).text)
    preamble = tuple(_shown(line) for line in lines[:first] if not _PART.match(line.text))
    return Call(utterances=utterances, preamble=preamble, questions=questions)


def _speaks(lines: Sequence[_Line], at: int) -> bool:
    """Whether a speaker's line has words behind it or below it; in a list of participants it has none."""
    line = lines[at]
    return line.speaker is not None and bool(line.text or (at + 1 < len(lines) and lines[at + 1].speaker is None))


def _utterance(turn: Sequence[_Line]) -> Utterance:
    head = turn[0]
    words = "\n".join(shown for line in turn if (shown := line.text if line is head else _shown(line)))
    return Utterance(speaker=head.speaker or UNNAMED, role=head.role, time=head.time, text=words)


def _shown(line: _Line) -> str:
    parts = (line.speaker, line.role, line.text)
    return line.text if line.speaker is None else ", ".join(part for part in parts if part)


def _unlabelled(lines: Sequence[str], stem: str) -> Call | None:
    """A call whose text names no speakers, where its greeting or the file's name says that it is one."""
    head = " ".join(lines)[:_OPENING]
    words = head.split()
    is_greeted = bool(_GREETING.search(head[:400]) and _IS_CALL.search(head))
    is_spoken = len(_SPOKEN.findall(head)) >= _SPOKEN_SHARE * len(words)
    if not words or not is_spoken or not (is_greeted or _FILE.fullmatch(stem)):
        return None
    return Call(utterances=(Utterance(speaker=UNNAMED, text="\n".join(lines)),))


def _named(call: Call, stem: str) -> Call:
    """A call with the company, ticker and day that its head or its file's name tells."""
    found = next(_companies(call.preamble), None)
    file = _FILE.search(stem)
    ticker = found[1] if found else file["ticker"] if file else None
    day = day_in(f"{file['day'][:4]}-{file['day'][4:6]}-{file['day'][6:]}") if file else None
    return replace(call, company=found[0] if found else None, ticker=ticker, held=day)


def _companies(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines[:12]:
        if match := _TICKER.match(line):
            yield match["name"].strip(), match["ticker"]
