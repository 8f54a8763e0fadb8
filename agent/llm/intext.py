"""Which JSON object does a model's text hold? Exactly one, read strictly, or none at all."""

import json
import re
from typing import Never, TypeVar

from pydantic import BaseModel, ValidationError

S = TypeVar("S", bound=BaseModel)

_THOUGHT = re.compile(r"\A\s*<think>.*</think>", re.DOTALL | re.IGNORECASE)
"""What models that think aloud put before their answer."""
_FENCED = re.compile(r"^```(?:json)?[ \t]*\n(.*?)\n?```[ \t]*$", re.DOTALL | re.MULTILINE | re.IGNORECASE)


class NotOneObjectError(ValueError):
    """A text that does not hold exactly one JSON object of the shape; the message says in which way."""


def in_text(text: str, shape: type[S]) -> S:
    """The object of this shape in a text; words may stand around it, but no second object and nothing half.

    Raises:
        NotOneObjectError: no object, several, a broken one, keys given twice, numbers that JSON does not know, or
            another shape.
    """
    answer = _THOUGHT.sub("", text)
    fenced = _FENCED.findall(answer)
    if len(fenced) > 1:
        raise NotOneObjectError("several blocks of JSON")
    read = _only_object(fenced[0] if fenced else answer)
    if fenced and "{" in _FENCED.sub(" ", answer):
        raise NotOneObjectError("JSON beside its block")
    try:
        return shape.model_validate_json(json.dumps(read), strict=True)
    except ValidationError as error:
        raise NotOneObjectError("another shape than asked for") from error


def _only_object(text: str) -> object:
    start = text.find("{")
    if start < 0 or "[" in text[:start]:
        raise NotOneObjectError("no JSON object")
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refused)
    try:
        read, end = decoder.raw_decode(text, start)
    except NotOneObjectError:
        raise
    except (ValueError, RecursionError) as error:
        raise NotOneObjectError("a JSON object that is broken or cut off") from error
    if any(mark in text[end:] for mark in "{}[]"):
        raise NotOneObjectError("more JSON behind the object")
    return read


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotOneObjectError("a key that is given twice")
    return found


def _refused(constant: str) -> Never:
    raise NotOneObjectError(f"{constant}, which is no number of JSON")
