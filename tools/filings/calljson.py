"""How calls are read from JSON: any list of turns that name a speaker, and what is said of the call around it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import JsonValue

from tieout.errors import InputError, ReadError
from tieout.tools.filings.calls import UNNAMED, Call, Utterance, completed, day_in, quarter_in, quarter_of, stamp
from tieout.tools.filings.speakerlines import spoken

Tree = JsonValue
_TEXTS = ("content", "text", "speech", "statement", "utterance", "remarks", "sentence", "value", "words")
_SPEAKERS = ("speaker", "speaker_name", "speakerName", "speaker_label", "participant", "name")
_ROLES = ("title", "role", "position", "speaker_role", "speaker_title", "speakerRole", "job_title", "description")
_TIMES = ("time", "timestamp", "start_time", "startTime", "start", "ts", "begin")
_TICKERS = ("symbol", "ticker", "Ticker", "Symbol")
_COMPANIES = ("company_name", "companyName", "company", "issuer", "entity")
_DAYS = ("date", "call_date", "event_date", "eventDate", "datetime", "published", "published_at")
_YEARS = ("fiscal_year", "fiscalYear", "year")
_QUARTERS = ("fiscal_quarter", "fiscalQuarter", "quarter", "period")
_LISTS = re.compile(r"transcript|turns|utterances|dialogue|remarks|segments|speeches|monologues", re.IGNORECASE)
_PEEK = re.compile(rb'"(?:speaker\w*|transcript\w*|monologues|utterances)"\s*:')
_DEEPEST = 12
_LONG = 400
_SHARE = 0.8
_YEARS_THERE = range(1980, 2200)


def looks_like_calls(head: bytes) -> bool:
    """Whether the beginning of a JSON file names speakers."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") and _PEEK.search(head) is not None


def read_calls(path: Path, text: str) -> tuple[Call, ...]:
    """Every call of a JSON file, in its order.

    Raises:
        ReadError: it is not JSON, or is nested too deeply.
        InputError: there is no call in it.
    """
    try:
        tree: Tree = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{str(path)!r} is not JSON that can be read ({error}); download it again") from error
    calls = tuple(completed(call) for call in _calls(tree, {}, "", 0) if call.utterances)
    if not calls:
        raise InputError(
            f"{str(path)!r} is JSON without the turns of an earnings call; Tieout reads JSON with a list of speakers "
            "and what they said"
        )
    return calls


def _calls(tree: Tree, about: Mapping[str, Tree], key: str, depth: int) -> Iterator[Call]:
    if depth > _DEEPEST:
        return
    if isinstance(tree, list):
        if _are_turns(tree, key):
            yield _call([one for one in tree if isinstance(one, dict)], about)
            return
        for one in tree:
            yield from _calls(one, about, key, depth + 1)
    elif isinstance(tree, dict):
        here = {**about, **tree}
        if (whole := _whole(tree)) is not None:
            yield _described(whole, here)
            return
        for name, value in tree.items():
            yield from _calls(value, here, name, depth + 1)


def _are_turns(items: Sequence[Tree], key: str) -> bool:
    turns = [one for one in items if isinstance(one, dict) and _said(one)]
    if not items or len(turns) < _SHARE * len(items):
        return False
    named = [one for one in turns if any(name in one for name in _SPEAKERS[:-1])]
    return len(named) >= _SHARE * len(turns) or _LISTS.search(key) is not None


def _whole(tree: Mapping[str, Tree]) -> Call | None:
    """A call that is kept as one text with speaker lines."""
    for name in (*_TEXTS[:2], "transcript", "body"):
        text = tree.get(name)
        if isinstance(text, str) and len(text) >= _LONG and (call := spoken(text, "")) is not None:
            return call
    return None


def _call(turns: Sequence[Mapping[str, Tree]], about: Mapping[str, Tree]) -> Call:
    names = _names(about)
    utterances: list[Utterance] = []
    for turn in turns:
        one = _utterance(turn, names)
        if not one.text:
            continue
        last = utterances[-1] if utterances else None
        if last is not None and last.time and (last.speaker, last.role) == (one.speaker, one.role):
            utterances[-1] = replace(last, text=f"{last.text} {one.text}")
        else:
            utterances.append(one)
    return _described(Call(utterances=tuple(utterances)), about)


def _utterance(turn: Mapping[str, Tree], names: Mapping[str, str]) -> Utterance:
    speaker: Tree = next((turn[name] for name in _SPEAKERS if name in turn), None)
    inner = speaker if isinstance(speaker, dict) else {}
    label = _first(inner, ("name", *_SPEAKERS)) if inner else "" if speaker is None else str(speaker).strip()
    name = names.get(label) or (f"Speaker {label}" if label.isdigit() else label)
    return Utterance(
        speaker=name or UNNAMED,
        role=_first(inner, _ROLES) or _first(turn, _ROLES) or None,
        time=_time(turn),
        text=_said(turn),
    )


def _said(turn: Mapping[str, Tree]) -> str:
    for name in _TEXTS:
        if isinstance(text := turn.get(name), str) and text.strip():
            return text.strip()
    elements = turn.get("elements")
    if not isinstance(elements, list):
        return ""
    return "".join(str(one.get("value", "")) for one in elements if isinstance(one, dict)).strip()


def _names(about: Mapping[str, Tree]) -> dict[str, str]:
    """Names of speakers by number, where a list of them stands beside the turns."""
    people = about.get("speakers")
    listed = [one for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    return {_first(one, ("id", "speaker_id", "speaker")): _first(one, ("name", "speaker_name")) for one in listed}


def _time(turn: Mapping[str, Tree]) -> str | None:
    for name in _TIMES:
        value = turn.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return stamp(float(value))
        if isinstance(value, str) and value.strip():
            return value.strip()
    elements = turn.get("elements")
    first = elements[0] if isinstance(elements, list) and elements else None
    return _time(first) if isinstance(first, dict) else None


def _described(call: Call, about: Mapping[str, Tree]) -> Call:
    """A call with what stands around it."""
    period = _first(about, _QUARTERS)
    both = quarter_in(period) or quarter_in(" ".join(reversed(re.findall(r"20\d\d|Q[1-4]", period))))
    year = _first(about, _YEARS)
    digits = re.search(r"[1-4](?!\d)", period)
    return replace(
        call,
        ticker=_first(about, _TICKERS).upper() or call.ticker,
        company=_first(about, _COMPANIES) or call.company,
        held=day_in(_first(about, _DAYS)) or call.held,
        year=both[0]
        if both
        else int(year)
        if re.fullmatch(r"[0-9]{4}", year) and int(year) in _YEARS_THERE
        else call.year,
        quarter=both[1] if both else quarter_of(f"Q{digits[0]}") if digits else call.quarter,
    )


def _first(tree: Mapping[str, Tree], names: Sequence[str]) -> str:
    for name in names:
        value = tree.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""
