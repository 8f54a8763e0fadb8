"""JSON in a text is one whole object of the shape, or none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.agent.llm.intext import NotOneObjectError, in_text
from tieout.agent.llm.schemas import JudgeOut

GOOD = '{"verdicts": [{"claim": 0, "verdict": "supported", "detail": null}]}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\n  {GOOD}  \n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"Here is my verdict:\n\n```json\n{GOOD}\n```\nLet me know.",
        f"My verdict is {GOOD}",
        f"{GOOD}\nI hope that this helps!",
        f"<think>It is {{not}} clear: [1] or {{}}</think>\n{GOOD}",
    ],
)
def test_one_whole_object_is_read(text: str) -> None:
    """Words, one fence and thoughts around the object do not matter."""
    assert in_text(text, JudgeOut) == JudgeOut.model_validate_json(GOOD)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON object"),
        ("I cannot say.", "no JSON object"),
        ("[]", "no JSON object"),
        (f"[{GOOD}]", "no JSON object"),
        (GOOD[:-1], "broken or cut off"),
        (GOOD.replace('"', "'"), "broken or cut off"),
        (GOOD.replace("null", "null,"), "broken or cut off"),
        (GOOD.replace("null", "None"), "broken or cut off"),
        ("{" * 100_000, "broken or cut off"),
        ('{"verdicts": ' + "[" * 100_000, "broken or cut off"),
        (f"{GOOD} {GOOD}", "more JSON behind"),
        (f"{GOOD}}}", "more JSON behind"),
        (f"```json\n{GOOD}\n```\n```json\n{GOOD}\n```", "several blocks"),
        (f"```json\n{GOOD}\n```\nor rather {GOOD}", "beside its block"),
        (GOOD.replace('"claim": 0', '"claim": 0, "claim": 1'), "given twice"),
        (f'{{"verdicts": [], {GOOD[1:]}', "given twice"),
        (GOOD.replace("0", "NaN"), "no number of JSON"),
        (GOOD.replace("0", "-Infinity"), "no number of JSON"),
        (GOOD.replace("0", "1" + "0" * 5000), "broken or cut off"),
        (GOOD.replace("0", "1e999"), "another shape"),
        (GOOD.replace("0", '"0"'), "another shape"),
        (GOOD.replace("0", "0.0"), "another shape"),
        (GOOD.replace("0", "true"), "another shape"),
        (GOOD.replace("supported", "probably"), "another shape"),
        (GOOD.replace('"detail"', '"details"'), "another shape"),
        ("{}", "another shape"),
    ],
)
def test_anything_else_is_refused(text: str, why: str) -> None:
    """Nothing is repaired, completed, chosen from or converted; the message says what was wrong."""
    with pytest.raises(NotOneObjectError, match=why):
        in_text(text, JudgeOut)


@given(st.text(), st.text())
def test_no_text_breaks_the_reader(before: str, after: str) -> None:
    """Whatever stands around an object, it is read or refused, and what is read is that object."""
    try:
        read = in_text(f"{before}{GOOD}{after}", JudgeOut)
    except NotOneObjectError:
        return

    assert json.loads(read.model_dump_json()) == json.loads(GOOD)
